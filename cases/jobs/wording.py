"""What jobs are called: a verb for each operation, on buttons, in plans and in results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from cases.jobs.operations import operation_of
from cases.lists.screens import BY_NAME
from cases.models import Job
from processmaker.case_lists import CaseList

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """``button`` takes ``count``; ``will`` stands over what is planned, ``done`` over results."""

    icon: str
    button: Text
    will: Text
    done: Text


_MOVE: Final = Words(
    "arrow-right-left",
    ngettext_lazy("Reassign %(count)d case", "Reassign %(count)d cases", "count"),
    gettext_lazy("Will be reassigned"),
    gettext_lazy("Reassigned"),
)
WORDS: Final[dict[str, Words]] = {
    "reassign": _MOVE,
    "spread": _MOVE,
    "undo": Words(
        "undo-2",
        ngettext_lazy("Give %(count)d case back", "Give %(count)d cases back", "count"),
        gettext_lazy("Will be given back"),
        gettext_lazy("Given back"),
    ),
    "assign": Words(
        "hand",
        ngettext_lazy("Claim %(count)d case", "Claim %(count)d cases", "count"),
        gettext_lazy("Will be claimed"),
        gettext_lazy("Claimed"),
    ),
    "pause": Words(
        "pause",
        ngettext_lazy("Pause %(count)d case", "Pause %(count)d cases", "count"),
        gettext_lazy("Will be paused"),
        gettext_lazy("Paused"),
    ),
    "unpause": Words(
        "play",
        ngettext_lazy("Unpause %(count)d case", "Unpause %(count)d cases", "count"),
        gettext_lazy("Will be unpaused"),
        gettext_lazy("Unpaused"),
    ),
    "route": Words(
        "check",
        ngettext_lazy("Continue %(count)d case", "Continue %(count)d cases", "count"),
        gettext_lazy("Will be continued"),
        gettext_lazy("Continued"),
    ),
    "cancel": Words(
        "ban",
        ngettext_lazy("Cancel %(count)d case", "Cancel %(count)d cases", "count"),
        gettext_lazy("Will be cancelled"),
        gettext_lazy("Cancelled"),
    ),
    "delete": Words(
        "trash-2",
        ngettext_lazy("Delete %(count)d draft", "Delete %(count)d drafts", "count"),
        gettext_lazy("Will be deleted"),
        gettext_lazy("Deleted"),
    ),
    "variable": Words(
        "file-pen",
        ngettext_lazy("Change %(count)d case", "Change %(count)d cases", "count"),
        gettext_lazy("Will be changed"),
        gettext_lazy("Changed"),
    ),
    "trigger": Words(
        "settings",
        ngettext_lazy("Execute it in %(count)d case", "Execute it in %(count)d cases", "count"),
        gettext_lazy("Will be executed"),
        gettext_lazy("Executed"),
    ),
    "note": Words(
        "message-square",
        ngettext_lazy("Add %(count)d note", "Add %(count)d notes", "count"),
        gettext_lazy("Will get the note"),
        gettext_lazy("Note added"),
    ),
    "generate": Words(
        "file-text",
        ngettext_lazy("Generate %(count)d document", "Generate %(count)d documents", "count"),
        gettext_lazy("Will be generated"),
        gettext_lazy("Generated"),
    ),
}


def words_of(job: Job) -> Words:
    return WORDS[job.operation]


def button_text(job: Job, count: int) -> str:
    """The one button of a plan: “Reassign 371 cases”."""
    return str(words_of(job).button % {"count": count})


def title_of(job: Job) -> str:
    """What the job does, in one line: “Reassign to Mary Quinn”."""
    params, label = job.params, operation_of(job).label
    if job.operation in ("reassign", "assign"):
        return _("%(operation)s: to %(name)s") % {"operation": label, "name": params["target_name"]}
    if job.operation == "spread":
        names = ", ".join(target["name"] for target in params["targets"])
        return _("Spread over %(names)s") % {"names": names}
    about = {
        "variable": params.get("name"),
        "trigger": params.get("trigger_title"),
        "generate": params.get("document_title"),
    }.get(job.operation)
    return f"{label}: {about}" if about else str(label)


def details_of(job: Job) -> list[str]:
    """The rest of what was asked for, a sentence each: until when, in which order, why."""
    params = job.params
    found = []
    if params.get("by"):
        found.append(_("By load.") if params["by"] == "load" else _("In turn."))
    if params.get("until_date"):
        until = f"{params['until_date']} {params.get('until_time', '')}".strip()
        found.append(_("Until %(until)s.") % {"until": until})
    if "value" in params:
        found.append(_("New value: “%(value)s”.") % {"value": params["value"]})
    if params.get("note") or params.get("text"):
        words = {"text": params.get("note") or params.get("text")}
        found.append(_("Note: “%(text)s”.") % words if "text" in params else _reason(words))
    return found


def _reason(words: dict[str, str | None]) -> str:
    return _("Reason: “%(text)s”.") % words


def chosen_text(job: Job) -> str:
    """Which cases were chosen: “All that match in Search: …”, “12 ticked rows”, a retry."""
    selection = job.selection
    kind = selection["kind"]
    if kind == "list":
        return list_text(CaseList(selection["list"]), selection.get("told", ""))
    if kind == "rows":
        return rows_text(len(selection["refs"]))
    if kind == "numbers":
        return numbers_text(len(selection["numbers"]))
    if kind == "case":
        return _("One case, from its own page.")
    return {
        "retry": _("What did not work in job %(number)d."),
        "undo": _("What job %(number)d has done."),
    }[job.relation or "retry"] % {"number": selection["job"]}


def list_text(name: CaseList, told: str) -> str:
    """``told`` are the filters in words."""
    words = {"list": BY_NAME[name].label, "filters": told}
    if not told:
        return _("All of the list %(list)s.") % words
    return _("All that match in the list %(list)s: %(filters)s.") % words


def rows_text(count: int) -> str:
    return ngettext("%(count)d ticked row.", "%(count)d ticked rows.", count) % {"count": count}


def numbers_text(count: int) -> str:
    return ngettext("%(count)d case number.", "%(count)d case numbers.", count) % {"count": count}
