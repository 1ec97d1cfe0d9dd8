"""The documents of a case as the tab lists them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.case_page.files import PreviewType, preview_type, shown_name
from processmaker.models import InputDocument, OutputDocument

MOST_VERSIONS = 20


class DocumentKind(StrEnum):
    """The word that tells both kinds apart in addresses."""

    INPUT = "input"
    OUTPUT = "output"


@dataclass(frozen=True)
class Document:
    """One document; ``formats`` of an output document are pdf, doc or both.

    ``name`` is "" for a file that was announced and never sent. ``older`` are the versions that
    can still be had: output documents stream their first version whatever is asked for.
    """

    kind: DocumentKind
    uid: str
    name: str
    version: int
    author: str
    created_at: datetime | None
    comment: str = ""
    older: tuple[int, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def preview(self) -> PreviewType | None:
        return preview_type(self.name)


@dataclass(frozen=True)
class CaseDocuments:
    inputs: tuple[Document, ...]
    outputs: tuple[Document, ...]

    def find(self, kind: str, uid: str) -> Document | None:
        """The document of this kind and uid, if it is in the list of this person."""
        listed = self.inputs if kind == DocumentKind.INPUT else self.outputs
        return next((document for document in listed if document.uid == uid), None)


def read_documents(
    inputs: Sequence[InputDocument], outputs: Sequence[OutputDocument]
) -> CaseDocuments:
    """Both lists, the newest first."""
    return CaseDocuments(
        tuple(_newest_first(map(_input, inputs))), tuple(_newest_first(map(_output, outputs)))
    )


def _newest_first(documents: Iterable[Document]) -> list[Document]:
    return sorted(
        documents,
        key=lambda document: document.created_at.timestamp() if document.created_at else 0,
        reverse=True,
    )


def _input(document: InputDocument) -> Document:
    oldest = max(1, document.version - MOST_VERSIONS)
    return Document(
        kind=DocumentKind.INPUT,
        uid=document.uid,
        name=shown_name(document.file_name),
        version=document.version,
        author=document.created_by,
        created_at=document.created_at,
        comment=document.comment,
        older=tuple(range(document.version - 1, oldest - 1, -1)),
    )


def _output(document: OutputDocument) -> Document:
    formats = tuple(word for word in ("pdf", "doc") if _has_format(document.type, word))
    return Document(
        kind=DocumentKind.OUTPUT,
        uid=document.uid,
        name=shown_name(document.file_name),
        version=document.version,
        author=document.created_by,
        created_at=document.created_at,
        formats=formats,
    )


def _has_format(type_: str, word: str) -> bool:
    words = type_.upper().split()
    return word.upper() in words or "BOTH" in words
