"""A step of the form tab that asks for documents or makes one: they are added and read in it."""

from typing import Any

from accounts.people import SignedInRequest
from cases.access import OpenedCase, optional
from cases.case_page.documents import CaseDocuments, read_documents
from cases.case_page.form_steps import FormStep, StepKind
from cases.services.actor import CaseRef
from cases.views.case_documents import shown_of
from cases.views.document_making import makings_of
from cases.views.document_work import read_work, work_context
from processmaker.parallel import gather


def document_context(
    request: SignedInRequest, opened: OpenedCase, del_index: int, step: FormStep
) -> dict[str, Any]:
    """What the documents tab shows, for the one document of this step.

    Raises:
        ProcessMakerError: the documents of the case could not be read.
    """
    case, ref = opened.case, CaseRef(opened.case.app_uid, del_index)
    answers = gather(
        work=lambda: read_work(request, case.process_uid, [step.listed]),
        documents=lambda: _documents(request, case.app_uid, step),
        about=lambda: _description(request, case.process_uid, step),
    )
    documents: CaseDocuments = answers.result("documents")
    makes = {step.uid: step.title} if step.kind is StepKind.OUTPUT else {}
    return {
        **work_context(request, case.app_uid, del_index, answers.result("work"), step.uid),
        "makings": makings_of(request, ref, makes, step.uid),
        "documents": documents,
        "shown": shown_of(request, documents),
        "step_about": answers.get_or("about", ""),
    }


def _documents(request: SignedInRequest, app_uid: str, step: FormStep) -> CaseDocuments:
    """The documents of the case that this step took or made, as far as the person may see them."""
    documents = request.pm.documents
    inputs = documents.inputs(app_uid) if step.kind is StepKind.INPUT else ()
    outputs = documents.outputs(app_uid) if step.kind is StepKind.OUTPUT else ()
    return read_documents(
        [one for one in inputs if one.document_uid == step.uid],
        [one for one in outputs if one.document_uid == step.uid],
    )


def _description(request: SignedInRequest, process_uid: str, step: FormStep) -> str:
    """What the process says about an output document; an input document brings it itself."""
    if step.kind is StepKind.INPUT:
        return ""
    found = optional(lambda: request.pm.projects.output_document(process_uid, step.uid))
    return found.description if found else ""
