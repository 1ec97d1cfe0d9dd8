"""Whether the rows of a file fit a table: found out before anything is sent.

ProcessMaker itself stores what does not fit: text for a number as 0, a missing key as 0, a long
text cut, an unknown column not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from cases.tables.kinds import TEXT, Value, WrongValue, kind_of
from processmaker.models import Table, TableField

SHOWN: Final = 20
Mapped = dict[str, int]
"""For each column of the table the position of the file's column; columns left out are absent."""


@dataclass(frozen=True)
class Trouble:
    """What is wrong with one value; `line` counts as a spreadsheet does, the headings are 1."""

    line: int
    column: str
    text: str
    reason: str


@dataclass
class Checked:
    """The rows that fit, ready to be sent, and what is wrong with the others."""

    rows: list[dict[str, Value]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    bad_rows: int = 0

    @property
    def first_troubles(self) -> list[Trouble]:
        return self.troubles[:SHOWN]


def guess_mapping(table: Table, headers: Sequence[str]) -> Mapped:
    """Columns of the same name or description, case, blanks and underscores ignored."""
    positions = {_plain(header): at for at, header in reversed(list(enumerate(headers)))}
    found: Mapped = {}
    for column in table.fields:
        for name in (column.name, column.description):
            if _plain(name) in positions:
                found[column.name] = positions[_plain(name)]
                break
    return found


def _plain(name: str) -> str:
    return name.casefold().replace("_", "").replace(" ", "")


def left_out(headers: Sequence[str], mapping: Mapped) -> list[str]:
    """The columns of the file that go nowhere; ProcessMaker's own `__index__` is none of them."""
    used = set(mapping.values())
    return [one for at, one in enumerate(headers) if at not in used and one != "__index__"]


def check_rows(
    table: Table,
    mapping: Mapped,
    rows: Sequence[Sequence[str]],
    taken: frozenset[tuple[str, ...]] = frozenset(),
) -> Checked:
    """Check every value; `taken` are the keys that are in the table and stay there."""
    checked, keys = Checked(), set(taken)
    columns = [column for column in table.fields if column.name in mapping]
    key_names = [column.name for column in table.fields if column.is_key]
    for line, texts in enumerate(rows, start=2):
        values, troubles = _check_row(line, columns, mapping, texts)
        troubles += _missing_keys(line, table, mapping)
        key = key_of(values, key_names)
        if not troubles and key and key in keys:
            shown = ", ".join(key)
            troubles.append(Trouble(line, ", ".join(key_names), shown, _("is there already")))
        if troubles:
            checked.troubles += troubles
            checked.bad_rows += 1
            continue
        keys.add(key)
        checked.rows.append(values)
        checked.lines.append(line)
    return checked


def key_of(values: Mapping[str, object], key_names: Sequence[str]) -> tuple[str, ...]:
    """The key of a row as text; empty where the server makes it."""
    key = tuple("" if values.get(name) is None else str(values[name]) for name in key_names)
    return key if any(key) else ()


def _check_row(
    line: int, columns: Sequence[TableField], mapping: Mapped, texts: Sequence[str]
) -> tuple[dict[str, Value], list[Trouble]]:
    values: dict[str, Value] = {}
    troubles = []
    for column in columns:
        text = texts[mapping[column.name]].strip()
        try:
            values[column.name] = _value(column, text)
        except WrongValue as wrong:
            troubles.append(Trouble(line, column.name, text[:60], str(wrong)))
    return values, troubles


def _value(column: TableField, text: str) -> Value:
    if not text:
        if column.is_auto_increment or (column.is_nullable and not column.is_key):
            return None
        raise WrongValue(_("is blank, and must not be"))
    kind = kind_of(column)
    if kind is TEXT and column.size and len(text) > column.size:
        reason = _("is longer than %(size)s characters and would be cut")
        raise WrongValue(reason % {"size": column.size})
    return kind.read(text)


def _missing_keys(line: int, table: Table, mapping: Mapped) -> list[Trouble]:
    return [
        Trouble(line, column.name, "", _("is the key, and no column of the file fills it"))
        for column in table.fields
        if column.is_key and not column.is_auto_increment and column.name not in mapping
    ]
