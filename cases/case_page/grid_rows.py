"""A grid variable as rows that can be edited one by one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.case_page.read_value import is_companion
from cases.dynaform.values import as_shown, is_row_key

Row = Mapping[str, object]
LABEL = "_label"


@dataclass(frozen=True)
class ShownRow:
    """One row: its number from 1, and its cells in the order of the columns."""

    number: int
    cells: tuple[str, ...]


def rows_of(value: object) -> list[Row] | None:
    """The rows of a grid, stored as a list or keyed "1", "2"; ``None`` for anything else."""
    if isinstance(value, Mapping) and value and all(is_row_key(str(key)) for key in value):
        rows: Sequence[object] = [value[key] for key in sorted(value, key=int)]
    elif isinstance(value, list) and value:
        rows = value
    else:
        return None
    return [row for row in rows if isinstance(row, Mapping)] if _all_rows(rows) else None


def _all_rows(rows: Sequence[object]) -> bool:
    return all(isinstance(row, Mapping) for row in rows)


def columns_of(rows: Sequence[Row]) -> list[str]:
    """The columns in the order in which they first appear, labels apart."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [name for name in names if not is_companion(name, names)]


def shown_rows(rows: Sequence[Row], columns: Sequence[str], contains: str = "") -> list[ShownRow]:
    """The rows of which a cell holds ``contains``, case ignored; numbers are those of the grid."""
    made = (
        ShownRow(number, tuple(_cell(row, column) for column in columns))
        for number, row in enumerate(rows, 1)
    )
    wanted = contains.casefold()
    return [row for row in made if any(wanted in cell.casefold() for cell in row.cells)]


def _cell(row: Row, column: str) -> str:
    label = as_shown(row.get(column + LABEL))
    return label or as_shown(row.get(column))


def with_row(rows: Sequence[Row], number: int, values: Mapping[str, str]) -> dict[str, Row]:
    """The grid with one row changed, or added after the last, as ProcessMaker keys it."""
    old = rows[number - 1] if number <= len(rows) else dict.fromkeys(rows[0], "") if rows else {}
    new = dict(old)
    for name, value in values.items():
        if as_shown(old.get(name)) == value and number <= len(rows):
            continue
        new[name] = value
        if name + LABEL in new or number > len(rows):
            new[name + LABEL] = value
    changed = [*rows]
    changed[number - 1 : number] = [new]
    return {str(place): row for place, row in enumerate(changed, 1)}
