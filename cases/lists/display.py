"""What stands around the rows: headings, quick filters, chips, notes, the pager."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cases.lists.loading import LoadedPage, Plan
from cases.lists.screens import BY_NAME, ListScreen
from cases.lists.state import ListState
from cases.states import STATES
from pmdash.web.date_styles import plain_day
from processmaker.case_lists import CaseList

Text = str | Promise
MOST_STATES: Final = 1024
"""States of lists whose links are remembered: pages of a list differ in their rows mostly."""


@dataclass(frozen=True)
class Heading:
    """The head of a column. `sorted` is the value of `aria-sort`, blank for the other columns."""

    name: str
    label: str
    css: str
    url: str
    sorted: str


@dataclass(frozen=True)
class Link:
    """A quick filter, with its figure where it is known."""

    name: str
    label: str
    url: str
    current: bool = False
    figure: int | None = None
    tone: str = ""


@dataclass(frozen=True)
class Chip:
    """A filter that is set; its link takes it away."""

    name: str
    label: Text
    value: Text
    url: str


# column: label, class, sort
COLUMNS: Final[dict[str, tuple[Text, str, str]]] = {
    "number": (gettext_lazy("Case"), "c-no", "number"),
    "title": (gettext_lazy("Title"), "c-title", "title"),
    "task": (gettext_lazy("Task"), "c-task", "task"),
    "process": (gettext_lazy("Process"), "c-proc", "process"),
    "sender": (gettext_lazy("From"), "c-from", "sender"),
    "person": (gettext_lazy("Person"), "c-who", "user"),
    "status": (gettext_lazy("Status"), "c-st", "status"),
    "due": (gettext_lazy("Due"), "c-due", "due"),
    "updated": (gettext_lazy("Updated"), "c-upd", "updated"),
}
MORE_ORDERS: Final[dict[str, Text]] = {
    "priority": gettext_lazy("Priority"),
    "delegated": gettext_lazy("Received"),
}
QUICK: Final[tuple[tuple[str, Text, Mapping[str, str], str], ...]] = (
    ("all", gettext_lazy("All"), {"due": "", "read": ""}, ""),
    ("late", gettext_lazy("Late"), {"due": "late", "read": ""}, "late"),
    ("risk", gettext_lazy("At risk"), {"due": "risk", "read": ""}, "risk"),
    ("today", gettext_lazy("Today"), {"due": "today", "read": ""}, ""),
    ("unread", gettext_lazy("Unread"), {"due": "", "read": "unread"}, ""),
)
CAPABILITIES: Final[dict[str, Text]] = {"extrarest": gettext_lazy("the extraRest plug-in")}
FILTER_LABELS: Final[dict[str, Text]] = {
    "q": gettext_lazy("Text"),
    "process": gettext_lazy("Process"),
    "task": gettext_lazy("Task"),
    "category": gettext_lazy("Category"),
    "status": gettext_lazy("Status"),
    "user": gettext_lazy("Person"),
    "from": gettext_lazy("Received from"),
    "to": gettext_lazy("Received until"),
    "due": gettext_lazy("Due"),
    "read": gettext_lazy("Read"),
}
CHOICES: Final[dict[str, Text]] = {
    "late": gettext_lazy("Late"),
    "risk": gettext_lazy("At risk"),
    "today": gettext_lazy("Today"),
    "week": gettext_lazy("Within a week"),
    "ok": gettext_lazy("In time"),
    "later": gettext_lazy("In more than five days"),
    "none": gettext_lazy("Nobody"),
    "unread": gettext_lazy("Unread"),
    "read": gettext_lazy("Read already"),
} | {status.value: state.label for status, state in STATES.items()}


def headings(screen: ListScreen, state: ListState, plan: Plan) -> tuple[Heading, ...]:
    """The columns of the list, each a link that sorts by it or turns the order round."""
    return _headings(screen.name, state, plan.sort, plan.descending, get_language())


@lru_cache(maxsize=MOST_STATES)
def _headings(
    name: CaseList, state: ListState, sort: str, descending: bool, _language: str | None
) -> tuple[Heading, ...]:
    return tuple(_heading(column, state, sort, descending) for column in BY_NAME[name].columns)


def _heading(column: str, state: ListState, sort: str, descending: bool) -> Heading:
    label, css, own = COLUMNS[column]
    if own == sort:
        url = state.query(sort=own, dir="asc" if descending else "desc")
        return Heading(column, str(label), css, url, "descending" if descending else "ascending")
    return Heading(column, str(label), css, state.query(sort=own, dir=""), "")


def orders(screen: ListScreen) -> dict[str, Text]:
    """The words for the orders of a list, by the value of `sort`."""
    return {COLUMNS[name][2]: COLUMNS[name][0] for name in screen.columns} | MORE_ORDERS


def quick_filters(
    screen: ListScreen, state: ListState, figures: Mapping[str, int]
) -> tuple[Link, ...]:
    """The links beside the search, with the figures that are known."""
    return _quick_filters(screen.name, state, tuple(figures.items()), get_language())


@lru_cache(maxsize=MOST_STATES)
def _quick_filters(
    name: CaseList, state: ListState, known: tuple[tuple[str, int], ...], _language: str | None
) -> tuple[Link, ...]:
    figures, shown = dict(known), (state.due, state.read)
    return tuple(
        Link(
            name=quick,
            label=str(label),
            url=state.query(**changes),
            current=shown == (changes["due"], changes["read"]),
            figure=figures.get(quick),
            tone=tone if figures.get(quick) else "",
        )
        for quick, label, changes, tone in QUICK
        if BY_NAME[name].marks_unread or quick != "unread"
    )


def chips(state: ListState, names: Mapping[str, str]) -> tuple[Chip, ...]:
    """The filters that are set, but for the text and the quick ones, which show themselves.

    `names` tells titles of processes, categories and people by uid, as far as they are known.
    """
    shown = {n: value for n, value in state.filters.items() if n != "q" and not _is_quick(n, value)}
    return tuple(
        Chip(name, FILTER_LABELS[name], filter_words(name, value, names), state.query(**{name: ""}))
        for name, value in shown.items()
    )


def _is_quick(name: str, value: object) -> bool:
    return (name, value) in {("due", "late"), ("due", "risk"), ("due", "today"), ("read", "unread")}


def filter_words(name: str, value: object, names: Mapping[str, str]) -> Text:
    """What a filter is set to, in words; ``names`` are titles by uid, as far as they are known."""
    if name == "q":
        return str(value)
    if isinstance(value, date):
        return plain_day(value)
    if (name, value) == ("due", "none"):
        return _("no due date")
    text = str(value)
    return CHOICES.get(text) or names.get(text) or _("chosen one")


def count_text(loaded: LoadedPage) -> str:
    """How many there are, as far as it is known: “47 cases”, “5 cases with 7 tasks”, or nothing."""
    if loaded.total is None or loaded.window:
        return ""
    cases = ngettext("%(count)d case", "%(count)d cases", loaded.total) % {"count": loaded.total}
    if loaded.counts_cases or len(loaded.rows) != loaded.total:
        return cases
    distinct = len({row.app_uid for row in loaded.rows})
    if distinct == loaded.total:
        return cases
    tasks = ngettext("%(count)d task", "%(count)d tasks", loaded.total) % {"count": loaded.total}
    cases = ngettext("%(count)d case", "%(count)d cases", distinct) % {"count": distinct}
    return _("%(cases)s with %(tasks)s") % {"cases": cases, "tasks": tasks}


def range_text(loaded: LoadedPage) -> str:
    """Which rows these are: “26–50 of 47”, “1–25, 64 cases”, “1–25”."""
    if not loaded.rows:
        return ""
    span = f"{loaded.start + 1}–{loaded.start + len(loaded.rows)}"
    if loaded.total is None:
        return span
    if loaded.counts_cases:
        return f"{span}, {count_text(loaded)}"
    return _("%(span)s of %(total)d") % {"span": span, "total": loaded.total}


def place_text(loaded: LoadedPage) -> str:
    """Where a row stands, with `%` for its number: “% of 47”, or “%” where the end is not known."""
    if loaded.total is None or loaded.counts_cases:
        return "%"
    return _("%(number)s of %(total)d") % {"number": "%", "total": loaded.total}


def window_note(loaded: LoadedPage) -> str:
    """What is true of the loaded rows only; nothing where all rows are loaded."""
    if not loaded.window:
        return ""
    if loaded.plan.filters and loaded.plan.sorts:
        text = _("Filtered and sorted among the first %(count)d rows loaded. The list is longer.")
    elif loaded.plan.filters:
        text = _("Filtered among the first %(count)d rows loaded. The list is longer.")
    else:
        text = _("Sorted among the first %(count)d rows loaded. The list is longer.")
    return text % {"count": loaded.window}


def ways_out(screen: ListScreen, state: ListState) -> list[tuple[str, Text]]:
    """What to do where there are no rows: addresses and words, the likeliest first."""
    if state.page > 1:
        return [(state.query(), _("Go to the first page"))]
    if state.filters:
        return [
            (ListState(sort=state.sort, dir=state.dir, size=state.size).query(), _("Clear filters"))
        ]
    other = BY_NAME[screen.next_list]
    if other is screen:
        return []
    return [(other.url, _("Go to %(list)s") % {"list": other.label})]
