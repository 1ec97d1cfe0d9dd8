"""Notes: which are asked for, and their texts, in which web addresses can be followed. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils import timezone

from processmaker.models import Note

ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
TRAILING = ".,;:!?)]}»”’"


@dataclass(frozen=True)
class NotesWanted:
    """Which notes are asked for; blanks ask for nothing. Days are those of the reader's zone.

    ``author`` is the uid of a user, ``since`` and ``until`` are both included.
    """

    text: str = ""
    author: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != NotesWanted()

    def takes(self, note: Note) -> bool:
        """Whether a note is one of them; one without a date is of no day."""
        day = timezone.localtime(note.at).date() if note.at else None
        return (
            self.text.casefold() in note.content.casefold()
            and self.author in ("", note.user_uid)
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
        )


@dataclass(frozen=True)
class Piece:
    """A run of text; ``href`` is "" unless it is an http or https address."""

    text: str
    href: str = ""


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut ``text`` at its addresses; joined again the pieces give the text unchanged."""
    found: list[Piece] = []
    end = 0
    for match in ADDRESS.finditer(text):
        address = _without_trailing(match.group())
        if not _is_safe(address):
            continue
        found += [Piece(text[end : match.start()]), Piece(address, address)]
        end = match.start() + len(address)
    found.append(Piece(text[end:]))
    return tuple(piece for piece in found if piece.text)


def _without_trailing(address: str) -> str:
    """Leave out punctuation that ends the sentence and not the address."""
    while address and address[-1] in TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _is_safe(address: str) -> bool:
    """Only plain hosts: user information in an address hides where it leads."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
