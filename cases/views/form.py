"""Filling in a step's form: what is posted is checked, saved, and the next step opened."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import OpenedCase, open_case
from cases.case_page.header import CaseHeader
from cases.form_drafts import Difference, Place, discard, prints_of
from cases.services.actor import Actor, CaseRef
from cases.services.form_writes import save_form
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome
from cases.services.submissions import was_sent
from cases.views import case, case_form
from cases.views.case_links import step_url
from cases.views.case_refused import tells_refusals
from cases.views.form_continue import finish_task, finished_before, wants_to_continue
from cases.views.form_drafts import (
    changed_meanwhile,
    draft_again,
    keeps_typed,
    place_of,
    typed_answers,
)
from pmdash.web.toasts import add_toast

TAB = "form"


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@signed_in
@tells_refusals
def show_form(
    request: SignedInRequest, app_uid: str, del_index: int | None = None
) -> HttpResponseBase:
    """The form tab; a POST fills in its open step."""
    if request.method != "POST":
        return case.show_case(request, app_uid=app_uid, del_index=del_index, tab=TAB)
    opened = open_case(request, app_uid, case_form.calls(request, app_uid))
    header = opened.header(request.me.uid, del_index)
    return _fill_in(request, opened, header)


def _fill_in(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> HttpResponse:
    task, wanted = case_form.my_task(header), request.GET.get("step", "")
    if task is None:
        return _gone(request, opened, header)
    steps = case_form.read_task_steps(request, opened, task, wanted)
    if wanted and (steps.here is None or steps.here.uid != wanted):
        raise Http404
    found = case_form.read_form(request, opened, task, steps)
    if found.form is None:
        return HttpResponseRedirect(request.get_full_path())
    if not found.form.bind(request.POST, request.FILES):
        status = 200 if found.form.is_redrawn else HTTPStatus.UNPROCESSABLE_ENTITY
        context = case_form.drawn(request, opened, found, **_still_kept(request, opened, found))
        return _again(request, opened, header, context, status)
    return _save_and_leave(request, opened, header, found)


def _save_and_leave(
    request: SignedInRequest, opened: OpenedCase, header: CaseHeader, found: case_form.OpenForm
) -> HttpResponse:
    """Save a form that was filled in without errors, and open what comes next."""
    if changed := _changed(request, found):
        kept = _still_kept(request, opened, found) | _choice(found, changed)
        context = case_form.drawn(request, opened, found, **kept)
        return _again(request, opened, header, context, HTTPStatus.CONFLICT)
    outcome = _save(request, opened.case.app_uid, found)
    if isinstance(outcome, Outcome) and outcome.done:
        if not wants_to_continue(request):
            add_toast(request, outcome.text)
        discard(_place(request, opened, found))
        _leave(request, opened, found)
        if wants_to_continue(request):
            return finish_task(request, opened, found)
        return HttpResponseRedirect(_next_url(request, opened.case.app_uid, found))
    text = outcome.text if isinstance(outcome, Outcome) else outcome
    kept = _still_kept(request, opened, found)
    context = case_form.drawn(request, opened, found, form_note=text, **kept)
    return _again(request, opened, header, context, HTTPStatus.CONFLICT)


def _changed(request: SignedInRequest, found: case_form.OpenForm) -> list[Difference]:
    """What others changed since the form was drawn; nothing for a form that was sent before."""
    key = request.POST.get("submit_key", "")
    if found.form is None or was_sent(request.me.cache_owner, key):
        return []
    return changed_meanwhile(request, found.form)


def _choice(found: case_form.OpenForm, changed: list[Difference]) -> dict[str, Any]:
    """Both values are shown; to send again is to choose what was typed."""
    assert found.form is not None
    return {"differences": changed, "draft_base": prints_of(found.form)}


def _place(request: SignedInRequest, opened: OpenedCase, found: case_form.OpenForm) -> Place:
    step = found.steps.here.uid if found.steps.here else ""
    return place_of(request, opened.case.app_uid, found.task.del_index, step)


def _still_kept(
    request: SignedInRequest, opened: OpenedCase, found: case_form.OpenForm
) -> dict[str, Any]:
    return draft_again(request, _place(request, opened, found))


def _gone(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> HttpResponse:
    """The task is not mine any more; that may be what the same form brought about a moment ago."""
    if wants_to_continue(request) and (answer := finished_before(request, header.app_uid)):
        return answer
    gone = _("This task is not open for you any more. Nothing was saved.")
    context = {"form_task": None, "form_note": gone, "answers": typed_answers(request)}
    return _again(request, opened, header, context, 409)


def _save(request: SignedInRequest, app_uid: str, found: case_form.OpenForm) -> Outcome | str:
    """What became of it; the sentence to show where somebody else is at work on the case."""
    assert found.form is not None
    assert found.steps.here is not None
    ref = CaseRef(app_uid, found.task.del_index)
    key = request.POST.get("submit_key", "")
    try:
        return save_form(
            Actor.of(request), ref, found.form, step=found.steps.here.uid, submit_key=key
        )
    except CaseBusy as busy:
        return busy.remark.text


def _leave(request: SignedInRequest, opened: OpenedCase, found: case_form.OpenForm) -> None:
    """Run the triggers after the step, unless the person stays in it."""
    step = found.steps.here
    stays = request.POST.get("go") == "stay" and found.steps.after is not None
    if step is None or not step.runs_after or stays:
        return
    problem = case_form.run_triggers(request, opened, found.task, step, "after")
    if problem:
        add_toast(request, problem, "danger")


def _next_url(request: SignedInRequest, app_uid: str, found: case_form.OpenForm) -> str:
    """The step that the pressed button leads to; the same one after the last."""
    steps = found.steps
    goal = steps.before if request.POST.get("go") == "back" else steps.after
    goal = steps.here if request.POST.get("go") == "stay" else goal or steps.here
    return step_url(request, app_uid, found.task.del_index, goal.uid if goal else "")


def _again(
    request: SignedInRequest,
    opened: OpenedCase,
    header: CaseHeader,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    return case.tab_page(request, opened, header, TAB, context, status)
