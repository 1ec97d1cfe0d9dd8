"""Files of a case on their way to the browser: to be saved, or shown inside the page."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import open_case, optional
from cases.case_page.documents import Document, DocumentKind, read_documents
from cases.case_page.files import pages_of, saved_name
from cases.views import case_documents
from cases.views.case_refused import tells_refusals
from cases.views.foreign_files import LOCKED, LOCKED_PDF, stream
from pmdash.web.paging import number_from_1
from processmaker import Client
from processmaker.resources.documents import Extension
from processmaker.transfers import Download

MOST_READ: Final = 8 * 1024 * 1024
"""Bytes of a PDF that are read to count its pages."""


@dataclass(frozen=True)
class Wanted:
    """Which file: the version of an input document, the format of an output document."""

    app_uid: str
    document: Document
    version: int
    format: str

    def open(self, client: Client) -> Download:
        uid = self.document.uid
        if self.document.kind is DocumentKind.INPUT:
            return client.documents.input_file(self.app_uid, uid, version=self.version)
        extension: Extension = "doc" if self.format == "doc" else "pdf"
        return client.documents.output_file(self.app_uid, uid, extension=extension)

    @property
    def name(self) -> str:
        name = saved_name(self.document.name, fallback=self.document.uid)
        if self.document.kind is DocumentKind.INPUT:
            return name
        stem, dot, extension = name.rpartition(".")
        return f"{stem if dot and extension in ('pdf', 'doc') else name}.{self.format}"


@require_GET
@signed_in
@tells_refusals
def download(request: SignedInRequest, app_uid: str, kind: str, doc_uid: str) -> HttpResponseBase:
    """The file to be saved, never to be shown: as bytes of no known type."""
    wanted = _wanted(request, app_uid, kind, doc_uid)
    return stream(wanted.open(request.pm), "application/octet-stream", wanted.name, LOCKED)


@require_GET
@signed_in
@tells_refusals
def preview(request: SignedInRequest, app_uid: str, kind: str, doc_uid: str) -> HttpResponseBase:
    """The file inside the page, if it is of a type that a browser shows without running it."""
    wanted = _wanted(request, app_uid, kind, doc_uid)
    shown = wanted.document.preview
    if shown is None:
        raise Http404(_("Files of this type are not shown, only saved."))
    policy = LOCKED_PDF if shown.kind == "pdf" else LOCKED
    response = stream(wanted.open(request.pm), shown.content_type, wanted.name, policy, inline=True)
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@require_GET
@signed_in
@tells_refusals
def facts(request: SignedInRequest, app_uid: str, kind: str, doc_uid: str) -> HttpResponseBase:
    """How large the file is and how many pages it has, for the element that asks for it.

    ProcessMaker's lists tell neither; it is not read further than it takes.
    """
    wanted = _wanted(request, app_uid, kind, doc_uid)
    size, pages = optional(lambda: _measured(wanted, request.pm)) or (None, 0)
    return render(request, "cases/case/_document-facts.html", {"size": size, "pages": pages})


def _measured(wanted: Wanted, client: Client) -> tuple[int | None, int]:
    shown = wanted.document.preview
    with wanted.open(client) as file:
        if shown is None or shown.kind != "pdf" or not file.length or file.length > MOST_READ:
            return file.length, 0
        return file.length, pages_of(b"".join(file.chunks))


def _wanted(request: SignedInRequest, app_uid: str, kind: str, doc_uid: str) -> Wanted:
    """Find the document in the lists of this person.

    ProcessMaker streams any input document to any user: the list is the check.
    """
    if kind not in set(DocumentKind):
        raise Http404
    opened = open_case(request, app_uid, case_documents.calls(request, app_uid))
    documents = read_documents(opened.beside.result("inputs"), opened.beside.result("outputs"))
    document = documents.find(kind, doc_uid)
    if document is None or not document.name:
        raise Http404
    version = number_from_1(request.GET["v"]) if "v" in request.GET else document.version
    format_ = request.GET.get("format", "") or next(iter(document.formats), "")
    if version > document.version or (format_ and format_ not in document.formats):
        raise Http404
    return Wanted(app_uid, document, version, format_)
