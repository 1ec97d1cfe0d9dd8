"""The documents tab."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from accounts.people import SignedInRequest
from cases.access import OpenedCase
from cases.case_page.documents import CaseDocuments, Document, DocumentKind, read_documents
from cases.case_page.header import CaseHeader


def calls(request: SignedInRequest, app_uid: str) -> Mapping[str, Callable[[], object]]:
    return {
        "inputs": lambda: request.pm.documents.inputs(app_uid),
        "outputs": lambda: request.pm.documents.outputs(app_uid),
    }


def context(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """Both lists, and the document that `show` names beside them where it may be shown."""
    documents = read_documents(opened.beside.result("inputs"), opened.beside.result("outputs"))
    return {"documents": documents, "shown": shown_of(request, documents)}


def shown_of(request: HttpRequest, documents: CaseDocuments) -> Document | None:
    """The document that `show` in the address names, if it is one that may be shown."""
    uid = request.GET.get("show", "")
    found = (documents.find(kind, uid) for kind in DocumentKind)
    return next((document for document in found if document and document.preview), None)
