"""Rows of a table as a screen or a file shows them: searched, sorted and paged here.

ProcessMaker gives all rows at once, with lower-case names, every value as text, and a column
`__index__` of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.tables.kinds import kind_of
from pmdash.web.csv_files import csv_lines, harmless
from processmaker import fields
from processmaker.models import Table, TableField

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


def table_csv(columns: Sequence[Column], rows: Iterable[Row], *, exact: bool) -> Iterator[str]:
    """The rows as CSV, names of columns first.

    `exact` keeps every text as it is, for reading back; else a text that a spreadsheet would run
    as a formula gets an apostrophe in front.
    """
    yield from csv_lines([[column.field.name for column in columns]])
    yield from csv_lines([_text(row, column, exact) for column in columns] for row in rows)


def _text(row: Row, column: Column, exact: bool) -> str:
    text = row.get(column.key) or ""
    return text if exact or column.is_number else harmless(text)
