"""Input and output documents of a case."""

from __future__ import annotations

from typing import BinaryIO, Literal

from processmaker import answers
from processmaker.endpoints import Call, Resource, endpoint
from processmaker.fields import items
from processmaker.models import InputDocument, OutputDocument, UploadedFile
from processmaker.paths import checked
from processmaker.transfers import Download

Extension = Literal["pdf", "doc", ""]


class Documents(Resource):
    """Files of a case. Downloads are streamed: read ``chunks``, then ``close()``.

    Uploads are streamed, too, and never retried.
    """

    @endpoint("GET", "/cases/{app_uid}/input-documents")
    def inputs(self, call: Call, app_uid: str) -> tuple[InputDocument, ...]:
        """Uploaded files that the caller may see."""
        return call.many(InputDocument, app_uid)

    @endpoint("GET", "/cases/{app_uid}/input-document/{app_doc_uid}")
    def input(self, call: Call, app_uid: str, app_doc_uid: str) -> InputDocument:
        """One uploaded file."""
        return call.one(InputDocument, app_uid, app_doc_uid)

    @endpoint("GET", "/cases/{app_uid}/input-document/{app_doc_uid}/versions")
    def input_versions(
        self, call: Call, app_uid: str, app_doc_uid: str
    ) -> tuple[InputDocument, ...]:
        """All versions of an uploaded file."""
        return call.many(InputDocument, app_uid, app_doc_uid)

    @endpoint("GET", "/cases/{app_uid}/input-document/{app_doc_uid}/file")
    def input_file(
        self, call: Call, app_uid: str, app_doc_uid: str, *, version: int | None = None
    ) -> Download:
        """The file; the newest version by default. The server checks neither user nor case."""
        return call.download(app_uid, app_doc_uid, query={"v": version})

    @endpoint("POST", "/cases/{app_uid}/input-document")
    def upload_input(
        self,
        call: Call,
        app_uid: str,
        file: BinaryIO,
        file_name: str,
        *,
        document_uid: str,
        task_uid: str,
        comment: str,
    ) -> InputDocument:
        """Upload a file for an input document of the process; always a new document, version 1.

        ``comment`` must not be empty. The server counts an empty file as the wrong type.

        Raises:
            TooLarge, WrongType: the server does not take the file.
        """
        answer = call.upload(
            app_uid,
            form={
                "inp_doc_uid": checked("inp_doc_uid", document_uid),
                "tas_uid": checked("tas_uid", task_uid),
                "app_doc_comment": comment,
            },
            field="form",
            file=file,
            name=file_name,
        )
        return call.built(answer, InputDocument, answers.structure(answer))

    @endpoint("DELETE", "/cases/{app_uid}/{del_index}/input-document/{app_doc_uid}")
    def delete_input(self, call: Call, app_uid: str, del_index: int, app_doc_uid: str) -> None:
        """Delete an uploaded file; a 3.8.3 server dies of it (FatalError) and keeps the file."""
        call.done(app_uid, del_index, app_doc_uid)

    @endpoint("GET", "/cases/{app_uid}/output-documents")
    def outputs(self, call: Call, app_uid: str) -> tuple[OutputDocument, ...]:
        """Generated documents; the server lists only what the caller generated."""
        return call.many(OutputDocument, app_uid)

    @endpoint("GET", "/cases/{app_uid}/output-document/{app_doc_uid}")
    def output(self, call: Call, app_uid: str, app_doc_uid: str) -> OutputDocument | None:
        """One generated document; None where it is unknown, or not the caller's."""
        answer = call.send(app_uid, app_doc_uid)
        found = answers.structure(answer)
        return call.built(answer, OutputDocument, found) if items(found) else None

    @endpoint("POST", "/cases/{app_uid}/{del_index}/output-document/{out_doc_uid}")
    def generate_output(
        self, call: Call, app_uid: str, del_index: int, document_uid: str
    ) -> OutputDocument:
        """Generate a document of the caller's open task: a new version, or over the old one."""
        return call.one(OutputDocument, app_uid, del_index, document_uid)

    @endpoint("POST", "/cases/{app_uid}/output-document")
    def generate_output_old(self, call: Call, app_uid: str, document_uid: str) -> OutputDocument:
        """As :meth:`generate_output`, for servers up to 3.0.0.4; EndpointMissing on newer ones."""
        body = {"out_doc_uid": checked("out_doc_uid", document_uid)}
        return call.one(OutputDocument, app_uid, body=body)

    @endpoint("GET", "/cases/{app_uid}/output-document/{app_doc_uid}/file")
    def output_file(
        self,
        call: Call,
        app_uid: str,
        app_doc_uid: str,
        *,
        extension: Extension = "",
        version: int | None = None,
    ) -> Download:
        """The file: always version 1 on 3.8.3."""
        query = {"v": version, "extension": extension or None}
        return call.download(app_uid, app_doc_uid, query=query)

    @endpoint("DELETE", "/cases/{app_uid}/output-document/{app_doc_uid}")
    def delete_output(self, call: Call, app_uid: str, app_doc_uid: str) -> None:
        """Delete a generated document; needs a process permission, and leaves the file behind."""
        call.done(app_uid, app_doc_uid)

    @endpoint("POST", "/cases/{app_uid}/upload/{var_name}", needs="upload_variable")
    def upload_to_variable(
        self, call: Call, app_uid: str, var_name: str, file: BinaryIO, file_name: str
    ) -> tuple[UploadedFile, ...]:
        """Upload a file into a file variable."""
        return _uploaded(call, file, file_name, app_uid, var_name)

    @endpoint("POST", "/cases/{app_uid}/upload/{var_name}/{doc_uid}", needs="upload_variable")
    def upload_to_variable_as(
        self,
        call: Call,
        app_uid: str,
        var_name: str,
        document_uid: str,
        file: BinaryIO,
        file_name: str,
    ) -> tuple[UploadedFile, ...]:
        """Upload a file into a file variable, as an input document of the process."""
        return _uploaded(call, file, file_name, app_uid, var_name, document_uid)

    @endpoint(
        "POST",
        "/cases/{app_uid}/upload/{var_name}/{doc_uid}/{app_doc_uid}",
        needs="upload_variable",
    )
    def upload_version_to_variable(
        self,
        call: Call,
        app_uid: str,
        var_name: str,
        document_uid: str,
        app_doc_uid: str,
        file: BinaryIO,
        file_name: str,
    ) -> tuple[UploadedFile, ...]:
        """Upload a new version of a file that a file variable holds."""
        return _uploaded(call, file, file_name, app_uid, var_name, document_uid, app_doc_uid)


def _uploaded(
    call: Call, file: BinaryIO, file_name: str, *segments: str
) -> tuple[UploadedFile, ...]:
    answer = call.upload(*segments, form={}, field="form[]", file=file, name=file_name)
    return call.built_all(answer, UploadedFile, answers.structure(answer))
