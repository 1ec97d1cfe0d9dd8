"""The head of an answer: its status line and its headers.

The standard library reads headers with the parser of e-mails. That takes longer than all else of a
short answer, and at a line that is no header, such as one with an accent in the name, it gives up
the rest of them: with the length of the answer, so that the end of it never comes.
"""

from __future__ import annotations

from http import HTTPStatus
from http.client import (
    HTTPException,
    HTTPMessage,
    HTTPResponse,
    LineTooLong,
    UnknownProtocol,
)
from typing import Final, Protocol

LONGEST_LINE: Final = 64 * 1024
MOST_HEADERS: Final = 100
MOST_DIGITS: Final = 20
_ENDS: Final = (b"\r\n", b"\n", b"")
_WITHOUT_BODY: Final = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class Lines(Protocol):
    """What headers are read from."""

    def readline(self, limit: int, /) -> bytes:
        """The next line with its end; nothing at the end of the stream."""


class Response(HTTPResponse):
    """One of the standard library that reads its head itself."""

    def begin(self) -> None:
        """Read the head. Raises HTTPException where it is none."""
        version = self._read_final_status()
        if not version.startswith(("HTTP/1.", "HTTP/0.")):
            raise UnknownProtocol(version)
        self.version = 10 if version in ("HTTP/1.0", "HTTP/0.9") else 11
        self.headers = self.msg = read_headers(self.fp)
        self.chunked = self.headers.get("transfer-encoding", "").lower() == "chunked"
        self.chunk_left = None
        self.length = self._length_of_body()
        is_endless = not self.chunked and self.length is None
        self.will_close = self._check_close() or is_endless  # type: ignore[attr-defined]

    def _read_final_status(self) -> str:
        """Skip what only says that an answer will come; returns the version of HTTP."""
        version, status, reason = self._read_status()  # type: ignore[attr-defined]
        while status == HTTPStatus.CONTINUE:
            read_headers(self.fp)
            version, status, reason = self._read_status()  # type: ignore[attr-defined]
        self.code = self.status = status
        self.reason = reason.strip()
        return str(version)

    def _length_of_body(self) -> int | None:
        is_head = self._method == "HEAD"  # type: ignore[attr-defined]
        if is_head or self.status in _WITHOUT_BODY or self.status < HTTPStatus.OK:
            return 0
        told = self.headers.get("content-length", "")
        is_number = told.isascii() and told.isdigit() and len(told) < MOST_DIGITS
        return int(told) if is_number and not self.chunked else None


def read_headers(lines: Lines) -> HTTPMessage:
    """The headers up to the blank line; what is none is passed over.

    Raises:
        LineTooLong, HTTPException: a line is longer than 64 KiB, or there are more than 100.
    """
    found: list[tuple[str, str]] = []
    while (line := lines.readline(LONGEST_LINE + 1)) not in _ENDS:
        if len(line) > LONGEST_LINE:
            raise LineTooLong("header line")
        if len(found) >= MOST_HEADERS:
            raise HTTPException(f"got more than {MOST_HEADERS} headers")
        _add(found, line.decode("latin-1"))
    headers = HTTPMessage()
    for name, value in found:
        headers.set_raw(name, value)
    return headers


def _add(found: list[tuple[str, str]], line: str) -> None:
    """Add the header of ``line``, which may be the rest of the one before."""
    if line[0] in " \t":
        if found:
            name, value = found[-1]
            found[-1] = name, f"{value} {line.strip()}"
        return
    name, colon, value = line.partition(":")
    if colon and name.strip() == name != "":
        found.append((name, value.strip()))
