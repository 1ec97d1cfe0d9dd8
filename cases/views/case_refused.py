"""Why a case does not open, in words, with what can be done."""

from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from django.http import HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.decorators import SignedInView
from accounts.people import SignedInRequest
from cases.access import ALL_CASES, CaseRefused
from cases.services.submissions import new_key
from cases.views.actions_answer import action_url
from cases.views.case_links import back_link
from pmdash.web.pages import render_page
from processmaker.models import CaseRow

P = ParamSpec("P")
Words = str | Promise


@dataclass(frozen=True)
class RefusalText:
    """``row`` is what the list of unassigned cases shows of an unclaimed one, which can be claimed
    at ``claim_url``."""

    title: Words
    lines: tuple[Words, ...]
    icon: str
    row: CaseRow | None = None
    claim_url: str = ""
    submit_key: str = ""


UNCLAIMED = (
    _("Nobody has claimed this case yet"),
    (
        _("ProcessMaker opens a self-service case only to the person who claims it."),
        _("You may claim it: until then the list of unassigned cases shows all there is to see."),
    ),
)
CLOSED_TO_YOU = (
    _("This case is not open to you"),
    (
        _("It was deleted, or you do not take part in it. ProcessMaker gives the same answer."),
        _("People who work on a case and the supervisors of its process can open it."),
    ),
)

NEEDS_PLUGIN = _(
    "Your role may see all cases. ProcessMaker opens those of others only through the extraRest "
    "plug-in, which an administrator can install on the server."
)


def tells_refusals(view: SignedInView[P]) -> SignedInView[P]:
    """Let a view answer with the page of the refusal where ProcessMaker does not open its case."""

    @wraps(view)
    def told(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except CaseRefused as refused:
            return refused_page(request, refused)

    return told


def refused_page(
    request: SignedInRequest, refused: CaseRefused, *, element: str = "case-body"
) -> HttpResponse:
    """The refusal as a page or, where htmx asks for `element`, in place of it."""
    context = {
        "refusal": _text_of(request, refused),
        "back": back_link(request),
        "element": element,
    }
    return render_page(
        request,
        "cases/case/refused.html",
        context,
        partials={element: "cases/case/_refusal.html"},
        status=403,
    )


def _text_of(request: SignedInRequest, refused: CaseRefused) -> RefusalText:
    row = refused.row
    if row is not None:
        list_name = request.GET.get("list", "")
        claim_url = action_url(row.app_uid, row.del_index, "claim", list_name)
        return RefusalText(*UNCLAIMED, "hand", row, claim_url, new_key())
    title, lines = CLOSED_TO_YOU
    lacks_plugin = request.me.can(ALL_CASES) and not request.me.capabilities.has("extrarest")
    return RefusalText(title, (*lines, NEEDS_PLUGIN) if lacks_plugin else lines, "lock")
