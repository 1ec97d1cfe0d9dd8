"""One action on the rows that are selected in a list: one after the other, one honest summary.

Whatever is larger than a page of a list is a job (cases.jobs).
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.forms.actions import MANY_FORMS, ActionForm
from cases.forms.people import NOTHING, Offered
from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome, refused
from cases.services.submissions import new_key
from cases.services.truth import OpenTask, read_truth
from cases.views.actions_answer import go_to
from cases.views.actions_choices import people_for_all
from cases.views.actions_list import ALL
from cases.views.actions_results import Result, key_at, tell_results
from cases.views.actions_run import run
from cases.views.case_links import back_link
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast
from processmaker.case_lists import LARGEST_PAGE
from processmaker.errors import ProcessMakerError, SignedOut
from processmaker.parallel import gather

PAGE: Final = "cases/actions/many.html"
PARTIALS: Final = {"dialog": "cases/actions/_many-dialog.html"}
COUNTED: Final = frozenset({"cancel", "delete"})
"""The actions for which one types the number of cases."""

_CASE: Final = re.compile(r"([0-9a-f]{32})/([1-9][0-9]{0,8})")


@require_POST
@signed_in
def act_on_many(request: SignedInRequest, action: str) -> HttpResponseBase:
    """Ask first where the action needs to know something, or cannot be taken back; then do it."""
    if action not in ALL:
        raise Http404
    refs = _chosen(request)
    if not 0 < len(refs) <= LARGEST_PAGE:
        text = _("Choose at least one case.") if not refs else _("These are too many for one go.")
        add_toast(request, text, "risk")
        return go_to(request, back_link(request).url)
    form = _form(request, action)
    if ALL[action].asks and not (_is_meant(request, action, refs) and _is_valid(form)):
        return _ask(request, action, refs)
    arguments = form.arguments() if form else {}
    results = list(_results(request, action, refs, arguments))
    return tell_results(request, ALL[action].label, results)


def _chosen(request: SignedInRequest) -> list[CaseRef]:
    found = (_CASE.fullmatch(value) for value in request.POST.getlist("case"))
    return list(dict.fromkeys(CaseRef(one[1], int(one[2])) for one in found if one))


def _form(request: SignedInRequest, action: str, offered: Offered = NOTHING) -> ActionForm | None:
    if action not in MANY_FORMS:
        return None
    reasons = request.me.capabilities.has("reasons")
    data = request.POST if request.POST.get("sure") else None
    return MANY_FORMS[action](data, offered=offered, reasons=reasons)


def _is_meant(request: SignedInRequest, action: str, refs: list[CaseRef]) -> bool:
    if not request.POST.get("sure"):
        return False
    counts = action in COUNTED and len(refs) > 1
    return not counts or request.POST.get("count", "").strip() == str(len(refs))


def _is_valid(form: ActionForm | None) -> bool:
    return form is None or form.is_valid()


def _ask(request: SignedInRequest, action: str, refs: list[CaseRef]) -> HttpResponse:
    sure = bool(request.POST.get("sure"))
    offered = NOTHING
    if action == "reassign":
        offered = people_for_all(request, _open_tasks(request, refs).items())
    form = _form(request, action, offered)
    context = {
        "action": ALL[action],
        "refs": refs,
        "form": form,
        "counted": action in COUNTED and len(refs) > 1,
        "miscounted": sure and not _is_meant(request, action, refs),
        "count": request.POST.get("count", ""),
        "submit_key": request.POST.get("submit_key") or new_key(),
        "back": back_link(request),
        "here": request.get_full_path(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sure else HTTPStatus.OK
    return render_page(request, PAGE, context, partials=PARTIALS, status=status)


def _open_tasks(request: SignedInRequest, refs: list[CaseRef]) -> dict[str, OpenTask]:
    """The open task of each case that could be read, by the uid of the case."""
    reads = {ref.app_uid: partial(read_truth, request.pm, ref.app_uid) for ref in refs}
    answers = gather(**reads)
    told = (ref for ref in refs if ref.app_uid not in answers.errors)
    tasks = ((ref.app_uid, answers.result(ref.app_uid).at(ref.del_index)) for ref in told)
    return {app_uid: task for app_uid, task in tasks if task is not None}


def _results(
    request: SignedInRequest, action: str, refs: list[CaseRef], arguments: Mapping[str, Any]
) -> Iterator[Result]:
    actor, key = Actor.of(request), request.POST.get("submit_key", "")
    holders = _open_tasks(request, refs) if action == "reassign" else {}
    for place, ref in enumerate(refs):
        given = dict(arguments)
        if action == "reassign":
            given["source_uid"] = holders[ref.app_uid].user_uid if ref.app_uid in holders else ""
        yield Result(ref, run_one(actor, ref, action, given, key_at(key, place)))


def run_one(
    actor: Actor, ref: CaseRef, action: str, given: Mapping[str, Any], submit_key: str
) -> Outcome:
    """One case; that it could not be read beforehand is a result like the others."""
    if action == "reassign" and not given["source_uid"]:
        return refused("is_unclaimed")
    try:
        return run(actor, ref, action, given, submit_key)
    except SignedOut:
        raise
    except ProcessMakerError as error:
        return refused("server_fault", may_retry=error.may_retry)
