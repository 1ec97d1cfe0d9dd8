"""Writing to the documents of a case: upload and delete."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any, BinaryIO, Final, Literal, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import OpenedCase, open_case, optional
from cases.case_page.documents import Document, DocumentKind, read_documents
from cases.case_page.header import CaseHeader, OpenTask
from cases.case_page.uploads import UploadKind
from cases.services.actor import Actor, CaseRef
from cases.services.documents import delete_document, upload_input
from cases.services.outcomes import Outcome
from cases.services.submissions import new_key
from cases.views import case_documents
from cases.views.actions_answer import go_to, tell, tone_of
from cases.views.actions_run import told
from cases.views.case_form import my_task
from cases.views.case_links import back_link, tab_url
from cases.views.case_refused import tells_refusals
from cases.views.document_making import TAB, makings_of, place_of, step_of
from cases.views.document_work import Work, read_work, work_context
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast

PAGE: Final = "cases/documents/delete.html"
PARTIALS: Final = {"dialog": "cases/documents/_delete-dialog.html"}


def writing_context(
    request: SignedInRequest, opened: OpenedCase, header: CaseHeader
) -> dict[str, Any]:
    """What the tab offers to who holds the task: `work`, and the addresses of its forms."""
    task = my_task(header)
    if task is None:
        return {}
    work = optional(lambda: _work(request, opened, task))
    ref = CaseRef(opened.case.app_uid, task.del_index)
    makes = {step.uid: step.title for step in work.outputs} if work else {}
    return {
        **work_context(request, ref.app_uid, ref.del_index, work),
        "makings": makings_of(request, ref, makes),
    }


def _work(request: SignedInRequest, opened: OpenedCase, task: OpenTask) -> Work:
    steps = request.pm.cases.steps(opened.case.app_uid, task.del_index)
    return read_work(request, opened.case.process_uid, steps)


@require_POST
@signed_in
@tells_refusals
def upload(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponseBase:
    """Store files, one after the other; a script sends one at a time and gets JSON."""
    opened = open_case(request, app_uid)
    header = opened.header(request.me.uid, del_index)
    task = my_task(header)
    kind = _kind_asked_for(request, opened, task) if task else None
    files = request.FILES.getlist("file")
    if task is None or kind is None or not files:
        text = _("Choose a file first.") if task and kind else _("This task is not open for you.")
        return _say(request, app_uid, del_index, text)
    outcomes = [
        _store(request, CaseRef(app_uid, del_index), task, kind, file, place)
        for place, file in enumerate(files)
    ]
    if _by_script(request):
        return _as_json(outcomes[0])
    for outcome in outcomes:
        if isinstance(outcome, Outcome):
            tell(request, outcome)
        else:
            add_toast(request, outcome, "danger")
    return _back(request, CaseRef(app_uid, del_index))


def _kind_asked_for(
    request: SignedInRequest, opened: OpenedCase, task: OpenTask
) -> UploadKind | None:
    wanted = request.POST.get("document_uid", "")
    return next((one for one in _work(request, opened, task).uploads if one.uid == wanted), None)


def _store(
    request: SignedInRequest,
    ref: CaseRef,
    task: OpenTask,
    kind: UploadKind,
    file: UploadedFile[Any],
    place: int,
) -> Outcome | str:
    """What became of one file; the sentence to show where it was not even sent."""
    name = file.name or ""
    if why_not := _why_not(kind, file):
        return f"{name}: {why_not}"
    key = f"{request.POST.get('submit_key', '')[:56]}-{place}"
    send = partial(upload_input, Actor.of(request), ref, cast(BinaryIO, file.file), name)
    comment = request.POST.get("comment", "").strip()
    return told(
        lambda: send(document_uid=kind.uid, task_uid=task.task_uid, comment=comment, submit_key=key)
    )


def _why_not(kind: UploadKind, file: UploadedFile[Any]) -> str:
    """Why the server will not take a file, as far as it tells its limits."""
    if not file.size:
        return _("The file is empty. ProcessMaker takes no empty files.")
    if kind.largest and file.size > kind.largest:
        return _("The file is larger than %(limit)s.") % {"limit": filesizeformat(kind.largest)}
    if not kind.takes(file.name or ""):
        types = ", ".join(kind.extensions).upper()
        return _("Files of this type are not taken here, only %(types)s.") % {"types": types}
    return ""


def _by_script(request: SignedInRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _as_json(outcome: Outcome | str) -> JsonResponse:
    if isinstance(outcome, str):
        return JsonResponse({"done": False, "tone": "danger", "text": outcome}, status=422)
    answer = {"done": outcome.done, "tone": tone_of(outcome), "text": outcome.text}
    return JsonResponse(answer, status=200 if outcome.done else HTTPStatus.CONFLICT)


def _say(request: SignedInRequest, app_uid: str, del_index: int, text: str) -> HttpResponse:
    if _by_script(request):
        return _as_json(text)
    add_toast(request, text, "danger")
    return _back(request, CaseRef(app_uid, del_index))


def _back(request: SignedInRequest, ref: CaseRef) -> HttpResponse:
    """Back to the step that the form stands in, else to the tab."""
    return go_to(request, place_of(request, ref, step_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@tells_refusals
def delete(
    request: SignedInRequest, app_uid: str, del_index: int, kind: str, doc_uid: str
) -> HttpResponseBase:
    """Ask, then delete a document that is in the list of this person."""
    opened = open_case(request, app_uid, case_documents.calls(request, app_uid))
    document = _listed(opened, kind, doc_uid)
    if request.method == "POST":
        return _delete(request, CaseRef(app_uid, del_index), document)
    header = opened.header(request.me.uid, del_index)
    context = {
        "document": document,
        "header": header,
        "here": request.get_full_path(),
        "submit_key": new_key(),
        "back": back_link(request),
        "documents_url": tab_url(request, app_uid, del_index, TAB),
    }
    return render_page(request, PAGE, context, partials=PARTIALS)


def _delete(request: SignedInRequest, ref: CaseRef, document: Document) -> HttpResponse:
    kind: Literal["input", "output"] = "input" if document.kind is DocumentKind.INPUT else "output"
    actor, key = Actor.of(request), request.POST.get("submit_key", "")
    tell(
        request,
        told(lambda: delete_document(actor, ref, document.uid, kind=kind, submit_key=key)),
    )
    return _back(request, ref)


def _listed(opened: OpenedCase, kind: str, doc_uid: str) -> Document:
    inputs, outputs = opened.beside.result("inputs"), opened.beside.result("outputs")
    found = read_documents(inputs, outputs).find(kind, doc_uid)
    if found is None or kind not in set(DocumentKind):
        raise Http404
    return found
