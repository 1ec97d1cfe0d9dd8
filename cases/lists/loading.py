"""Loading one page of a list with one call to ProcessMaker.

What the server can filter and sort, it does. The rest is done here over a window: the first rows
of the list, loaded with the same single call. Where the list is longer than the window, the page
says that it speaks of the loaded rows only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cases.lists.local import TESTS, count_quick, filter_rows
from cases.lists.screens import ListScreen
from cases.lists.state import ListState
from processmaker.case_lists import LARGEST_PAGE, ListQuery, ListSupport, sort_rows
from processmaker.models import CasePage, CaseRow

WINDOW: Final = 500
QUICK: Final = frozenset({"due", "read"})
DESCENDING: Final = frozenset({"number", "updated", "delegated", "priority"})

# The filters of the query under the names that the client has for them.
SERVER_NAMES: Final = {
    "q": "search",
    "process": "process",
    "category": "category",
    "status": "status",
    "user": "user",
    "from": "date_from",
    "to": "date_to",
}
# Lists that do not show these have one value of them for all rows.
NEEDS_COLUMN: Final = {"status": "status", "user": "person"}
Fetch = Callable[[ListQuery], CasePage]


@dataclass(frozen=True)
class Plan:
    """What of a state the server does (`query`) and what is done here (`filters`, `sorts`)."""

    query: dict[str, Any]
    filters: dict[str, object]
    sort: str
    descending: bool
    sorts: bool
    window: int = WINDOW

    @property
    def over_window(self) -> bool:
        return self.sorts or bool(self.filters)

    @property
    def order(self) -> str:
        """A name for the order: “due”, “-number”."""
        return f"-{self.sort}" if self.descending else self.sort


@dataclass(frozen=True)
class LoadedPage:
    """The rows of one page, and what is known about the whole list.

    `total` counts cases where `counts_cases`, else rows; None where the server does not tell.
    `window` is the number of loaded rows where filters or the order apply to them only.
    `figures` holds what is truly known: of all rows, and of each quick filter. `everything` are
    the loaded rows before they were filtered, where they were filtered here.
    """

    rows: Sequence[CaseRow]
    start: int
    has_next: bool
    total: int | None
    plan: Plan
    counts_cases: bool = False
    window: int | None = None
    figures: dict[str, int] | None = None
    everything: Sequence[CaseRow] = ()


def usable_filters(screen: ListScreen, offered: ListSupport) -> frozenset[str]:
    """The filters of a query that this list can apply, on the server or over the window."""
    here = {name for name in TESTS if NEEDS_COLUMN.get(name, "title") in screen.columns}
    if not screen.marks_unread:
        here.remove("read")
    return frozenset(here | {n for n, known in SERVER_NAMES.items() if known in offered.filters})


def make_plan(screen: ListScreen, state: ListState, offered: ListSupport) -> Plan:
    """Divides the work; without a wish the order is the best that the server has for all rows."""
    if screen.overview:
        return _plan_here(screen, state)
    by_server = {n for n in state.filters if SERVER_NAMES.get(n) in offered.filters}
    default = screen.default_sort if screen.default_sort in offered.sorts else "number"
    sort = state.sort or default
    descending = state.dir == "desc" if state.dir else sort in DESCENDING
    query = {SERVER_NAMES[name]: state.filters[name] for name in by_server}
    if sort in offered.sorts:
        query |= {"sort": sort, "descending": descending}
    return Plan(
        query=query,
        filters={n: value for n, value in state.filters.items() if n not in by_server},
        sort=sort,
        descending=descending,
        sorts=sort not in offered.sorts,
    )


def _plan_here(screen: ListScreen, state: ListState) -> Plan:
    """Everything is done here, over as many rows as one call brings: for figures of all of them."""
    sort = state.sort or screen.default_sort
    return Plan(
        query={},
        filters=dict(state.filters),
        sort=sort,
        descending=state.dir == "desc" if state.dir else sort in DESCENDING,
        sorts=True,
        window=LARGEST_PAGE,
    )


def load_page(fetch: Fetch, plan: Plan, start: int, size: int, now: datetime) -> LoadedPage:
    """`size` rows from `start` on, by one call of `fetch`; raises what that raises."""
    load = _load_window if plan.over_window else _load
    return load(fetch, plan, start, size, now)


def _load(fetch: Fetch, plan: Plan, start: int, size: int, now: datetime) -> LoadedPage:
    """A page as the server cuts it. One row more than shown tells whether another page follows."""
    answer = fetch(ListQuery(**plan.query, start=start, limit=size + 1))
    rows, has_next = _distinct(answer.rows[:size]), len(answer.rows) > size
    if start == 0 and not has_next:
        return LoadedPage(rows, 0, False, len(rows), plan, figures=count_quick(rows, now))
    counts_cases = answer.total_counts == "cases"
    return LoadedPage(rows, start, has_next, answer.total, plan, counts_cases=counts_cases)


def _load_window(fetch: Fetch, plan: Plan, start: int, size: int, now: datetime) -> LoadedPage:
    """A page of what is filtered and sorted here, among the first rows of the server."""
    answer = fetch(ListQuery(**plan.query, start=0, limit=plan.window))
    counted = answer.total if answer.total_counts == "rows" else None
    whole = len(answer.rows) < plan.window or counted == len(answer.rows)
    lasting = {n: value for n, value in plan.filters.items() if n not in QUICK}
    quick = {n: value for n, value in plan.filters.items() if n in QUICK}
    everything = _distinct(answer.rows)
    kept = filter_rows(everything, lasting, now)
    rows = filter_rows(kept, quick, now)
    if plan.sorts:
        rows = sort_rows(tuple(rows), plan.sort, descending=plan.descending)
    return LoadedPage(
        rows=rows[start : start + size],
        start=start,
        has_next=len(rows) > start + size,
        total=len(rows),
        plan=plan,
        window=None if whole else len(answer.rows),
        figures=count_quick(kept, now) if whole else None,
        everything=everything,
    )


def _distinct(rows: Sequence[CaseRow]) -> Sequence[CaseRow]:
    """Each delegation once, whatever the server's joins made of it."""
    return tuple({(row.app_uid, row.del_index): row for row in rows}.values())
