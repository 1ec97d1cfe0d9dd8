"""The files of one folder: what is asked for, and the rows as the screen shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.case_page.documents import DocumentKind
from cases.case_page.files import PreviewType, preview_type, saved_name, shown_name
from processmaker.endpoints import Query
from processmaker.models import FolderDocument
from processmaker.resources.documents import Extension

SORTS: Final[dict[str, str | Promise]] = {"appDocCreateDate": _("Date"), "name": _("Name")}


@dataclass(frozen=True)
class Wanted:
    """What of a folder is asked for; `kind` is input, output or "" for both."""

    q: str
    by_tag: bool
    kind: str
    sort: str
    descending: bool
    only_active: bool
    user: str

    def query(self, start: int, limit: int) -> Query:
        """The parameters of extraRest, which knows no kind: see :func:`fits`."""
        return {
            "start": start,
            "limit": limit,
            "keyword": self.q or None,
            "search_type": "TAG" if self.by_tag else "ALL",
            "sort": self.sort,
            "direction": "DESC" if self.descending else "ASC",
            "only_active": "true" if self.only_active else "false",
            "user": self.user or None,
        }


def read_wanted(query: Mapping[str, str], *, others: bool) -> Wanted:
    """What a query string asks for; `others` lets it name another person."""
    sort = query.get("sort", "")
    kind = query.get("type", "")
    return Wanted(
        q=query.get("q", "").strip()[:200],
        by_tag=query.get("in") == "tag",
        kind=kind if kind in set(DocumentKind) else "",
        sort=sort if sort in SORTS else "appDocCreateDate",
        descending=query.get("dir", "desc" if sort != "name" else "asc") == "desc",
        only_active=query.get("show") != "all",
        user=query.get("user", "") if others else "",
    )


@dataclass(frozen=True)
class FileRow:
    """A file as the list shows it; `formats` of an output document are pdf, doc or both."""

    uid: str
    kind: DocumentKind
    name: str
    title: str
    version: int
    author: str
    created_at: datetime | None
    is_deleted: bool
    app_uid: str
    case_number: int
    case_title: str
    process: str
    formats: tuple[Extension, ...]

    @property
    def preview(self) -> PreviewType | None:
        return preview_type(self.saved_as())

    def saved_as(self, format_: Extension = "") -> str:
        """A name that every file system takes; output documents come without an extension."""
        name = saved_name(self.name, fallback=self.uid)
        if self.kind is DocumentKind.INPUT:
            return name
        stem, dot, extension = name.rpartition(".")
        wanted = format_ or self.formats[0]
        return f"{stem if dot and extension in ('pdf', 'doc') else name}.{wanted}"


def row_of(document: FolderDocument) -> FileRow:
    """The file as the list shows it."""
    is_input = document.type.upper().startswith(("INPUT", "ATTACHED"))
    return FileRow(
        uid=document.uid,
        kind=DocumentKind.INPUT if is_input else DocumentKind.OUTPUT,
        name=shown_name(document.file_name),
        title=document.title,
        version=document.version,
        author=document.username,
        created_at=document.created_at,
        is_deleted=document.status == "DELETED",
        app_uid=document.app_uid,
        case_number=document.case_number,
        case_title=document.case_title,
        process=document.process_title,
        formats=() if is_input else _formats(document.generates),
    )


def _formats(generates: str) -> tuple[Extension, ...]:
    found: dict[str, tuple[Extension, ...]] = {"BOTH": ("pdf", "doc"), "DOC": ("doc",)}
    return found.get(generates.upper(), ("pdf",))
