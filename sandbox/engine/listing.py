"""Pages of delegations, as SQL over APP_CACHE_VIEW gives them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

from sandbox.engine.records import Delegation
from sandbox.engine.store import Bucket, Key
from sandbox.state import Sandbox

_LEADING_DIGITS = re.compile(r"\s*\d+")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

STATUS_LABELS = {
    "DRAFT": "Draft",
    "TO_DO": "To do",
    "COMPLETED": "Completed",
    "CANCELLED": "Canceled",
}


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a caller of a case list asks for. ``limit`` 0 or less = all."""

    start: int = 0
    limit: int = 0
    sort: str = ""
    descending: bool = True
    category: str = ""
    process: str = ""
    search: str = ""
    date_from: str = ""
    date_to: str = ""
    newer_than: str = ""
    older_than: str = ""
    status: str = ""
    only: str = ""
    """One of :data:`ONLY`; anything else filters nothing."""

    @property
    def first(self) -> int:
        return max(self.start, 0)

    @property
    def size(self) -> int | None:
        return self.limit if self.limit > 0 else None

    @property
    def filtered(self) -> bool:
        kinds = (self.category, self.process, self.search, self.status, self.only)
        return any((*kinds, self.date_from, self.date_to, self.newer_than, self.older_than))


@dataclass(slots=True)
class Page:
    """The rows of a page and the totals of the whole list."""

    rows: list[Delegation]
    row_count: int
    case_count: int


def page_of(box: Sandbox, source: Bucket | Iterable[Key], query: ListQuery) -> Page:
    """A page of ``source``, filtered and sorted; cheap where it is a bucket as it stands."""
    store, column = box.store, sort_column(query.sort)
    if isinstance(source, Bucket) and not query.filtered and column == "APP_NUMBER":
        keys = source.page(query.first, query.size, descending=query.descending)
        rows = [store.delegation(key) for key in keys]
        return Page(rows, len(source), source.case_count())
    wanted = matcher(box, query)
    found = [key for key in source if wanted(store.delegation(key))] if wanted else list(source)
    found.sort(reverse=query.descending)
    if column != "APP_NUMBER":
        value = sorter(box, column)
        found.sort(key=lambda key: value(store.delegation(key)), reverse=query.descending)
    end = None if query.size is None else query.first + query.size
    rows = [store.delegation(key) for key in found[query.first : end]]
    return Page(rows, len(found), len({number for number, _ in found}))


def matcher(box: Sandbox, query: ListQuery) -> Callable[[Delegation], bool] | None:
    """The filters of a query as one test; ``None`` where there is none."""
    tests: list[Callable[[Delegation], bool]] = []
    if query.process:
        tests.append(lambda item: item.case.process.uid == query.process)
    if query.category:
        tests.append(lambda item: item.case.process.category == query.category)
    if query.search:
        tests.append(_search_test(box, query.search))
    if query.status:
        tests.append(lambda item: item.case.status == query.status)
    if query.only in ONLY:
        tests.append(ONLY[query.only])
    tests += _date_tests(box, query)
    if len(tests) < 2:
        return tests[0] if tests else None
    return lambda item: all(test(item) for test in tests)


ONLY: dict[str, Callable[[Delegation], bool]] = {
    "read": lambda item: item.init_at is not None,
    "unread": lambda item: item.init_at is None,
    "started": lambda item: item.index == 1,
    "completed": lambda item: item.case.status == "COMPLETED",
}
"""The words of ``filter`` (Applications::getAll)."""


def _date_tests(box: Sandbox, query: ListQuery) -> list[Callable[[Delegation], bool]]:
    """All compare the date of the delegation; ``newer_than`` a day means after its midnight."""
    tests: list[Callable[[Delegation], bool]] = []
    begins, ends = _day(box, query.date_from), _day(box, query.date_to)
    newer, older = _day(box, query.newer_than), _day(box, query.older_than)
    if begins:
        tests.append(lambda item: item.delegated_at >= begins)
    if ends:
        after = ends + timedelta(days=1)
        tests.append(lambda item: item.delegated_at < after)
    if newer:
        tests.append(lambda item: item.delegated_at > newer)
    if older:
        tests.append(lambda item: item.delegated_at < older)
    return tests


def _day(box: Sandbox, text: str) -> datetime | None:
    return box.clock.parse(text[:10]) if _ISO_DATE.fullmatch(text[:10]) else None


def _search_test(box: Sandbox, search: str) -> Callable[[Delegation], bool]:
    pattern = _like(fold(search))
    tasks = {task.uid for task in box.world.tasks.values() if pattern(fold(task.title))}
    digits = _LEADING_DIGITS.match(search)
    number = int(digits.group()) if digits else 0

    def test(item: Delegation) -> bool:
        case = item.case
        if case.number == number or item.task.uid in tasks or case.uid == search:
            return True
        return bool(pattern(fold(case.title)))

    return test


def _like(text: str) -> Callable[[str], object]:
    """LIKE '%text%' with SQL's wildcards."""
    if "%" not in text and "_" not in text:
        return lambda value: text in value
    expression = re.escape(text).replace("%", ".*").replace("_", ".")
    return re.compile(expression, re.DOTALL).search


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """As MySQL's utf8_general_ci compares: no case, no accents."""
    plain = normalize("NFD", text)
    return "".join(letter for letter in plain if not combining(letter)).lower()


def sort_column(sort: str) -> str:
    """The column that a ``sort`` names; APP_NUMBER for everything unknown."""
    column = sort.upper().removeprefix("APP_CACHE_VIEW.")
    return column if column in DATE_COLUMNS or column in TEXT_COLUMNS else "APP_NUMBER"


DATE_COLUMNS: dict[str, Callable[[Delegation], datetime | int | None]] = {
    "DEL_DELEGATE_DATE": lambda item: item.delegated_at,
    "DEL_INIT_DATE": lambda item: item.init_at,
    "DEL_FINISH_DATE": lambda item: item.finished_at,
    "DEL_TASK_DUE_DATE": lambda item: item.due_at,
    "DEL_RISK_DATE": lambda item: item.risk_at,
    "APP_CREATE_DATE": lambda item: item.case.created_at,
    "APP_UPDATE_DATE": lambda item: item.case.updated_at,
    "APP_FINISH_DATE": lambda item: item.case.finished_at,
    "DEL_INDEX": lambda item: item.index,
}

TEXT_COLUMNS: dict[str, Callable[[Sandbox, Delegation], str]] = {
    "APP_TITLE": lambda _, item: item.case.title,
    "APP_PRO_TITLE": lambda _, item: item.case.process.title,
    "APP_TAS_TITLE": lambda _, item: item.task.title,
    "APP_STATUS": lambda _, item: item.case.status,
    "APP_CURRENT_USER": lambda box, item: user_list_name(box, item.user_uid),
    "APP_DEL_PREVIOUS_USER": lambda box, item: user_list_name(box, previous_user(item)),
    "DEL_THREAD_STATUS": lambda _, item: item.status,
    "DEL_PRIORITY": lambda _, item: str(item.priority),
    "APP_UID": lambda _, item: item.case.uid,
    "PRO_UID": lambda _, item: item.case.process.uid,
    "TAS_UID": lambda _, item: item.task.uid,
}


def sorter(box: Sandbox, column: str) -> Callable[[Delegation], Any]:
    """The sort key of a column; empty dates come first, as NULL does."""
    if column in TEXT_COLUMNS:
        text = TEXT_COLUMNS[column]
        return lambda item: fold(text(box, item))
    moment = DATE_COLUMNS[column]
    return lambda item: (moment(item) is not None, moment(item))


def previous_user(item: Delegation) -> str:
    """The uid of who had the previous delegation, "" for the first."""
    before = item.case.delegation(item.previous)
    return before.user_uid if before else ""


def user_list_name(box: Sandbox, user_uid: str) -> str:
    user = box.world.users.get(user_uid)
    return user.list_name if user else ""


def unassigned_buckets(box: Sandbox, user_uid: str) -> list[Bucket]:
    """The buckets of the self-service tasks whose pool holds the user."""
    groups = box.world.groups_of(user_uid)
    return [
        box.store.bucket("unclaimed", task.uid)
        for task in box.world.tasks.values()
        if task.assign_type == "SELF_SERVICE"
        and (task.group_variable or user_uid in task.users or groups & set(task.groups))
    ]


def unassigned_keys(box: Sandbox, user_uid: str) -> Bucket | list[Key]:
    """What a user may claim: tasks of his pools, and cases whose variable names him."""
    mine = {user_uid, *box.world.groups_of(user_uid)}
    keys: list[Key] = []
    buckets = [bucket for bucket in unassigned_buckets(box, user_uid) if len(bucket)]
    for bucket in buckets:
        if not _by_value(box, bucket):
            if len(buckets) == 1:
                return bucket
            keys += bucket
        else:
            keys += [key for key in bucket if _may_see(box, key, mine)]
    return keys


def _by_value(box: Sandbox, bucket: Bucket) -> bool:
    first = next(iter(bucket))
    return bool(box.store.delegation(first).task.group_variable)


def _may_see(box: Sandbox, key: Key, mine: set[str]) -> bool:
    candidates = box.store.delegation(key).candidates
    return candidates is None or not mine.isdisjoint(candidates)


def may_claim(box: Sandbox, item: Delegation, user_uid: str) -> bool:
    """Whether the user belongs to those to whom a self-service task is open."""
    groups = box.world.groups_of(user_uid)
    if item.candidates is not None:
        return not {user_uid, *groups}.isdisjoint(item.candidates)
    return user_uid in item.task.users or bool(groups & set(item.task.groups))
