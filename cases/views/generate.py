"""Have an output document made in the background, and tell how far it is.

``step`` in the query is the step of the form tab that the document stands in, if it does.
"""

from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import OpenedCase, open_case
from cases.case_page.form_steps import StepKind
from cases.case_page.header import CaseHeader, OpenTask
from cases.case_page.uploads import of_kind
from cases.jobs.single import generate_document
from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome, done
from cases.services.submissions import once
from cases.views.actions_answer import leave_for
from cases.views.actions_run import told
from cases.views.case_form import my_task
from cases.views.case_refused import tells_refusals
from cases.views.document_making import Making, makings_of, place_of, step_of
from cases.views.notices import was_shown
from cases.views.refs import ref_or_404
from pmdash.web.pages import render_page, wanted_element
from pmdash.web.toasts import add_toast
from processmaker.models import CaseRow

PARTIAL: Final = "cases/documents/_making.html"
CHANGED: Final = "documents:changed"
"""The event that lets the lists of documents be read again."""


@require_POST
@signed_in
@tells_refusals
def generate(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponseBase:
    """Have an output document of my task made; `document_uid` says which."""
    ref, uid = ref_or_404(app_uid, del_index), request.POST.get("document_uid", "")
    opened = open_case(request, app_uid)
    header = opened.header(request.me.uid, del_index)
    task = my_task(header)
    title = _title(request, opened, task, uid) if task else None
    if task is None or title is None:
        add_toast(request, _("This task is not open for you."), "danger")
        return leave_for(request, place_of(request, ref, step_of(request)))
    outcome = _ask_for(request, header, task, uid, title)
    if not outcome.done:
        add_toast(request, outcome.text, "danger")
    return _answer(request, _making(request, ref, uid, title))


def _ask_for(
    request: SignedInRequest, header: CaseHeader, task: OpenTask, uid: str, title: str
) -> Outcome:
    """Make the job, once for this form."""
    row, actor = _row(request, header, task), Actor.of(request)
    purpose, key = f"generate {header.app_uid} {uid}", request.POST.get("submit_key", "")

    def make() -> Outcome:
        item = generate_document(actor, row, uid, title)
        return done("done").with_details(job=str(item.job_id))

    return told(lambda: once(request.me.cache_owner, key, purpose, make))


@require_safe
@signed_in
def show_progress(
    request: SignedInRequest, app_uid: str, del_index: int, document_uid: str
) -> HttpResponseBase:
    """How far one document is; no content while that is as it was `seen`."""
    making = _making(request, ref_or_404(app_uid, del_index), document_uid)
    if making.item is None:
        raise Http404
    if request.GET.get("seen") == making.seen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if not making.running:
        was_shown(request, making.item.job)
    return _answer(request, making)


def _making(request: SignedInRequest, ref: CaseRef, uid: str, title: str = "") -> Making:
    return makings_of(request, ref, {uid: title}, step_of(request))[0]


def _answer(request: SignedInRequest, making: Making) -> HttpResponseBase:
    """The document where it stands; the page around it for who has no scripts."""
    if wanted_element(request) != making.element:
        return HttpResponseRedirect(place_of(request, making.ref, step_of(request)))
    partials = {making.element: PARTIAL}
    response = render_page(request, PARTIAL, {"making": making, "fresh": True}, partials=partials)
    if making.done:
        response["HX-Trigger"] = CHANGED
    return response


def _title(
    request: SignedInRequest, opened: OpenedCase, task: OpenTask, document_uid: str
) -> str | None:
    """The title of an output document, if it is one of the steps of the task."""
    steps = request.pm.cases.steps(opened.case.app_uid, task.del_index)
    outputs = {step.uid: step.title for step in of_kind(steps, StepKind.OUTPUT)}
    return outputs.get(document_uid)


def _row(request: SignedInRequest, header: CaseHeader, task: OpenTask) -> CaseRow:
    """My open task as a list would show it."""
    return CaseRow(
        app_uid=header.app_uid,
        del_index=task.del_index,
        number=header.number,
        title=header.title,
        process_title=header.process_title,
        task_uid=task.task_uid,
        task_title=task.title,
        user_uid=request.me.uid,
        user_name=request.me.name,
    )
