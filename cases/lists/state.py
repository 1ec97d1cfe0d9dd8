"""The state of a list screen, which is its URL: reading a query, and writing one for a link.

Nothing of a query reaches ProcessMaker but through `read_state`. A value that cannot be used is
left out and named, so that the page can say so; the page itself always works.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.lists.local import NOBODY
from cases.states import STATES
from processmaker.case_lists import SORTS

SIZES: Final = (10, 25, 50, 100)
MOST_ROWS: Final = 200
LAST_PAGE: Final = 100_000
LONGEST_SEARCH: Final = 200
STATUSES: Final = frozenset(status.value for status in STATES)
DUES: Final = frozenset({"late", "risk", "today", "week", "ok", "later", "none"})
READS: Final = frozenset({"unread", "read"})
UID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class ListState:
    """What a list shows, in the names of the query but for `from`.

    Blank means “any”, and for `sort`, `dir` and `size` “as usual”: the list's own order, the
    number of rows that the person prefers. `view` is the number of the saved view that this is.
    """

    q: str = ""
    process: str = ""
    task: str = ""
    category: str = ""
    status: str = ""
    user: str = ""
    since: date | None = None
    to: date | None = None
    due: str | date = ""
    read: str = ""
    sort: str = ""
    dir: str = ""
    page: int = 1
    size: int = 0
    view: int = 0

    def query(self, **changes: object) -> str:
        """`?…` for a link: this state with `changes` by names of the query.

        It leads to page 1 unless the change is the page; a blank value takes a filter away. With
        another change than the page it is no longer the saved view.
        """
        same_view = self.view and set(changes) <= {"page"}
        own = {"view": self.view} if same_view else self.pairs
        changed = own | {"page": 1} | changes
        kept = {name: value for name, value in changed.items() if value and (name, value) != FIRST}
        return "?" + urlencode(kept)

    @cached_property
    def pairs(self) -> dict[str, object]:
        """Names and values of the query, without what is as usual."""
        values = {name: getattr(self, field) for name, field in PARAMETERS.items()}
        del values["view"]
        return {name: value for name, value in values.items() if value and (name, value) != FIRST}

    def hidden(self, *shown: str) -> tuple[tuple[str, object], ...]:
        """What a form has to carry along besides the fields that it shows; it leads to page 1."""
        left_out = {*shown, "page"}
        return tuple(pair for pair in self.pairs.items() if pair[0] not in left_out)

    @cached_property
    def filters(self) -> dict[str, object]:
        """The filters that are set, by their names in the query."""
        return {name: value for name, value in self.pairs.items() if name in FILTERS}


PARAMETERS: Final = {("from" if f.name == "since" else f.name): f.name for f in fields(ListState)}
FILTERS: Final = (
    "q", "process", "task", "category", "status", "user", "from", "to", "due", "read",
)  # fmt: skip
FIRST: Final = ("page", 1)


@dataclass(frozen=True)
class Ignored:
    """A value of the query that is not used, and why."""

    name: str
    value: str
    reason: str | Promise


class Unusable(ValueError):
    """A value that cannot be used; the argument is the reason."""


def read_state(query: QueryDict, usable: frozenset[str]) -> tuple[ListState, list[Ignored]]:
    """The state that `query` asks for and what was left out of it.

    `usable` names the filters that this list can apply, on the server or among loaded rows.
    """
    found: dict[str, Any] = {}
    ignored: list[Ignored] = []
    for name, parse in PARSERS.items():
        raw = query.get(name, "").strip()
        if not raw:
            continue
        try:
            if name in FILTERS and name not in usable:
                raise Unusable(_("this list cannot be filtered by it"))
            found[PARAMETERS.get(name, name)] = parse(raw)
        except Unusable as error:
            ignored.append(Ignored(name, raw[:60], error.args[0]))
    return _in_order(ListState(**found), ignored)


def open_beside(query: QueryDict) -> tuple[str, int] | None:
    """The case and its index that stand beside the list, as `case=<app_uid>.<del_index>` names."""
    app_uid, _dot, index = query.get("case", "").partition(".")
    if not (UID.fullmatch(app_uid) and index.isascii() and index.isdigit() and len(index) < 6):
        return None
    return app_uid, int(index)


def _in_order(state: ListState, ignored: list[Ignored]) -> tuple[ListState, list[Ignored]]:
    """Leaves the end out of a period that ends before it starts."""
    if state.since and state.to and state.to < state.since:
        reason = _("it is before the first day")
        ignored.append(Ignored("to", state.to.isoformat(), reason))
        state = replace(state, to=None)
    return state, ignored


def _text(raw: str) -> str:
    if len(raw) > LONGEST_SEARCH:
        raise Unusable(_("it is longer than 200 characters"))
    if not raw.isprintable():
        raise Unusable(_("it holds characters that cannot be searched for"))
    return raw


def _uid(raw: str) -> str:
    if not UID.fullmatch(raw):
        raise Unusable(_("it is not an identifier of ProcessMaker"))
    return raw


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Unusable(_("it is not a date like 2026-11-30")) from None


def _one_of(known: frozenset[str]) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw not in known:
            raise Unusable(_("it is not one of the choices"))
        return raw

    return parse


def _person(raw: str) -> str:
    return raw if raw == NOBODY else _uid(raw)


def _due(raw: str) -> str | date:
    try:
        return raw if raw in DUES else date.fromisoformat(raw)
    except ValueError:
        raise Unusable(_("it is not one of the choices, nor a date like 2026-11-30")) from None


def _page(raw: str) -> int:
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0
    if not 1 <= number <= LAST_PAGE:
        raise Unusable(_("there is no such page"))
    return number


def _size(raw: str) -> int:
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0
    if not 1 <= number <= MOST_ROWS:
        raise Unusable(_("a page has 1 to 200 rows"))
    return number


PARSERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "q": _text,
    "process": _uid,
    "task": _uid,
    "category": _uid,
    "status": _one_of(STATUSES),
    "user": _person,
    "from": _day,
    "to": _day,
    "due": _due,
    "read": _one_of(READS),
    "sort": _one_of(frozenset(SORTS)),
    "dir": _one_of(frozenset({"asc", "desc"})),
    "page": _page,
    "size": _size,
}
