"""Writes to the documents of a case: upload, delete, generate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, ClassVar, Literal

from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome, done
from cases.services.performing import submit
from cases.services.write import Verdict, Write
from processmaker import Client
from processmaker.models import InputDocument, OutputDocument

Inputs = tuple[InputDocument, ...]
Outputs = tuple[OutputDocument, ...]
Uids = frozenset[str]


@dataclass(frozen=True)
class UploadInput(Write[Inputs]):
    """Upload a file for an input document of the process; never tried again by itself."""

    file: BinaryIO | None = None
    file_name: str = ""
    document_uid: str = ""
    task_uid: str = ""
    comment: str = ""
    action: ClassVar[str] = "upload"
    reads_after: ClassVar[bool] = False

    @property
    def purpose(self) -> str:
        """Which file for which document."""
        return f"{self.action} {self.ref.app_uid} {self.document_uid} {self.file_name}"[:120]

    def intent(self) -> dict[str, str]:
        """Which file."""
        return {"document": self.document_uid, "file": self.file_name}

    def send(self, pm: Client) -> dict[str, str]:
        """POST input-document, streamed."""
        if self.file is None:
            raise ValueError("file: choose a file to upload")
        stored = pm.documents.upload_input(
            self.ref.app_uid,
            self.file,
            self.file_name,
            document_uid=self.document_uid,
            task_uid=self.task_uid,
            # ProcessMaker counts an empty comment as missing.
            comment=self.comment or self.file_name,
        )
        return {"app_doc_uid": stored.uid, "file_name": stored.file_name}

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


@dataclass(frozen=True)
class DeleteDocument(Write[Uids]):
    """Delete an uploaded or a generated document."""

    app_doc_uid: str = ""
    kind: Literal["input", "output"] = "input"
    action: ClassVar[str] = "delete-document"

    @property
    def purpose(self) -> str:
        """Which document."""
        return f"{self.action} {self.ref.app_uid} {self.app_doc_uid}"

    def intent(self) -> dict[str, str]:
        """Which document."""
        return {"document": self.app_doc_uid, "kind": self.kind}

    def send(self, pm: Client) -> dict[str, str]:
        """DELETE the document."""
        if self.kind == "input":
            pm.documents.delete_input(self.ref.app_uid, self.ref.del_index, self.app_doc_uid)
        else:
            pm.documents.delete_output(self.ref.app_uid, self.app_doc_uid)
        return {}

    def look(self, actor: Actor) -> Uids:
        """The documents of this kind."""
        documents = actor.pm.documents
        if self.kind == "input":
            return frozenset(document.uid for document in documents.inputs(self.ref.app_uid))
        return frozenset(document.uid for document in documents.outputs(self.ref.app_uid))

    def judge(self, seen: Uids, before: Uids | None, actor: Actor) -> Verdict | Outcome:
        """It is not listed any more."""
        return Verdict.UNCHANGED if self.app_doc_uid in seen else Verdict.APPLIED

    def success(self, seen: Uids | None, before: Uids | None, actor: Actor) -> Outcome:
        """It is gone."""
        return done("document_deleted")


@dataclass(frozen=True)
class GenerateOutput(Write[Outputs]):
    """Generate an output document: a new version, or over the old one where there are none."""

    document_uid: str = ""
    action: ClassVar[str] = "generate"
    needs_before: ClassVar[bool] = True
    reads_after: ClassVar[bool] = False

    @property
    def purpose(self) -> str:
        """Which document."""
        return f"{self.action} {self.ref.app_uid} {self.document_uid}"

    def intent(self) -> dict[str, str]:
        """Which document."""
        return {"document": self.document_uid}

    def send(self, pm: Client) -> dict[str, str]:
        """POST output-document with the index."""
        made = pm.documents.generate_output(self.ref.app_uid, self.ref.del_index, self.document_uid)
        return {
            "app_doc_uid": made.uid,
            "file_name": made.file_name,
            "version": str(made.version),
        }

    def look(self, actor: Actor) -> Outputs:
        """What has been generated, with versions."""
        return actor.pm.documents.outputs(self.ref.app_uid)

    def judge(self, seen: Outputs, before: Outputs | None, actor: Actor) -> Verdict | Outcome:
        """There is an entry, a version or a date that was not there before."""
        if before is None:
            return Verdict.UNCLEAR
        return Verdict.APPLIED if self._marks(seen) - self._marks(before) else Verdict.UNCHANGED

    def _marks(self, documents: Outputs) -> set[tuple[str, int, str]]:
        return {
            (document.uid, document.version, str(document.created_at))
            for document in documents
            if document.document_uid == self.document_uid
        }

    def success(self, seen: Outputs | None, before: Outputs | None, actor: Actor) -> Outcome:
        """It is there."""
        return done("generated")


def upload_input(
    actor: Actor,
    ref: CaseRef,
    file: BinaryIO,
    file_name: str,
    *,
    document_uid: str,
    task_uid: str,
    comment: str = "",
    submit_key: str,
) -> Outcome:
    """Upload a file; ``details`` hold ``app_doc_uid`` and ``file_name``."""
    write = UploadInput(
        ref,
        file=file,
        file_name=file_name,
        document_uid=document_uid,
        task_uid=task_uid,
        comment=comment,
    )
    return submit(actor, write, submit_key)


def delete_document(
    actor: Actor,
    ref: CaseRef,
    app_doc_uid: str,
    *,
    kind: Literal["input", "output"],
    submit_key: str,
) -> Outcome:
    """Delete a document of a case."""
    return submit(actor, DeleteDocument(ref, app_doc_uid=app_doc_uid, kind=kind), submit_key)
