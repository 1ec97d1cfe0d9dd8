"""Uploaded files: CSV and XLSX → headings and rows of text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from xml.etree.ElementTree import ParseError

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_FILE: Final = 10 * 1024 * 1024
LARGEST_UNPACKED: Final = 200 * 1024 * 1024
NO_WORKBOOK: Final = (
    *(InvalidFileException, zipfile.BadZipFile, ParseError),
    *(ValueError, KeyError, OSError, IndexError),
)
"""What openpyxl raises; it reads XML with defusedxml, which refuses entities."""

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
DELIMITERS: Final = ",;\t|"


class UnreadableFile(ValueError):
    """A file that cannot be read; the message says why and what to do, in words for people."""


@dataclass(frozen=True)
class Sheet:
    """What a file holds; every row has as many texts as there are headings."""

    headers: list[str]
    rows: list[list[str]]


def read_sheet(file: UploadedFile[bytes]) -> Sheet:
    """The first sheet of the file.

    Raises:
        UnreadableFile: too large, empty, or neither CSV nor XLSX.
    """
    if not file.size:
        raise UnreadableFile(_("The file is empty."))
    if file.size > LARGEST_FILE:
        raise UnreadableFile(_("The file is larger than 10 MB. Split it into several."))
    data = file.read()
    lines = _xlsx_lines(data) if data.startswith(b"PK") else _csv_lines(data)
    return _sheet(lines)


def read_csv_text(text: str) -> Sheet:
    """What a CSV text holds. Raises UnreadableFile."""
    return _sheet(_csv_lines(text.encode()))


def _sheet(lines: Iterable[list[str]]) -> Sheet:
    filled = (line for line in lines if any(text.strip() for text in line))
    headers = [text.strip() for text in next(filled, [])]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise UnreadableFile(_("The first line must hold the names of the columns."))
    if len(headers) > MOST_COLUMNS:
        raise UnreadableFile(_("The file has more than 200 columns."))
    width, rows = len(headers), []
    for line in filled:
        rows.append([*line[:width], *[""] * (width - len(line))])
        if len(rows) > MOST_ROWS:
            raise UnreadableFile(_("The file has more than 50,000 rows. Split it into several."))
    if not rows:
        raise UnreadableFile(_("The file has no rows below the names of the columns."))
    return Sheet(headers, rows)


def _csv_lines(data: bytes) -> Iterator[list[str]]:
    text = _text(data)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise UnreadableFile(
            _("This is no CSV file: %(reason)s.") % {"reason": str(error)}
        ) from error


def _text(data: bytes) -> str:
    """UTF-8, else what older spreadsheets write."""
    if b"\0" in data:
        raise UnreadableFile(_("Only CSV and XLSX files can be read. Save it as one of them."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _xlsx_lines(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableFile(_("The workbook is too large unpacked. Save it as CSV."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for line in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in line]
    except UnreadableFile:
        raise
    except NO_WORKBOOK as error:
        raise UnreadableFile(
            _("Only CSV and XLSX files can be read. Save it as one of them.")
        ) from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
