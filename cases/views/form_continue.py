"""Continue from the form tab: the step is saved, the other steps are looked through, then the
task is finished."""

from dataclasses import replace
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.people import SignedInRequest
from cases.access import CaseRefused, OpenedCase, open_case, optional
from cases.case_page.form_steps import FormStep, StepKind, read_steps
from cases.services.actor import Actor, CaseRef
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome
from cases.services.submissions import earlier
from cases.views import case_form
from cases.views.actions_answer import tell
from cases.views.actions_run import run
from cases.views.case_links import step_url
from pmdash.web.toasts import add_toast
from processmaker.case_lists import CaseList

GO: Final = "continue"
"""The value of `go` that the button Continue sends."""


def wants_to_continue(request: SignedInRequest) -> bool:
    return request.POST.get("go") == GO


def still_asked(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse | None:
    """Where to go instead of finishing a task whose forms still ask for something.

    What cannot be read stands in nobody's way: ProcessMaker checks none of it.
    """
    return optional(lambda: _first_gap(request, app_uid, del_index))


def _first_gap(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse | None:
    try:
        opened = open_case(request, app_uid, case_form.calls(request, app_uid))
    except CaseRefused:
        return None
    header = opened.header(request.me.uid, del_index)
    task = case_form.my_task(header)
    if task is None:
        return None
    steps = case_form.read_task_steps(request, opened, task, "")
    every = replace(steps, here=None)
    return _gap(
        request,
        opened,
        case_form.OpenForm(task, every),
        _("%(step)s still asks for %(fields)s. Nothing was sent."),
    )


def finish_task(
    request: SignedInRequest, opened: OpenedCase, found: case_form.OpenForm
) -> HttpResponse:
    """Send the case on, or open the step that still asks for something."""
    text = _("Saved, not continued: %(step)s still asks for %(fields)s.")
    if answer := _gap(request, opened, found, text):
        return answer
    app_uid, index = opened.case.app_uid, found.task.del_index
    outcome = run(Actor.of(request), CaseRef(app_uid, index), "route", {}, _key(request))
    return _answer(request, outcome, app_uid)


def _gap(
    request: SignedInRequest, opened: OpenedCase, found: case_form.OpenForm, text: str
) -> HttpResponse | None:
    """Lead to the first step whose form lacks an answer, and say which."""
    opened.beside["variables"] = request.pm.variables.get_all(opened.case.app_uid)
    for step in found.steps.steps:
        if missing := _missing(request, opened, found, step):
            values = {"step": step.title, "fields": ", ".join(missing)}
            add_toast(request, text % values, "danger")
            place = (opened.case.app_uid, found.task.del_index, step.uid)
            return HttpResponseRedirect(step_url(request, *place))
    return None


def finished_before(request: SignedInRequest, app_uid: str) -> HttpResponse | None:
    """The answer to a form that was sent twice: what became of the first one."""
    try:
        outcome = earlier(request.me.cache_owner, _key(request))
    except CaseBusy as busy:
        add_toast(request, busy.remark.text, "risk")
        return HttpResponseRedirect(_case_url(request, app_uid))
    return _answer(request, outcome, app_uid) if outcome else None


def _key(request: SignedInRequest) -> str:
    return f"{request.POST.get('submit_key', '')[:48]}-route"


def _answer(request: SignedInRequest, outcome: Outcome, app_uid: str) -> HttpResponse:
    tell(request, outcome)
    return HttpResponseRedirect(_case_url(request, app_uid))


def _case_url(request: SignedInRequest, app_uid: str) -> str:
    name = request.GET.get("list", "")
    query = f"?list={name}" if name in set(CaseList) else ""
    return reverse("cases:case", kwargs={"app_uid": app_uid}) + query


def _missing(
    request: SignedInRequest, opened: OpenedCase, found: case_form.OpenForm, step: FormStep
) -> list[str]:
    """What the form of another step still has to be told, over the values of the case."""
    if step.kind is not StepKind.FORM or step.view_only or step == found.steps.here:
        return []
    steps = read_steps([one.listed for one in found.steps.steps], (), step.uid)
    other = case_form.read_form(request, opened, found.task, steps)
    return other.form.missing if other.form else []
