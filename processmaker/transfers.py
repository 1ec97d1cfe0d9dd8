"""Files on their way: downloads read in chunks, uploads sent in chunks, memory flat."""

from __future__ import annotations

import io
import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO
from urllib.parse import unquote

CHUNK = 64 * 1024
_FILE_NAME = re.compile(
    r"filename\s*=\s*\"((?:[^\"\\]|\\.)*)\"|filename\s*=\s*([^;]+)", re.IGNORECASE
)
_ENCODED_NAME = re.compile(r"filename\*\s*=\s*utf-8''([^;]+)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\]+")
_LONGEST_NAME = 255


class Download:
    """A file of ProcessMaker, not yet read.

    Attributes:
        status: 200, or 206 (input documents come so without a range).
        content_type: as the server says; do not trust it.
        file_name: the name inside Content-Disposition, without path parts; may be empty.
        length: bytes to come, or ``None`` where the server does not say.
        chunks: the bytes. Raises Unreachable when the body is shorter than ``length``, TimedOut
            when nothing comes for the server's ``idle_timeout``.
    """

    def __init__(
        self,
        *,
        status: int,
        content_type: str,
        file_name: str,
        length: int | None,
        chunks: Iterator[bytes],
        close: Callable[[], None],
    ) -> None:
        self.status = status
        self.content_type = content_type
        self.file_name = file_name
        self.length = length
        self.chunks = chunks
        self._close = close

    def close(self) -> None:
        """Give the connection back; dropped if bytes are left on it."""
        self._close()

    def __enter__(self) -> Download:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def file_name_of(disposition: str) -> str:
    """Return the file name of a Content-Disposition header.

    ProcessMaker writes raw UTF-8 bytes, which arrive as Latin-1 text, and escapes nothing.
    """
    if found := _ENCODED_NAME.search(disposition):
        name = unquote(found[1], errors="replace")
    elif found := _FILE_NAME.search(disposition):
        raw = found[1] if found[1] is not None else found[2].strip()
        name = _utf8(re.sub(r"\\(.)", r"\1", raw))
    else:
        return ""
    return _UNSAFE.sub("_", name).strip()[-_LONGEST_NAME:]


def _utf8(text: str) -> str:
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


class MultipartBody(io.RawIOBase):
    """A multipart/form-data body that is read in pieces and knows its length."""

    def __init__(self, form: Mapping[str, str], field: str, file: BinaryIO, name: str) -> None:
        boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        head = b"".join(_field(boundary, key, value) for key, value in form.items())
        head += (
            f"--{boundary}\r\nContent-Disposition: form-data; "
            f'name="{_quoted(field)}"; filename="{_quoted(name)}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        tail = f"\r\n--{boundary}--\r\n".encode()
        self._parts: list[BinaryIO] = [io.BytesIO(head), file, io.BytesIO(tail)]
        self._length = len(head) + _size(file) + len(tail)

    def __len__(self) -> int:
        return self._length

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next piece, at most ``size`` bytes; empty at the end."""
        while self._parts:
            piece = self._parts[0].read(size if size >= 0 else CHUNK)
            if piece:
                return piece
            self._parts.pop(0)
        return b""


def _field(boundary: str, key: str, value: str) -> bytes:
    return (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(key)}"\r\n\r\n{value}\r\n'
    ).encode()


def _quoted(text: str) -> str:
    return _UNSAFE.sub("_", text).replace('"', "%22")


def _size(file: BinaryIO) -> int:
    here = file.tell()
    file.seek(0, os.SEEK_END)
    end = file.tell()
    file.seek(here)
    return end - here
