"""The notes tab."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.people import SignedInRequest
from cases.access import OpenedCase
from cases.case_page.header import CaseHeader
from cases.case_page.notes import Piece, pieces
from cases.forms.notes import NotesForm
from pmdash.web.paging import Paging, page_asked_for
from processmaker.endpoints import Query
from processmaker.errors import Unauthorized
from processmaker.models import Note, NotePage

SIZE = 25
MOST = 500
"""Notes that are read at once: ProcessMaker itself finds none by words, author or day."""


@dataclass(frozen=True)
class ShownNote:
    author: str
    mine: bool
    at: datetime | None
    pieces: tuple[Piece, ...]


def calls(request: SignedInRequest, app_uid: str) -> Mapping[str, Callable[[], object]]:
    start, limit = _window(request)
    query: Query = {"start": start, "limit": limit, "sort": "NOTE_DATE", "dir": "DESC"}
    return {"notes": lambda: request.pm.notes.page(app_uid, query)}


def context(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """One page of the notes that are asked for, or that the process permits no look at them."""
    try:
        page: NotePage = opened.beside.result("notes")
    except Unauthorized:
        return {"refused": True}
    form = NotesForm(request.GET)
    form.offer({note.user_uid: note.user_name for note in page.notes})
    wanted = form.wanted
    found = [note for note in page.notes if wanted.takes(note)]
    total = len(found) if wanted else page.total
    paging = Paging(page_asked_for(request), SIZE, total)
    place = paging.start - _window(request)[0]
    return {
        "notes": [_shown(note, request.me.uid) for note in found[place : place + SIZE]],
        "paging": paging,
        "notes_form": form,
        "notes_wanted": wanted,
        "notes_searched": len(page.notes) if wanted and len(page.notes) < page.total else 0,
    }


def _window(request: SignedInRequest) -> tuple[int, int]:
    """Where to begin to read and how many: the newest, and only beyond them a page alone."""
    start = (page_asked_for(request) - 1) * SIZE
    if start < MOST or NotesForm(request.GET).wanted:
        return 0, MOST
    return start, SIZE


def _shown(note: Note, user_uid: str) -> ShownNote:
    return ShownNote(note.user_name, note.user_uid == user_uid, note.at, pieces(note.content))
