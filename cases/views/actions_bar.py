"""The actions that a case offers: what stands beside the tabs, on the rows of its tasks, in the
menu of a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.people import SignedInRequest
from cases.access import OpenedCase, optional
from cases.case_page.header import CaseHeader
from cases.forms.actions import FORMS, NoteForm
from cases.services.actions import Action, Situation, actions_for
from cases.services.submissions import new_key
from cases.services.truth import CaseTruth, OpenTask, truth_of
from cases.views.actions_answer import action_url
from processmaker.models import Case, CaseStatus

ICONS: Final = {
    "claim": "hand",
    "route": "",
    "pause": "pause",
    "unpause": "play",
    "reassign": "arrow-right-left",
    "assign": "user",
    "note": "message-square",
    "trigger": "settings",
    "status": "rotate-cw",
    "cancel": "ban",
    "delete": "trash-2",
}
IN_BAR: Final = ("claim", "pause", "unpause", "reassign", "cancel", "delete", "route")
CONFIRMED: Final = frozenset({"delete", *FORMS})
"""The actions that open a dialog; the others are done at once."""


@dataclass(frozen=True)
class Offer:
    """One action as a button: it opens a dialog, or is done at once with ``submit_key``.

    ``why_not`` says why it cannot be done now.
    """

    name: str
    label: str | Promise
    icon: str
    keys: str
    url: str
    dialog: bool
    why_not: str
    submit_key: str


def offers_of(request: SignedInRequest, case: Case, task: OpenTask | None) -> list[Offer]:
    """All actions that make sense for this task of a case in its state, in their order."""
    now = Situation(
        request.me, request.me.capabilities, truth_of(case), task, creator_uid=case.creator_uid
    )
    list_name, index = request.GET.get("list", ""), task.del_index if task else 1
    return [
        Offer(
            name=action.name,
            label=action.label,
            icon=ICONS[action.name],
            keys=action.key,
            url=action_url(case.app_uid, index, action.name, list_name),
            dialog=action.name in CONFIRMED,
            why_not=_("Not now: %(reason)s") % {"reason": action.why_not.text}
            if action.why_not
            else "",
            submit_key=new_key(),
        )
        for action in actions_for(now)
        if action.shown and _makes_sense(action, case.status, task)
    ]


def _makes_sense(action: Action, status: CaseStatus, task: OpenTask | None) -> bool:
    """Of two that exclude each other one is shown; the rest stays, with its reason."""
    paused, unclaimed = bool(task and task.paused), bool(task and not task.user_uid)
    fits = {
        "claim": unclaimed,
        "assign": unclaimed,
        "pause": not paused,
        "unpause": paused,
        "delete": status is CaseStatus.DRAFT,
        "cancel": status is not CaseStatus.DRAFT,
        "trigger": action.allowed,
        "status": action.allowed,
    }
    return fits.get(action.name, True)


def actions_context(
    request: SignedInRequest, opened: OpenedCase, header: CaseHeader
) -> dict[str, Any]:
    """`bar` and `more` (offers for the task that the page is about), `row_offers` for the others,
    and the form of a note.

    Empty where it is not known what the server can do.
    """
    if optional(lambda: request.me.capabilities) is None:
        return {}
    truth = truth_of(opened.case)
    task = task_in_hand(truth, header)
    offers = offers_of(request, opened.case, task)
    return {
        "bar": [offer for name in IN_BAR for offer in offers if offer.name == name],
        "note_offer": next((offer for offer in offers if offer.name == "note"), None),
        "note_form": NoteForm(),
        "more": [offer for offer in offers if offer.name not in (*IN_BAR, "note")],
        "next_url": _next_url(request, opened.case, task, offers),
        "open_url": _open_url(opened.case, task),
        "row_offers": _row_offers(request, opened.case, truth.open_tasks, task),
    }


def _next_url(
    request: SignedInRequest, case: Case, task: OpenTask | None, offers: Sequence[Offer]
) -> str:
    """Where it is told who comes next, for who can continue, on servers that tell."""
    goes_on = any(offer.name == "route" and not offer.why_not for offer in offers)
    if task is None or not goes_on or not request.me.capabilities.has("light"):
        return ""
    place = {"app_uid": case.app_uid, "del_index": task.del_index}
    return reverse("cases:case-next", kwargs=place)


def _open_url(case: Case, task: OpenTask | None) -> str:
    """Where the case is opened in ProcessMaker itself."""
    if task is None:
        return ""
    place = {"app_uid": case.app_uid, "del_index": task.del_index}
    return reverse("cases:open", kwargs=place)


def task_in_hand(truth: CaseTruth, header: CaseHeader) -> OpenTask | None:
    """The task that the actions of the page are about: the open one, else the first."""
    here = truth.at(header.here.del_index) if header.here else None
    return here or next(iter(truth.open_tasks), None)


def _row_offers(
    request: SignedInRequest, case: Case, tasks: Sequence[OpenTask], shown: OpenTask | None
) -> list[tuple[int, Offer]]:
    """Claim and unpause of the tasks that the bar is not about, with the index of each."""
    return [
        (task.del_index, offer)
        for task in tasks
        if task != shown
        for offer in offers_of(request, case, task)
        if offer.name in ("claim", "unpause") and not offer.why_not
    ]
