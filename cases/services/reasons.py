"""The sentences in which pmdash says what became of a write, or why it cannot be made.

Each has a code. Codes are what is stored; the sentence is made when it is shown, in the language
of the reader. ``%(who)s`` is a person's name, ``%(words)s`` a plain text of ProcessMaker.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DONE: dict[str, Promise] = {
    "done": _("Done."),
    "claimed": _("The case is yours."),
    "assigned": _("The case is given to %(who)s."),
    "routed": _("The case goes on: %(next)s."),
    "routed_end": _("The case is completed."),
    "routed_on": _("Your task is finished."),
    "paused": _("The case is paused."),
    "unpaused": _("The case is active again."),
    "reassigned": _("The case is reassigned to %(who)s."),
    "cancelled": _("The case is cancelled."),
    "deleted": _("The draft is deleted."),
    "saved": _("Saved."),
    "variable_deleted": _("The variable is deleted."),
    "note_added": _("The note is added."),
    "trigger_run": _("The trigger has run."),
    "status_set": _("The status is changed."),
    "uploaded": _("The document is uploaded."),
    "document_deleted": _("The document is deleted."),
    "generated": _("The document is generated."),
    "started": _("Case %(number)s is started."),
}

REFUSED: dict[str, Promise] = {
    "refused": _("ProcessMaker refused this: %(words)s"),
    "refused_silently": _("ProcessMaker refused this and gave no reason."),
    "no_effect": _("ProcessMaker answered yes, but nothing has changed."),
    "not_permitted": _("Your role in ProcessMaker does not allow this."),
    "missing_permission": _("Your role lacks the permission %(permission)s."),
    "not_yours": _("This task is not assigned to you."),
    "not_open": _("This task is finished, or never was."),
    "not_claimable": _("This task is not among those that you can claim."),
    "already_yours": _("You hold this case already."),
    "case_missing": _("This case does not exist any more."),
    "is_draft": _("The case is a draft: it has not been sent on yet."),
    "not_draft": _("The case is not a draft any more."),
    "is_paused": _("The case is paused."),
    "not_paused": _("The case is not paused."),
    "is_completed": _("The case is completed."),
    "is_cancelled": _("The case is cancelled."),
    "is_unclaimed": _("Nobody has claimed this task yet."),
    "parallel": _("The case has several open tasks. ProcessMaker cancels only cases with one."),
    "delete_not_allowed": _(
        "Only the person who started a draft, or an administrator, deletes it."
    ),
    "target_not_eligible": _("This person cannot be given this task."),
    "target_missing": _("ProcessMaker does not know this person."),
    "already_there": _("This person holds the task already."),
    "source_lost": _("The task is not with the person it was taken from."),
    "next_user_missing": _("The next task has nobody to do it: the case lacks the person's name."),
    "system_variable": _("This variable belongs to ProcessMaker and cannot be changed."),
    "variable_missing": _("The case has no variable of this name."),
    "variable_incomplete": _("ProcessMaker wants every column of the row, with its label."),
    "value_lost": _("ProcessMaker answered yes, but %(names)s did not keep the new value."),
    "notes_not_allowed": _("The process does not let you write notes."),
    "trigger_missing": _("There is no such trigger."),
    "trigger_failed": _("The trigger stopped with an error: %(words)s"),
    "document_missing": _("There is no such document, or it is not for you."),
    "document_format": _("This document is not made in this format."),
    "file_too_large": _("The file is larger than the server takes."),
    "file_type": _("The server does not take files of this type."),
    "endpoint_missing": _("This ProcessMaker server cannot do this."),
    "start_not_allowed": _("You cannot start this process."),
    "invalid": _("A value is not valid: %(words)s"),
    "signed_out": _("Your sign-in has ended. Nothing was sent."),
    "unreachable": _("ProcessMaker cannot be reached. Nothing was sent."),
    "rate_limited": _("ProcessMaker asks to wait a moment. Nothing was changed."),
    "maintenance": _("ProcessMaker is being maintained. Nothing was changed."),
    "server_fault": _("ProcessMaker failed. Nothing was changed."),
    "busy": _("%(who)s is working on this case at this moment. Try again in a few seconds."),
    "busy_somebody": _(
        "Somebody is working on this case at this moment. Try again in a few seconds."
    ),
    "unanswered": _("An earlier step on this case was not answered. Try again in a minute."),
    "job_live": _("Another job is about to work on this case."),
    "same_case": _("The case is in this job already; once is enough."),
    "taken_already": _("Somebody has claimed this task already."),
    "too_often": _("This case stopped the worker again and again."),
    "stopped": _("The job was stopped before its turn."),
    "unknown_number": _("There is no case %(number)s, or it is not for you."),
}

SUPERSEDED: dict[str, Promise] = {
    "taken": _("%(who)s has this case."),
    "claimed_by": _("%(who)s has already taken this case."),
    "reassigned_to": _("The task has been given to %(who)s in the meantime."),
    "moved_on": _("The case has moved on in the meantime."),
}

IN_DOUBT: dict[str, Promise] = {
    "unread": _("Uncertain: ProcessMaker did not answer, and the case could not be read since."),
    "unchanged": _(
        "Uncertain: ProcessMaker did not answer. The case is unchanged so far; "
        "look again in a minute."
    ),
    "unclear": _("Uncertain: the case does not show whether this was done. Please look at it."),
    "interrupted": _("Uncertain: the first attempt broke off. Please look at the case."),
}

WARNINGS: dict[str, Promise] = {
    "after_error": _("ProcessMaker reported an error after it had done this: %(words)s"),
    "after_silence": _("ProcessMaker did not answer, but the case shows that this was done."),
    "doubled": _(
        "One task of this case is open twice (%(indexes)s). The case may have been doubled: "
        "finish one of them only, and tell your administrator."
    ),
    "not_read_back": _("The case could not be read back; this is ProcessMaker's answer alone."),
    "also_reassigned": _("Somebody reassigned the task at the same moment; it is open as well."),
    "value_changed": _("%(names)s were changed by somebody else at the same moment."),
}

SENTENCES: Mapping[str, Promise] = {**DONE, **REFUSED, **SUPERSEDED, **IN_DOUBT, **WARNINGS}


class _Words(dict[str, str]):
    """Words of a sentence; one that is not known is left open."""

    def __missing__(self, name: str) -> str:
        return "…"


def sentence(code: str, params: Mapping[str, str]) -> str:
    """The sentence for ``code`` in the active language."""
    return str(SENTENCES[code]) % _Words(params)
