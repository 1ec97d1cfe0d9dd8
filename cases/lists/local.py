"""Filtering and counting rows that are loaded already."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from cases.states import state_of
from processmaker.models import CaseRow

WEEK: Final = timedelta(days=7)
NEXT_DAYS: Final = timedelta(days=5)
DAYS: Final = frozenset({"from", "to", "due"})
NOBODY: Final = "none"
"""The value of `user` for tasks that nobody has."""
Test = Callable[[CaseRow, Any, datetime], bool]


def is_open(row: CaseRow) -> bool:
    """The row's task waits for somebody: its dates can be late."""
    return not (row.paused or row.finished_at or state_of(row.status).terminal)


def is_due(row: CaseRow, when: str, now: datetime) -> bool:
    """Whether an open row is `late`, at `risk`, due `today` or within a `week`."""
    due = row.due_at
    if due is None or not is_open(row):
        return False
    if when == "late":
        return due < now
    if when == "risk":
        return due >= now and row.risk_at is not None and row.risk_at <= now
    if when == "today":
        return timezone.localtime(due).date() == timezone.localtime(now).date()
    return now <= due < now + WEEK


def is_due_in(row: CaseRow, wanted: str | date, now: datetime) -> bool:
    """As `is_due`, and further: on a day, `later` than the next days, `none` at all, or `ok`."""
    if isinstance(wanted, date):
        return is_open(row) and _day(row.due_at) == wanted
    if wanted == "none":
        return is_open(row) and row.due_at is None
    if wanted == "later":
        day = _day(row.due_at)
        return is_open(row) and day is not None and day > timezone.localdate(now) + NEXT_DAYS
    if wanted == "ok":
        return is_open(row) and not (is_due(row, "late", now) or is_due(row, "risk", now))
    return is_due(row, wanted, now)


def is_unclaimed(row: CaseRow) -> bool:
    """Nobody has the task, as far as the list tells."""
    return not (row.user_uid or row.user_name)


def received(row: CaseRow) -> date | None:
    """The day on which the task came to where it is."""
    return _day(row.delegated_at)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _has_user(row: CaseRow, user: str, _now: datetime) -> bool:
    return is_unclaimed(row) if user == NOBODY else row.user_uid == user


def _since(row: CaseRow, first: date, _now: datetime) -> bool:
    day = received(row)
    return day is not None and day >= first


def _until(row: CaseRow, last: date, _now: datetime) -> bool:
    day = received(row)
    return day is not None and day <= last


def _has_text(row: CaseRow, text: str, _now: datetime) -> bool:
    return text.casefold() in row.title.casefold() or text == str(row.number)


TESTS: Final[dict[str, Test]] = {
    "q": _has_text,
    "process": lambda row, uid, _now: row.process_uid == uid,
    "task": lambda row, uid, _now: row.task_uid == uid,
    "status": lambda row, status, _now: row.status == status,
    "user": _has_user,
    "from": _since,
    "to": _until,
    "due": is_due_in,
    "read": lambda row, read, _now: row.unread == (read == "unread"),
}


def filter_rows(
    rows: Iterable[CaseRow], filters: dict[str, object], now: datetime
) -> Sequence[CaseRow]:
    """The rows that pass all `filters`: names of `TESTS` and the wanted values.

    Days may be dates or, as JSON holds them, their text.
    """
    tests = [(TESTS[name], _wanted(name, value)) for name, value in filters.items()]
    return [row for row in rows if all(test(row, wanted, now) for test, wanted in tests)]


def _wanted(name: str, value: object) -> object:
    is_day = name in DAYS and isinstance(value, str) and value[:1].isdigit()
    return date.fromisoformat(str(value)) if is_day else value


def count_quick(rows: Sequence[CaseRow], now: datetime) -> dict[str, int]:
    """How many of all rows each quick filter would show."""
    return {
        "all": len(rows),
        "late": sum(is_due(row, "late", now) for row in rows),
        "risk": sum(is_due(row, "risk", now) for row in rows),
        "today": sum(is_due(row, "today", now) for row in rows),
        "unread": sum(row.unread for row in rows),
    }
