"""Saving a step's form: its files first, then all variables in one write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar, cast

from cases.dynaform import Document, DynaForm, Upload
from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome, done
from cases.services.performing import submit
from cases.services.variables import SetVariables, Values
from cases.services.write import Verdict, Write
from processmaker import Client
from processmaker.models import InputDocument

Inputs = tuple[InputDocument, ...]


@dataclass(frozen=True)
class SaveForm(SetVariables):
    """Write the variables of a form. Names with two underscores in front are orders to
    ProcessMaker (``__VARIABLE_DOCUMENT_DELETE__``), which it carries out and does not keep."""

    step: str = ""
    action: ClassVar[str] = "form"

    @property
    def purpose(self) -> str:
        """Which form of which delegation."""
        return f"{self.action} {self.ref.app_uid} {self.ref.del_index} {self.step}"

    def judge(self, seen: Values, before: Values | None, actor: Actor) -> Verdict | Outcome:
        """The case holds what was sent, orders apart."""
        kept = {name: value for name, value in self.values.items() if not name.startswith("__")}
        plain = SetVariables(self.ref, values=kept)
        return plain.judge(seen, before, actor) if kept else Verdict.APPLIED


@dataclass(frozen=True)
class UploadToVariable(Write[Inputs]):
    """Upload a file for a file field of a form; never tried again by itself."""

    file: BinaryIO | None = None
    file_name: str = ""
    variable: str = ""
    document_uid: str = ""
    action: ClassVar[str] = "upload"
    reads_after: ClassVar[bool] = False

    @property
    def purpose(self) -> str:
        """Which file for which variable."""
        return f"{self.action} {self.ref.app_uid} {self.variable} {self.file_name}"[:120]

    def intent(self) -> dict[str, str]:
        """Which file."""
        return {"variable": self.variable, "file": self.file_name}

    def send(self, pm: Client) -> dict[str, str]:
        """POST upload, streamed."""
        if self.file is None:
            raise ValueError("file: choose a file to upload")
        documents, where = pm.documents, (self.ref.app_uid, self.variable)
        if self.document_uid:
            stored = documents.upload_to_variable_as(
                *where, self.document_uid, self.file, self.file_name
            )
        else:
            stored = documents.upload_to_variable(*where, self.file, self.file_name)
        first = stored[0]
        return {
            "app_doc_uid": first.uid,
            "file_name": first.file_name or self.file_name,
            "version": str(first.version),
        }

    def look(self, actor: Actor) -> Inputs:
        """The uploaded files."""
        return actor.pm.documents.inputs(self.ref.app_uid)

    def judge(self, seen: Inputs, before: Inputs | None, actor: Actor) -> Verdict | Outcome:
        """A file of this name is there that was not before."""
        if before is None:
            return Verdict.UNCLEAR
        known = {document.uid for document in before}
        fresh = [document for document in seen if document.uid not in known]
        named = any(document.file_name == self.file_name for document in fresh)
        return Verdict.APPLIED if named else Verdict.UNCHANGED

    def success(self, seen: Inputs | None, before: Inputs | None, actor: Actor) -> Outcome:
        """The file is there."""
        return done("uploaded")


def save_form(actor: Actor, ref: CaseRef, form: DynaForm, *, step: str, submit_key: str) -> Outcome:
    """Upload the files of a form that was filled in without errors, then save its variables.

    The first upload that fails ends it; what was uploaded until then is in its ``document`` and
    need not be sent again. Nothing is sent where nothing has changed.
    """
    for number, upload in enumerate(form.uploads):
        if upload.document is None:
            outcome = _upload(actor, ref, upload, f"{submit_key[:48]}-{number}")
            if not outcome.done:
                return outcome
    changes = form.changes()
    if not changes:
        return done("saved")
    return submit(actor, SaveForm(ref, values=changes, step=step), submit_key)


def _upload(actor: Actor, ref: CaseRef, upload: Upload, submit_key: str) -> Outcome:
    write = UploadToVariable(
        ref,
        file=cast(BinaryIO, upload.file),
        file_name=upload.file.name or "",
        variable=upload.variable,
        document_uid=upload.input_document,
    )
    outcome = submit(actor, write, submit_key)
    if outcome.done:
        upload.document = _document(outcome.details)
    return outcome


def _document(details: Mapping[str, Any]) -> Document:
    version = details.get("version", "1")
    return Document(details["app_doc_uid"], details["file_name"], int(version or 1))
