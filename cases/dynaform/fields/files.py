"""File and multipleFile: documents of the case, and what is uploaded for them.

A form cannot upload; it hands out `Upload`s. Once the caller has sent one to
`POST /cases/{case}/upload/{variable}`, it puts the answer into `document`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dynaform.definition import Control
from cases.dynaform.fields.base import ControlField, Files, Post
from cases.dynaform.keys import as_text, mapping, text
from cases.dynaform.kinds import Kind
from cases.dynaform.values import as_json, as_list
from cases.json_text import read_json


@dataclass(frozen=True, slots=True)
class Document:
    """An uploaded document of the case."""

    uid: str
    name: str = ""
    version: object = 1

    def as_stored(self) -> dict[str, object]:
        """As a multipleFile variable holds it."""
        return {"appDocUid": self.uid, "name": self.name, "version": self.version}

    def as_posted(self) -> str:
        """As the form carries a document that was uploaded before the form was sent."""
        return as_json(self.as_stored())


@dataclass(slots=True)
class Upload:
    """A file to be sent for a variable; `document` is what ProcessMaker made of it."""

    variable: str
    input_document: str
    file: "UploadedFile[Any]"
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class FilesPosted:
    """What the form says about a file control."""

    removed: tuple[str, ...] = ()
    added: tuple[Document, ...] = ()
    files: tuple["UploadedFile[Any]", ...] = ()


@dataclass(slots=True)
class FilesAnswer:
    """The documents that stay and the uploads under way; value and label follow from both."""

    control: Control
    kept: list[Document] = field(default_factory=list)
    removed: list[Document] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)

    @property
    def documents(self) -> list[Document]:
        """All documents of the answer; of a single file the last one counts."""
        done = [upload.document for upload in self.uploads if upload.document is not None]
        documents = [*self.kept, *done]
        return documents if self.control.files.many else documents[-1:]

    @property
    def value(self) -> object:
        """A list of documents, or for `file` the JSON text of their uids."""
        if self.control.kind is Kind.MULTIPLE_FILE:
            return [document.as_stored() for document in self.documents]
        return as_json([document.uid for document in self.documents])

    @property
    def label(self) -> object:
        """For `file` the JSON text of the names."""
        if self.control.kind is Kind.MULTIPLE_FILE:
            return None
        return as_json([document.name for document in self.documents])


class FilesField(ControlField):
    """Documents of the case, with files to add and documents to take out."""

    def read(self, data: Post, files: Files, name: str) -> FilesPosted:
        """Files, documents uploaded before (`name.document`), uids to take out (`name.remove`)."""
        return FilesPosted(
            removed=tuple(map(str, data.getlist(f"{name}.remove"))),
            added=documents_of([_decoded(one) for one in data.getlist(f"{name}.document")], ()),
            files=tuple(file for file in files.getlist(name) if file.name),
        )

    def shown(self) -> FilesPosted:
        """Nothing added, nothing taken out."""
        return FilesPosted()

    def shown_text(self) -> str:
        """Names of the documents."""
        return ", ".join(document.name or document.uid for document in self.documents())

    def documents(self) -> tuple[Document, ...]:
        """The documents that the case holds."""
        return documents_of(self.stored.value, self.stored.label)

    def is_empty(self, posted: object) -> bool:
        """Whether no document would be left."""
        answer = self._answer(posted)
        return not answer.kept and not answer.uploads

    def check(self, posted: object) -> None:
        """Number, size and extension of the files."""
        answer = self._answer(posted)
        self._check_number(len(answer.kept) + len(answer.uploads))
        for upload in answer.uploads:
            self._check_file(upload.file)

    def write(self, posted: object) -> FilesAnswer:
        """The documents that stay, and the uploads."""
        return self._answer(posted)

    def _answer(self, posted: object) -> FilesAnswer:
        said = posted if isinstance(posted, FilesPosted) else FilesPosted()
        held = self.documents()
        kept = [one for one in held if one.uid not in said.removed]
        spec = self.control.files
        uploads = [Upload(self.control.name, spec.input_document, file) for file in said.files]
        return FilesAnswer(
            self.control,
            [*kept, *(one for one in said.added if one.uid not in said.removed)],
            [one for one in held if one.uid in said.removed],
            uploads if spec.many else uploads[-1:],
        )

    def _check_number(self, number: int) -> None:
        limit = self.control.files.max_number
        if limit is not None and number > limit and self.control.files.many:
            message = ngettext(
                "At most %(limit)d file can be attached.",
                "At most %(limit)d files can be attached.",
                limit,
            )
            raise ValidationError(message % {"limit": limit})

    def _check_file(self, file: "UploadedFile[Any]") -> None:
        spec, name = self.control.files, file.name or ""
        extension = PurePath(name).suffix.lstrip(".").lower()
        if spec.extensions and extension not in spec.extensions:
            allowed = ", ".join(spec.extensions)
            raise ValidationError(
                _("“%(name)s” cannot be attached. Allowed are: %(allowed)s.")
                % {"name": name, "allowed": allowed}
            )
        if spec.max_bytes is not None and (file.size or 0) > spec.max_bytes:
            limit = filesizeformat(spec.max_bytes)
            raise ValidationError(
                _("“%(name)s” is larger than %(limit)s.") % {"name": name, "limit": limit}
            )


def documents_of(value: object, labels: object) -> tuple[Document, ...]:
    """Documents however a variable holds them: objects, uids with names beside, JSON text."""
    names = [as_text(name) for name in as_list(labels)]
    entries = [value] if isinstance(value, Mapping) and "appDocUid" in value else as_list(value)
    found = (_document(entry, names, at) for at, entry in enumerate(entries))
    return tuple(document for document in found if document.uid)


def _document(entry: object, names: list[str], at: int) -> Document:
    if isinstance(entry, Mapping):
        raw = mapping(entry)
        return Document(
            text(raw, "appDocUid", "uid"),
            text(raw, "name", "appDocFilename"),
            raw.get("version", raw.get("docVersion", 1)),
        )
    return Document(as_text(entry), names[at] if at < len(names) else "")


def _decoded(posted: object) -> object:
    try:
        return read_json(str(posted))
    except ValueError:
        return None
