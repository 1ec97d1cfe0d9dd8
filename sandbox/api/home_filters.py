"""Parameters of the ``/home`` lists and what they select."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sandbox.engine.listing import fold
from sandbox.engine.records import Case, Delegation
from sandbox.errors import BadRequest
from sandbox.rest import Call

DEFAULT_LIMIT = 15
SORTS = ("APP_NUMBER", "DEL_TITLE", "PRO_TITLE")
CASE_STATUSES = ("DRAFT", "TO_DO", "COMPLETED", "CANCELED")
OPERATORS = re.compile(r'[-+<>()~*"]')
SHORTEST_WORD = 3
_WORD = re.compile(r"\w+")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Test: TypeAlias = Callable[[Delegation], bool]


@dataclass(frozen=True, slots=True)
class Window:
    """Page and order of a ``/home`` list; ``limit`` 0 counts as 15."""

    offset: int
    limit: int
    sort: str
    descending: bool

    def of(self, rows: list[Any]) -> list[Any]:
        return rows[self.offset : self.offset + self.limit]


def window(call: Call) -> Window:
    sort, _, direction = call.query.get("sort", "APP_NUMBER,DESC").partition(",")
    limit = call.query_int("limit", DEFAULT_LIMIT) or DEFAULT_LIMIT
    sort, direction = sort.upper() or SORTS[0], direction.upper() or "DESC"
    if sort not in SORTS:
        raise BadRequest(f"Order by column '{sort}' is not valid.")
    if direction not in ("ASC", "DESC"):
        raise BadRequest(f"Order direction '{direction}' is not valid.")
    return Window(max(call.query_int("offset", 0), 0), limit, sort, direction == "DESC")


def in_order(items: list[Delegation], order: Window) -> list[Delegation]:
    """Sorted by the window's column; equal ones by number and index."""
    items = sorted(items, key=lambda item: item.key, reverse=order.descending)
    if order.sort == "DEL_TITLE":
        items.sort(key=lambda item: fold(item.title), reverse=order.descending)
    elif order.sort == "PRO_TITLE":
        items.sort(key=lambda item: fold(item.case.process.title), reverse=order.descending)
    return items


def process_tests(call: Call) -> list[Test]:
    """``caseNumber``, ``category``, ``process``, ``filterCases``: of every list."""
    number, process = call.query_int("caseNumber", 0), call.query_int("process", 0)
    category = call.query_int("category", 0)
    tests: list[Test] = []
    if number:
        tests.append(lambda item: item.case.number == number)
    if process:
        tests.append(lambda item: item.case.process.id == process)
    if category:
        categories = call.sandbox.world.categories
        uids = {item.uid for item in categories.values() if item.id == category}
        tests.append(lambda item: item.case.process.category in uids)
    if call.query.get("filterCases"):
        chosen = _ranges(call.query["filterCases"])
        tests.append(lambda item: any(low <= item.case.number <= high for low, high in chosen))
    return tests


def task_tests(call: Call) -> list[Test]:
    """The filters of inbox, draft, unassigned and paused."""
    tests, query = process_tests(call), call.query
    task = call.query_int("task", 0)
    if task:
        tests.append(lambda item: item.task.id == task)
    if query.get("caseTitle"):
        words = query["caseTitle"]
        tests.append(lambda item: has_words(item.title, words))
    tests += _date_tests(call, "delegateFrom", "delegateTo", lambda item: item.delegated_at)
    review = query.get("reviewStatus", "").upper()
    if review not in ("", "READ", "UNREAD"):
        raise BadRequest(f"Inbox status '{review}' is not valid.")
    if review:
        tests.append(lambda item: (item.init_at is not None) == (review == "READ"))
    sender = call.query_int("sendBy", 0)
    if sender:
        tests.append(lambda item: _sent_by(call, item, sender))
    return tests


def case_tests(call: Call) -> list[Test]:
    """The filters of mycases and search."""
    tests, query = process_tests(call), call.query
    task = call.query_int("task", 0)
    if task:
        tests.append(lambda item: any(d.task.id == task for d in shown_threads(item.case)))
    if query.get("caseTitle"):
        words = query["caseTitle"]
        tests.append(lambda item: any(has_words(d.title, words) for d in shown_threads(item.case)))
    tests += _date_tests(call, "startCaseFrom", "startCaseTo", lambda item: item.case.created_at)
    tests += _date_tests(call, "finishCaseFrom", "finishCaseTo", lambda item: item.case.finished_at)
    return tests


def shown_threads(case: Case) -> list[Delegation]:
    """Open threads and the newest one."""
    return [item for item in case.delegations if item.status == "OPEN" or item.last]


def status_words(text: str) -> set[str]:
    """``caseStatuses`` as statuses of cases; an unknown word is refused."""
    found: set[str] = set()
    for word in filter(None, text.split(",")):
        if word not in (*CASE_STATUSES, "CANCELLED"):
            raise BadRequest(f"Case status '{word}' is not valid.")
        found.add("CANCELLED" if word == "CANCELED" else word)
    return found


def has_words(title: str, search: str) -> bool:
    """Full-text search in boolean mode: every whole word, none shorter than three letters."""
    present = set(_WORD.findall(fold(title)))
    wanted = _WORD.findall(fold(OPERATORS.sub("", search)))
    return all(len(word) >= SHORTEST_WORD and word in present for word in wanted)


def _ranges(text: str) -> list[tuple[int, int]]:
    """``1,3-5`` as pairs of first and last number; what is no number is left out."""
    found = []
    for part in text.split(","):
        low, _, high = part.strip().partition("-")
        if low.isdigit() and (high or low).isdigit():
            found.append((int(low), int(high or low)))
    return found


def _sent_by(call: Call, item: Delegation, user_id: int) -> bool:
    before = item.case.delegation(item.previous)
    user = call.sandbox.world.users.get(before.user_uid) if before else None
    return user is not None and user.id == user_id


def _date_tests(
    call: Call, first: str, last: str, moment: Callable[[Delegation], datetime | None]
) -> list[Test]:
    """From and to as days; both mean the day's first second, as the SQL does."""
    begins, ends = _day(call, first), _day(call, last)
    tests: list[Test] = []
    if begins:
        tests.append(lambda item: (at := moment(item)) is not None and at >= begins)
    if ends:
        tests.append(lambda item: (at := moment(item)) is not None and at <= ends)
    return tests


def _day(call: Call, name: str) -> datetime | None:
    text = call.query.get(name, "")
    if not text:
        return None
    day = call.sandbox.clock.parse(text) if _ISO_DATE.fullmatch(text) else None
    if day is None:
        raise BadRequest(f"The value '{text}' is not a valid date for the format 'Y-m-d'.")
    return day
