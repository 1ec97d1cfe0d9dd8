"""Tables as CSV files that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """Gives every line that the csv module writes straight back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a file, one for each row; flat in memory however long it is."""
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow(row)


def harmless(text: str) -> str:
    """Text that a spreadsheet takes for text, not for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_answer(name: str, lines: Iterable[str]) -> StreamingHttpResponse:
    """A file to be saved; the mark in front tells spreadsheets that it is UTF-8."""
    response = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _marked(lines: Iterable[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from lines
