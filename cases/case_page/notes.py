"""Note texts: plain text in which web addresses can be followed."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
TRAILING = ".,;:!?)]}»”’"


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
