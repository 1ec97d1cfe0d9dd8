"""What a person is told after an action, and where they are then."""

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from cases.services.outcomes import Outcome, OutcomeKind
from cases.services.outcomes import Undo as UndoWrite
from cases.services.submissions import new_key
from pmdash.web.pages import waiting_toasts
from pmdash.web.paths import current_page
from pmdash.web.toasts import Tone, Undo, add_toast
from processmaker.case_lists import CaseList

CHANGED: Final = "cases:changed"
"""The event that lets a list be read again."""

_TONES: Final[dict[OutcomeKind, Tone]] = {
    OutcomeKind.DONE: "success",
    OutcomeKind.REFUSED: "danger",
    OutcomeKind.SUPERSEDED: "risk",
    OutcomeKind.IN_DOUBT: "risk",
}


def tone_of(outcome: Outcome) -> Tone:
    """A success with a warning is a risk: the person has to look."""
    return "risk" if outcome.done and outcome.warnings else _TONES[outcome.kind]


def tell(request: HttpRequest, outcome: Outcome, number: str = "") -> None:
    """Say what is true after a write; `number` is that of the case, where it is known."""
    text = outcome.text
    if number:
        text = _("Case %(number)s: %(text)s") % {"number": number, "text": text}
    undo = _undo(outcome.undo, number) if outcome.undo else None
    add_toast(request, text, tone_of(outcome), undo)


def _undo(undo: UndoWrite, number: str) -> Undo:
    return Undo(
        label=_("Undo"),
        url=action_url(undo.app_uid, undo.del_index, undo.action),
        values={**undo.params, "submit_key": new_key(), "number": number},
    )


def action_url(app_uid: str, del_index: int, action: str, list_name: str = "") -> str:
    """The address of an action on one delegation, with the list that one came from."""
    place = {"app_uid": app_uid, "del_index": del_index, "action": action}
    url = reverse("cases:act", kwargs=place)
    return f"{url}?list={list_name}" if list_name in set(CaseList) else url


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the browser to `url`; somebody who acted in a list stays there, and it is read again."""
    if getattr(request, "htmx", False) and in_list(request):
        return stay(request)
    return leave_for(request, url)


def leave_for(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the browser to `url`, whatever page it is on; toasts wait for it."""
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def stay(request: HttpRequest) -> HttpResponse:
    """Only the toasts; the list is told that it has changed."""
    headers = {"HX-Reswap": "none", "HX-Trigger": CHANGED}
    return HttpResponse(waiting_toasts(request), headers=headers)


def in_list(request: HttpRequest) -> bool:
    """Whether the page on which the person acts is a list."""
    try:
        return resolve(urlsplit(current_page(request)).path).view_name == "cases:list"
    except Resolver404:
        return False
