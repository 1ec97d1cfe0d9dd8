"""What a report answers, as rows of text and as bars."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cases.office_models import NamedReport
from processmaker.fields import number, text

MOST_BARS: Final = 30
UID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Result:
    """The columns in their order, and the rows with a text for each."""

    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Bar:
    """One bar of the chart; `percent` is its length against the longest, with a decimal point."""

    label: str
    figure: str
    percent: str


@dataclass(frozen=True)
class Chart:
    """Bars of one column, named by another; `left_out` counts the rows without a bar."""

    label_column: str
    figure_column: str
    bars: list[Bar]
    left_out: int


def result_of(rows: Sequence[Mapping[str, object]]) -> Result:
    """The rows as text; columns in the order in which they first appear."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return Result(columns, [[text(row.get(name)) for name in columns] for row in rows])


def chart_of(report: NamedReport, result: Result) -> Chart | None:
    """The chart that the report asks for; without a wish the first column with figures.

    None where there is nothing to draw.
    """
    figure_at = _position(result, report.figure_column)
    if figure_at is None:
        figure_at = next(
            (at for at in range(len(result.columns)) if _all_numbers(result, at)), None
        )
    if figure_at is None or not result.rows:
        return None
    label_at = _position(result, report.label_column)
    if label_at is None:
        names = [at for at in range(len(result.columns)) if at != figure_at]
        label_at = min(names, key=lambda at: _all_uids(result, at), default=figure_at)
    return _chart(result, label_at, figure_at)


def cell_classes(result: Result) -> list[str]:
    """The class of the cells of each column: figures stand below one another."""
    return ["num" if _all_numbers(result, at) else "" for at in range(len(result.columns))]


def _position(result: Result, name: str) -> int | None:
    folded = [column.casefold() for column in result.columns]
    return folded.index(name.casefold()) if name and name.casefold() in folded else None


def _all_numbers(result: Result, at: int) -> bool:
    return bool(result.rows) and all(number(row[at]) is not None for row in result.rows)


def _all_uids(result: Result, at: int) -> bool:
    """A column of uids names nothing that people know."""
    return all(UID.fullmatch(row[at]) for row in result.rows)


def _chart(result: Result, label_at: int, figure_at: int) -> Chart:
    shown = result.rows[:MOST_BARS]
    figures = [max(0.0, number(row[figure_at]) or 0.0) for row in shown]
    most = max([*figures, 0.0]) or 1.0
    bars = [
        Bar(row[label_at], row[figure_at], f"{100 * figure / most:.1f}")
        for row, figure in zip(shown, figures, strict=True)
    ]
    left_out = len(result.rows) - len(shown)
    return Chart(result.columns[label_at], result.columns[figure_at], bars, left_out)
