"""The data tab: variables in the order and under the titles of the process's forms."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.case_page.fields import Field, Form, humanised
from cases.case_page.values import Grid, Value, is_companion, read_value

SYSTEM_NAMES = frozenset(
    {
        *("APPLICATION", "PROCESS", "TASK", "INDEX", "USER_LOGGED", "USR_USERNAME", "APP_NUMBER"),
        *("PIN", "__VAR_CHANGED__", "__ERROR__"),
    }
)


@dataclass(frozen=True)
class Entry:
    """One variable: its name in the process, its label, its value."""

    name: str
    label: str
    value: Value

    @property
    def wide(self) -> bool:
        return self.value.kind in ("grid", "record", "listing")


@dataclass(frozen=True)
class Section:
    """Variables of one form; ``title`` is "" for those that stand on no form."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class CaseData:
    sections: tuple[Section, ...]
    system: tuple[Entry, ...]


@dataclass(frozen=True)
class GridPage:
    """A cut of a long grid; ``first`` and ``last`` count rows from 1."""

    rows: tuple[tuple[int, tuple[Value, ...]], ...]
    page: int
    pages: int
    total: int
    first: int
    last: int


def is_system(name: str) -> bool:
    """Whether ProcessMaker itself keeps the variable."""
    return name.startswith("SYS_") or name in SYSTEM_NAMES


def read_data(variables: Mapping[str, object], forms: Sequence[Form]) -> CaseData:
    """Arrange the variables of ``GET /cases/{app_uid}/variables``.

    Those of a form come first, once each, under the first form that has them.
    """
    left = [name for name in variables if not is_companion(name, variables)]
    sections = []
    for form in forms:
        entries = [_entry(known, variables) for known in form.fields if known.name in left]
        left = [name for name in left if name not in {entry.name for entry in entries}]
        if entries:
            sections.append(Section(form.title, tuple(entries)))
    others = tuple(_entry(Field(name), variables) for name in left if not is_system(name))
    if others:
        sections.append(Section("", others))
    system = tuple(_entry(Field(name, label=name), variables) for name in left if is_system(name))
    return CaseData(tuple(sections), system)


def cut_grid(grid: Grid, page: int, size: int) -> GridPage:
    """The rows of one page; a page beyond the end is the last one."""
    total = len(grid.rows)
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    start = (page - 1) * size
    rows = tuple(enumerate(grid.rows[start : start + size], start + 1))
    return GridPage(rows, page, pages, total, start + 1 if total else 0, start + len(rows))


def raw_text(variables: Mapping[str, object]) -> str:
    """The variables as ProcessMaker sent them, indented for reading."""
    return json.dumps(variables, indent=2, ensure_ascii=False, sort_keys=False)


def _entry(known: Field, variables: Mapping[str, object]) -> Entry:
    value = read_value(variables[known.name], variables.get(f"{known.name}_label"), known)
    return Entry(known.name, known.label or humanised(known.name), value)
