"""What a supervisor answers for, counted: by person, process, task, age and due date.

Every figure has the address of the list that holds what was counted. Both are made of the same
loaded rows with the same tests, so that they always agree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.lists.local import (
    NEXT_DAYS,
    NOBODY,
    filter_rows,
    is_due_in,
    is_unclaimed,
)
from cases.lists.marks import Bar, Column, columns, stack
from cases.lists.state import ListState
from pmdash.web.times import Clock, span_text
from processmaker.models import CaseRow

Text = str | Promise
Rows = Sequence[CaseRow]

AGES: Final[tuple[tuple[int, int | None, Text], ...]] = (
    (0, 0, gettext_lazy("today")),
    (1, 2, "1–2"),
    (3, 5, "3–5"),
    (6, 10, "6–10"),
    (11, 20, "11–20"),
    (21, None, gettext_lazy("over 20")),
)
FIRST_BARS: Final = 8


@dataclass(frozen=True)
class Figure:
    """One of the totals; `note` says something more about it."""

    name: str
    label: Text
    icon: str
    count: int
    url: str
    tone: str = ""
    note: str = ""
    current: bool = False


@dataclass(frozen=True)
class Board:
    """Bars under one heading: the `first` are always shown, the `rest` on demand."""

    name: str
    title: Text
    first: Sequence[Bar]
    rest: Sequence[Bar]
    people: bool = False

    @property
    def all(self) -> Sequence[Bar]:
        return [*self.first, *self.rest]


@dataclass(frozen=True)
class Cockpit:
    """The overview of a list of tasks. `summary` says whose they are."""

    summary: str
    figures: Sequence[Figure]
    people: Board
    processes: Board
    tasks: Board
    ages: Sequence[Column]
    dues: Sequence[Column]


class Counting:
    """Counts the loaded rows at one moment; makes links that keep order and size of the list."""

    def __init__(self, rows: Rows, state: ListState, clock: Clock) -> None:
        self.rows = rows
        self.clock = clock
        self.now = clock.now
        self.today = clock.local(clock.now).date()
        self._state = state
        self._plain = ListState(sort=state.sort, dir=state.dir, size=state.size)

    def url(self, **filters: object) -> str:
        """The list with these filters and no others."""
        return self._plain.query(**filters)

    def count(self, **filters: object) -> int:
        """How many rows that list has."""
        return len(filter_rows(self.rows, filters, self.now))

    def shown(self, **filters: object) -> bool:
        """Whether that is the list below."""
        return self._state.filters == filters


def draw_cockpit(rows: Rows, state: ListState, clock: Clock) -> Cockpit:
    """Count `rows`, all that one supervises; `state` is that of the list below."""
    counting = Counting(rows, state, clock)
    return Cockpit(
        summary=_summary(rows),
        figures=_figures(counting),
        people=_board(counting, "user", gettext_lazy("By person"), _person),
        processes=_board(counting, "process", gettext_lazy("By process"), _process),
        tasks=_board(counting, "task", gettext_lazy("By task"), _task),
        ages=columns(_ages(counting)),
        dues=columns(_dues(counting)),
    )


def _summary(rows: Rows) -> str:
    people = len({row.user_uid or row.user_name for row in rows if not is_unclaimed(row)})
    processes = len({row.process_uid for row in rows})
    parts = (
        ngettext("%(count)d open task", "%(count)d open tasks", len(rows)) % {"count": len(rows)},
        ngettext("%(count)d person", "%(count)d people", people) % {"count": people},
        ngettext("%(count)d process", "%(count)d processes", processes) % {"count": processes},
    )
    return _("%(tasks)s, %(people)s, %(processes)s") % dict(
        zip(("tasks", "people", "processes"), parts, strict=True)
    )


def _figures(counting: Counting) -> list[Figure]:
    named: tuple[tuple[str, Text, str, str, dict[str, object]], ...] = (
        ("all", gettext_lazy("Open"), "circle-dot", "", {}),
        ("late", gettext_lazy("Late"), "clock-alert", "late", {"due": "late"}),
        ("risk", gettext_lazy("At risk"), "triangle-alert", "risk", {"due": "risk"}),
        ("today", gettext_lazy("Due today"), "info", "", {"due": "today"}),
        ("none", gettext_lazy("Unclaimed"), "hand", "", {"user": NOBODY}),
    )
    return [
        Figure(
            name=name,
            label=label,
            icon=icon,
            count=counting.count(**filters),
            url=counting.url(**filters),
            tone=tone,
            note=_note(counting, filters),
            current=counting.shown(**filters),
        )
        for name, label, icon, tone, filters in named
    ]


def _note(counting: Counting, filters: Mapping[str, object]) -> str:
    """Since when the oldest of them waits."""
    return _oldest(filter_rows(counting.rows, dict(filters), counting.now), counting.now)


def _oldest(rows: Rows, now: datetime) -> str:
    moments = [row.delegated_at for row in rows if row.delegated_at]
    if not moments:
        return ""
    return _("oldest %(span)s") % {"span": span_text(now - min(moments))}


Key = Callable[[CaseRow], tuple[str, str]]


def _person(row: CaseRow) -> tuple[str, str]:
    return (NOBODY, _("Unclaimed")) if is_unclaimed(row) else (row.user_uid, row.user_name)


def _process(row: CaseRow) -> tuple[str, str]:
    return row.process_uid, row.process_title


def _task(row: CaseRow) -> tuple[str, str]:
    return row.task_uid, row.task_title


def _board(counting: Counting, name: str, title: Text, key: Key) -> Board:
    """Groups of rows by `key`, those with the most late ones first, and then the largest."""
    groups: dict[tuple[str, str], list[CaseRow]] = {}
    for row in counting.rows:
        groups.setdefault(key(row), []).append(row)
    most = max((len(rows) for rows in groups.values()), default=1)
    bars = [_bar(counting, name, group, rows, most) for group, rows in groups.items()]
    bars.sort(key=lambda bar: (-bar.late, -bar.total, bar.title.casefold()))
    return Board(name, title, bars[:FIRST_BARS], bars[FIRST_BARS:], people=name == "user")


def _bar(counting: Counting, name: str, group: tuple[str, str], rows: Rows, most: int) -> Bar:
    uid, title = group

    def url(**filters: object) -> str:
        return counting.url(**{name: uid}, **filters) if uid else ""

    counts = {when: _count_due(rows, when, counting.now) for when in ("late", "risk", "ok")}
    return Bar(
        title=title or _("without a title"),
        url=url(),
        total=len(rows),
        late=counts["late"],
        late_url=url(due="late"),
        oldest=_oldest(rows, counting.now),
        oldest_url=url(sort="delegated", dir="asc"),
        marks=stack(title, {when: (count, url(due=when)) for when, count in counts.items()}, most),
        nobody=uid == NOBODY,
    )


def _count_due(rows: Iterable[CaseRow], when: str | date, now: datetime) -> int:
    return sum(is_due_in(row, when, now) for row in rows)


Counted = tuple[Text, Text, int, str, str]


def _ages(counting: Counting) -> list[Counted]:
    """Short label, long one, number, address, tone: by days since the task came."""
    found = []
    for first, last, label in AGES:
        until = counting.today - timedelta(days=first) if first else ""
        since = counting.today - timedelta(days=last) if last is not None else ""
        filters = {name: day for name, day in (("from", since), ("to", until)) if day}
        words = label if first == 0 or last is None else _("%(days)s days") % {"days": label}
        found.append((label, words, counting.count(**filters), counting.url(**filters), ""))
    return found


def _dues(counting: Counting) -> list[Counted]:
    """As `_ages`, by due date; a task that was due this morning is late and due today."""
    named: list[tuple[Text, str | date, str]] = [
        (gettext_lazy("late"), "late", "late"),
        (gettext_lazy("today"), "today", ""),
    ]
    for number in range(1, NEXT_DAYS.days + 1):
        day = counting.today + timedelta(days=number)
        named.append((counting.clock.weekday(day), day, ""))
    named += [(gettext_lazy("later"), "later", ""), (gettext_lazy("no date"), "none", "")]
    return [
        (label, label, counting.count(due=when), counting.url(due=when), tone)
        for label, when, tone in named
    ]
