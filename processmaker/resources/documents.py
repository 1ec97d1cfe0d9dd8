"""Input and output documents of a case."""

from __future__ import annotations

from typing import Literal

from processmaker.endpoints import Call, Resource, endpoint
from processmaker.models import InputDocument, OutputDocument
from processmaker.transfers import Download


class Documents(Resource):
    """Files of a case. Downloads are streamed: read ``chunks``, then ``close()``."""

    @endpoint("GET", "/cases/{app_uid}/input-documents")
    def inputs(self, call: Call, app_uid: str) -> tuple[InputDocument, ...]:
        """Uploaded files that the caller may see."""
        return call.many(InputDocument, app_uid)

    @endpoint("GET", "/cases/{app_uid}/input-document/{app_doc_uid}")
    def input(self, call: Call, app_uid: str, app_doc_uid: str) -> InputDocument:
        """One uploaded file."""
        return call.one(InputDocument, app_uid, app_doc_uid)

    @endpoint("GET", "/cases/{app_uid}/input-document/{app_doc_uid}/file")
    def input_file(
        self, call: Call, app_uid: str, app_doc_uid: str, *, version: int | None = None
    ) -> Download:
        """The file; the newest version by default. The server checks neither user nor case."""
        return call.download(app_uid, app_doc_uid, query={"v": version})

    @endpoint("GET", "/cases/{app_uid}/output-documents")
    def outputs(self, call: Call, app_uid: str) -> tuple[OutputDocument, ...]:
        """Generated documents; the server lists only what the caller generated."""
        return call.many(OutputDocument, app_uid)

    @endpoint("GET", "/cases/{app_uid}/output-document/{app_doc_uid}/file")
    def output_file(
        self,
        call: Call,
        app_uid: str,
        app_doc_uid: str,
        *,
        extension: Literal["pdf", "doc", ""] = "",
        version: int | None = None,
    ) -> Download:
        """The file: always version 1 on 3.8.3."""
        query = {"v": version, "extension": extension or None}
        return call.download(app_uid, app_doc_uid, query=query)
