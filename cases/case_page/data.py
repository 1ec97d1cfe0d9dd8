"""The data tab: variables in the order and under the titles of the process's forms."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cases.case_page.fields import Field, Form, humanised
from cases.case_page.read_value import is_companion, read_value
from cases.case_page.values import Grid, Text, Value
from pmdash.web.paging import Paging

GRID_PAGE = 25
NOBODY: Mapping[str, str] = {}
SYSTEM_NAMES = frozenset(
    {
        *("APPLICATION", "PROCESS", "TASK", "INDEX", "USER_LOGGED", "USR_USERNAME", "APP_NUMBER"),
        *("PIN", "__VAR_CHANGED__", "__ERROR__"),
    }
)


@dataclass(frozen=True)
class Entry:
    """One variable: its name in the process, its label, its value; ``paging`` of a long grid."""

    name: str
    label: str
    value: Value
    paging: Paging | None = None

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


def is_system(name: str) -> bool:
    """Whether ProcessMaker itself keeps the variable."""
    return name.startswith("SYS_") or name in SYSTEM_NAMES


def read_data(
    variables: Mapping[str, object],
    forms: Sequence[Form],
    people: Mapping[str, str] = NOBODY,
) -> CaseData:
    """Arrange the variables of ``GET /cases/{app_uid}/variables``.

    ``people`` are the names of those on the case by their uids: a variable that holds such a uid
    shows the name.

    Those of a form come first, once each, under the first form that has them; the form that was
    filled in first leads, of several the fullest.
    """
    position = {name: place for place, name in enumerate(variables)}
    forms = sorted(forms, key=lambda form: _rank(form, position))
    left = [name for name in variables if not is_companion(name, variables)]
    sections = []
    for form in forms:
        entries = [_entry(known, variables, people) for known in form.fields if known.name in left]
        left = [name for name in left if name not in {entry.name for entry in entries}]
        if entries:
            sections.append(Section(form.title, tuple(entries)))
    others = tuple(_entry(Field(name), variables, people) for name in left if not is_system(name))
    if others:
        sections.append(Section("", others))
    system = tuple(
        _entry(Field(name, label=name), variables, people) for name in left if is_system(name)
    )
    return CaseData(tuple(sections), system)


def paged(data: CaseData, grid: str, page: int, size: int = GRID_PAGE) -> CaseData:
    """Cut long grids to pages: ``page`` of the grid called ``grid``, the first of the others."""
    return replace(
        data,
        sections=tuple(
            replace(
                section,
                entries=tuple(
                    _cut(entry, page if entry.name == grid else 1, size)
                    for entry in section.entries
                ),
            )
            for section in data.sections
        ),
    )


def _cut(entry: Entry, page: int, size: int) -> Entry:
    if not isinstance(entry.value, Grid) or len(entry.value.rows) <= size:
        return entry
    paging = Paging.at(page, size, len(entry.value.rows))
    return replace(entry, value=entry.value.cut(paging.start, size), paging=paging)


def raw_text(variables: Mapping[str, object]) -> str:
    """The variables as ProcessMaker sent them, indented for reading."""
    return json.dumps(variables, indent=2, ensure_ascii=False, sort_keys=False)


def _rank(form: Form, position: Mapping[str, int]) -> tuple[int, int]:
    """Where the earliest variable that a form asks for stands, then how many of them it has."""
    asked = (known.name for known in form.fields if not known.shown_only)
    places = [position[name] for name in asked if name in position]
    return min(places, default=len(position)), -len(places)


def _entry(known: Field, variables: Mapping[str, object], people: Mapping[str, str]) -> Entry:
    value = read_value(variables[known.name], variables.get(f"{known.name}_label"), known)
    if isinstance(value, Text) and value.text in people:
        value = Text(people[value.text])
    return Entry(known.name, known.label or humanised(known.name), value)
