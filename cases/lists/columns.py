"""The columns that a person, or a saved view, leaves out of a list.

Rows are the same for everybody, so that a drawn row can be shared and the live poll can tell what
has changed; classes of the table hide what is left out.
"""

from typing import Final

from cases.lists.display import COLUMNS, Text
from cases.lists.screens import ListScreen

ALWAYS: Final = frozenset({"number", "title"})
"""Without these nobody knows which case a row is."""


def hideable(screen: ListScreen) -> list[tuple[str, Text]]:
    """Name and label of the columns that can be left out, in their order."""
    return [(name, COLUMNS[name][0]) for name in screen.columns if name not in ALWAYS]


def hiding_classes(screen: ListScreen, hidden: frozenset[str]) -> str:
    """The classes of the table that leave out the columns `hidden`: “no-from no-upd”."""
    css = [COLUMNS[name][1] for name, _label in hideable(screen) if name in hidden]
    return " ".join(f"no-{name.removeprefix('c-')}" for name in css)
