"""What became of several cases: one sentence, undo for those that are done, the others by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people import SignedInRequest
from cases.access import optional
from cases.services.actor import CaseRef
from cases.services.outcomes import Outcome
from cases.services.submissions import new_key
from cases.views.actions_answer import CHANGED, go_to, tell, tone_of
from cases.views.case_links import back_link, with_list
from pmdash.web.pages import render_page
from pmdash.web.toasts import Undo, add_toast

PAGE: Final = "cases/actions/results.html"
PARTIALS: Final = {"dialog": "cases/actions/_results-dialog.html"}


@dataclass(frozen=True)
class Result:
    """What became of one of the cases; ``number`` is empty where it is not known."""

    ref: CaseRef
    outcome: Outcome
    number: str = ""

    @property
    def needs_a_look(self) -> bool:
        return not self.outcome.done or bool(self.outcome.warnings)

    @property
    def tone(self) -> str:
        return tone_of(self.outcome)


def key_at(submit_key: str, place: int) -> str:
    """The key under which one of several cases is submitted."""
    return f"{submit_key[:56]}-{place}"


def tell_results(
    request: SignedInRequest, label: str | Promise, results: Sequence[Result]
) -> HttpResponse:
    """A toast, with undo where something can be taken back; a list of what needs a look."""
    if len(results) == 1:
        tell(request, results[0].outcome, _number(request, results[0].ref))
        return go_to(request, back_link(request).url)
    left = [
        replace(result, number=_number(request, result.ref))
        for result in results
        if result.needs_a_look
    ]
    done = sum(result.outcome.done for result in results)
    summary = _summary(label, len(results), done)
    undo = _undo(request, results)
    if not left:
        add_toast(request, summary, undo=undo)
        return go_to(request, back_link(request).url)
    context = {"summary": summary, "left": left, "undo": undo, "back": back_link(request)}
    response = render_page(request, PAGE, context, partials=PARTIALS)
    response["HX-Trigger"] = CHANGED
    response["HX-Retarget"], response["HX-Reswap"] = "#dialog", "innerHTML"
    return response


def _number(request: SignedInRequest, ref: CaseRef) -> str:
    """The case number, for those who may open the case."""
    case = optional(lambda: request.pm.cases.get(ref.app_uid))
    return str(case.number) if case else ""


def _summary(label: str | Promise, total: int, done: int) -> str:
    text = ngettext(
        "%(action)s: done for %(done)d of %(total)d case.",
        "%(action)s: done for %(done)d of %(total)d cases.",
        total,
    )
    return text % {"action": label, "done": done, "total": total}


def _undo(request: SignedInRequest, results: Sequence[Result]) -> Undo | None:
    """Names the forms that were sent; how each is taken back is kept with it."""
    if not any(result.outcome.done and result.outcome.undo for result in results):
        return None
    return Undo(
        label=_("Undo"),
        url=with_list(request, reverse("cases:act-undo")),
        values={
            "of": request.POST.get("submit_key", ""),
            "count": str(len(results)),
            "submit_key": new_key(),
        },
    )
