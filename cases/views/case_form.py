"""The form tab: the steps of the person's own task, one of them open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.people import SignedInRequest
from cases.access import OpenedCase
from cases.case_page.form_steps import FormStep, StepKind, StepList, read_steps
from cases.case_page.header import CaseHeader, OpenTask
from cases.dynaform import DefinitionError, DynaForm, Mode
from cases.dynaform.drawing import parts_of
from cases.services.actor import Actor, CaseRef
from cases.services.lease import CaseBusy
from cases.services.step_triggers import Moment, have_run, run_step_triggers
from cases.services.submissions import new_key
from cases.views.case_links import step_url
from cases.views.form_drafts import draft_context, place_of
from cases.views.form_options import CaseOptions
from processmaker import fields
from processmaker.errors import EndpointMissing
from processmaker.models import Case, Dynaform
from processmaker.parallel import gather


@dataclass(frozen=True)
class OpenForm:
    """A step of a task that the person holds; ``form`` is None for document steps.

    ``unreadable`` says why a form cannot be drawn.
    """

    task: OpenTask
    steps: StepList
    form: DynaForm | None = None
    unreadable: str = ""


def calls(request: SignedInRequest, app_uid: str) -> Mapping[str, Callable[[], object]]:
    """What can be read before it is known which task is open."""
    return {"variables": lambda: request.pm.variables.get_all(app_uid)}


def context(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """The open step of my task, or why there is none."""
    task = my_task(header)
    if task is None:
        return {"form_task": None}
    steps = read_task_steps(request, opened, task, request.GET.get("step", ""))
    note = open_step(request, opened, task, steps.here)
    found = read_form(request, opened, task, steps)
    return drawn(request, opened, found, form_note=note, **_draft(request, opened, found))


def _draft(request: SignedInRequest, opened: OpenedCase, found: OpenForm) -> dict[str, Any]:
    """What was typed into the open form and not sent, brought back into it."""
    step = found.steps.here
    if found.form is None or step is None:
        return {}
    place = place_of(request, opened.case.app_uid, found.task.del_index, step.uid)
    return draft_context(request, place, found.form, view_only=step.view_only)


def drawn(
    request: SignedInRequest, opened: OpenedCase, found: OpenForm, **more: object
) -> dict[str, Any]:
    """The context of the tab's template."""
    form, place = found.form, (opened.case.app_uid, found.task.del_index)
    here = found.steps.here
    return {
        "form_task": found.task,
        "steps": found.steps,
        "step_links": [(step, step_url(request, *place, step.uid)) for step in found.steps.steps],
        "form_url": step_url(request, *place, here.uid) if here else "",
        "form": form,
        "parts": parts_of(form) if form else [],
        "errors": form.errors if form else [],
        "form_unreadable": found.unreadable,
        "submit_key": new_key(),
        **more,
    }


def my_task(header: CaseHeader) -> OpenTask | None:
    """The open task that the address means, if it is mine and not paused."""
    task = header.here
    return task if task is not None and task.mine and task.running else None


def read_task_steps(
    request: SignedInRequest, opened: OpenedCase, task: OpenTask, wanted: str
) -> StepList:
    """The steps of my task, the one called ``wanted``, else the first, open.

    Raises:
        ProcessMakerError: they could not be read.
    """
    case, pm = opened.case, request.pm
    answers = gather(
        listed=lambda: pm.cases.steps(case.app_uid, task.del_index),
        designed=lambda: pm.projects.steps(case.process_uid, task.task_uid),
    )
    return read_steps(answers.result("listed"), answers.get_or("designed", ()), wanted)


def open_step(
    request: SignedInRequest, opened: OpenedCase, task: OpenTask, step: FormStep | None
) -> str:
    """Run the triggers before a step when it is opened for the first time; what went wrong.

    ProcessMaker's own page runs them whenever it opens a step, before it draws the form.
    """
    ref, actor = CaseRef(opened.case.app_uid, task.del_index), Actor.of(request)
    if step is None or not step.runs_before or have_run(actor, ref, step.step_uid):
        return ""
    note = run_triggers(request, opened, task, step, "before")
    opened.beside["variables"] = request.pm.variables.get_all(opened.case.app_uid)
    return note


def run_triggers(
    request: SignedInRequest, opened: OpenedCase, task: OpenTask, step: FormStep, moment: Moment
) -> str:
    """Run the triggers of a step; the sentence to show where that went wrong."""
    if not request.me.capabilities.has("light"):
        return ""
    case = opened.case
    ref, actor = CaseRef(case.app_uid, task.del_index), Actor.of(request)
    try:
        outcome = run_step_triggers(
            actor, ref, case.process_uid, task.task_uid, step.step_uid, moment
        )
    except CaseBusy as busy:
        return busy.remark.text
    return "" if outcome.done else outcome.text


def read_form(
    request: SignedInRequest, opened: OpenedCase, task: OpenTask, steps: StepList
) -> OpenForm:
    """The open step, with its form over the case's variables.

    Raises:
        ProcessMakerError: definition or variables could not be read.
    """
    if steps.here is None or steps.here.kind is not StepKind.FORM:
        return OpenForm(task, steps)
    return _with_form(request, opened, task, steps, steps.here)


def _with_form(
    request: SignedInRequest, opened: OpenedCase, task: OpenTask, steps: StepList, step: FormStep
) -> OpenForm:
    case = opened.case
    found = definition_of(request, case, step.uid, task.del_index)
    source = CaseOptions(request.pm, case.process_uid, step.uid, case.app_uid, task.del_index)
    capabilities = request.me.capabilities
    many_zones = bool(capabilities.config and capabilities.config.is_multi_time_zone)
    try:
        form = DynaForm.build(
            found.content,
            opened.beside.result("variables"),
            mode=Mode.VIEW if step.view_only else Mode.EDIT,
            options=source,
            zone=fields.zone_of(request.me.time_zone) if many_zones else None,
            now=datetime.now(capabilities.zone),
        )
    except DefinitionError as error:
        return OpenForm(task, steps, unreadable=str(error))
    form.title = form.title or found.title
    form.options_url = _options_url(case.app_uid, task.del_index, step.uid)
    return OpenForm(task, steps, form)


def _options_url(app_uid: str, del_index: int, step_uid: str) -> str:
    url = reverse("cases:form-options", kwargs={"app_uid": app_uid, "del_index": del_index})
    return f"{url}?{urlencode({'step': step_uid})}"


def definition_of(request: SignedInRequest, case: Case, uid: str, del_index: int) -> Dynaform:
    """A form with options filled in; as it is stored on servers without the mobile API."""
    pm = request.pm
    if request.me.capabilities.has("light"):
        try:
            return pm.light.dynaform_processed(
                case.process_uid, uid, app_uid=case.app_uid, del_index=del_index
            )
        except EndpointMissing:
            pass
    return pm.projects.dynaform(case.process_uid, uid)
