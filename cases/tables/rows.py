"""Rows of a table as a screen or a file shows them: searched, sorted and paged here.

ProcessMaker gives all rows at once, with lower-case names, every value as text, and a column
`__index__` of its own.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.tables.kinds import kind_of
from processmaker import fields
from processmaker.models import Table, TableField

FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Column:
    """A column on screen; `key` is its name in the rows, `note` what else is known about it."""

    field: TableField
    key: str
    label: str
    kind: str
    is_number: bool

    @property
    def size(self) -> int | None:
        return self.field.size


def columns_of(table: Table) -> list[Column]:
    return [_column(field) for field in table.fields]


def _column(field: TableField) -> Column:
    kind = kind_of(field)
    return Column(
        field, field.name.lower(), field.description or field.name, str(kind.label), kind.is_number
    )


def matching(rows: Iterable[Row], columns: Sequence[Column], q: str) -> list[Row]:
    """The rows that hold `q` in some column, case ignored."""
    wanted = q.casefold()
    keys = [column.key for column in columns]
    return [row for row in rows if any(wanted in (row.get(key) or "").casefold() for key in keys)]


def in_order(
    rows: Sequence[Row], columns: Sequence[Column], sort: str, *, descending: bool
) -> list[Row]:
    """The rows by one column, numbers as numbers, blanks last; as they came for an unknown one."""
    column = next((one for one in columns if one.key == sort), None)
    if column is None:
        return list(rows)
    filled = [row for row in rows if row.get(column.key)]
    blank = [row for row in rows if not row.get(column.key)]
    return sorted(filled, key=lambda row: _order(row, column), reverse=descending) + blank


def _order(row: Row, column: Column) -> tuple[float, str]:
    text = row.get(column.key) or ""
    number = fields.number(text) if column.is_number else None
    return (number or 0.0, "") if column.is_number else (0.0, text.casefold())


def cells(rows: Iterable[Row], columns: Sequence[Column]) -> list[list[tuple[str, Column]]]:
    return [[(row.get(column.key) or "", column) for column in columns] for row in rows]


class _Echo:
    """Gives every line that the csv module writes straight back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Sequence[Column], rows: Iterable[Row], *, exact: bool) -> Iterator[str]:
    """The rows as CSV, names of columns first.

    `exact` keeps every text as it is, for reading back; else a text that a spreadsheet would run
    as a formula gets an apostrophe in front.
    """
    writer = csv.writer(_Echo())
    yield writer.writerow([column.field.name for column in columns])
    for row in rows:
        texts = [row.get(column.key) or "" for column in columns]
        yield writer.writerow(
            texts if exact else [_harmless(*pair) for pair in zip(texts, columns, strict=True)]
        )


def _harmless(text: str, column: Column) -> str:
    return f"'{text}" if text.startswith(FORMULA) and not column.is_number else text
