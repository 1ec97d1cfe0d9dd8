"""The notes tab."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.people import SignedInRequest
from cases.access import OpenedCase
from cases.case_page.header import CaseHeader
from cases.case_page.notes import Piece, pieces
from cases.views.numbers import page_number
from pmdash.web.paging import Paging
from processmaker.endpoints import Query
from processmaker.errors import Unauthorized
from processmaker.models import Note, NotePage

SIZE = 25


@dataclass(frozen=True)
class ShownNote:
    author: str
    mine: bool
    at: datetime | None
    pieces: tuple[Piece, ...]


def calls(request: SignedInRequest, app_uid: str) -> Mapping[str, Callable[[], object]]:
    start = (page_number(request) - 1) * SIZE
    query: Query = {"start": start, "limit": SIZE, "sort": "NOTE_DATE", "dir": "DESC"}
    return {"notes": lambda: request.pm.notes.page(app_uid, query)}


def context(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """One page of notes, or that the process gives this person no permission on them."""
    try:
        page: NotePage = opened.beside.result("notes")
    except Unauthorized:
        return {"refused": True}
    return {
        "notes": [_shown(note, request.me.uid) for note in page.notes],
        "paging": Paging(page_number(request), SIZE, page.total),
    }


def _shown(note: Note, user_uid: str) -> ShownNote:
    return ShownNote(note.user_name, note.user_uid == user_uid, note.at, pieces(note.content))
