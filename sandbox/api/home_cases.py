"""``/home/mycases``, ``/home/search`` and their counters."""

from collections.abc import Callable, Iterable
from typing import Any

from sandbox.api.home_filters import Window, case_tests, in_order, status_words, window
from sandbox.api.home_rows import my_case_row, search_row
from sandbox.engine.records import Case, Delegation
from sandbox.engine.store import Bucket, Key
from sandbox.rest import Call, route
from sandbox.state import Sandbox

PERMISSION = "PM_CASES"
COUNTER_TITLES = {
    "STARTED": "Started by Me",
    "IN_PROGRESS": "In Progress",
    "COMPLETED": "Completed",
    "SUPERVISING": "Supervising",
}


def _bucket(kind: str) -> Callable[[Sandbox, str], Bucket]:
    return lambda box, user_uid: box.store.bucket(kind, user_uid)


def supervised(box: Sandbox, user_uid: str) -> list[Key]:
    """The open tasks of running cases in the processes that he supervises."""
    found: list[Key] = []
    for process in box.world.processes.values():
        if box.world.supervises(user_uid, process):
            found += box.store.bucket("running", process.uid)
    return found


LISTS: dict[str, Callable[[Sandbox, str], Bucket | list[Key]]] = {
    "STARTED": _bucket("started"),
    "IN_PROGRESS": _bucket("in_progress"),
    "COMPLETED": _bucket("completed"),
    "SUPERVISING": supervised,
}


@route("GET", "/home/mycases", permission=PERMISSION)
def my_cases(call: Call) -> Any:
    """By ``filter``; an unknown one gives an empty list instead of an object."""
    order, tests = window(call), case_tests(call)
    name = call.query.get("filter", "IN_PROGRESS")
    if name not in LISTS:
        return []
    box = call.sandbox
    wanted = status_words(call.query.get("caseStatus", ""))
    keys = LISTS[name](box, call.user_uid)
    if isinstance(keys, Bucket) and not tests and not wanted and _by_number(name, order):
        chosen = keys.page(order.offset, order.limit, descending=order.descending)
        rows, total = [box.store.delegation(key) for key in chosen], len(keys)
    else:
        found = [
            item
            for item in _shown(box, name, keys)
            if (not wanted or item.case.status in wanted) and all(test(item) for test in tests)
        ]
        rows, total = order.of(in_order(found, order)), _total(name, found, call.user_uid)
    watched = name == "SUPERVISING"
    data = [my_case_row(box, item, supervising=watched) for item in rows]
    return {"data": data, "total": total}


def _by_number(name: str, order: Window) -> bool:
    """Whether a page of the bucket is a page of the list as it stands."""
    return name in ("STARTED", "IN_PROGRESS") and order.sort == "APP_NUMBER"


def _shown(box: Sandbox, name: str, keys: Iterable[Key]) -> list[Delegation]:
    """The delegation that stands for each case: the newest one of completed and supervised."""
    if name in ("STARTED", "IN_PROGRESS"):
        return [box.store.delegation(key) for key in keys]
    return [box.store.by_number[number].delegations[-1] for number in {key[0] for key in keys}]


def _total(name: str, found: list[Delegation], user_uid: str) -> int:
    """Of completed cases only those count whose last task was the caller's."""
    if name == "COMPLETED":
        return sum(item.user_uid == user_uid for item in found)
    return len(found)


def _counters(call: Call) -> list[dict[str, Any]]:
    box, user_uid = call.sandbox, call.user_uid
    counts = {name: len(LISTS[name](box, user_uid)) for name in COUNTER_TITLES}
    counts["SUPERVISING"] = sum(
        box.store.bucket("running", process.uid).case_count()
        for process in box.world.processes.values()
        if box.world.supervises(user_uid, process)
    )
    return [
        {"id": name, "title": title, "counter": counts[name]}
        for name, title in COUNTER_TITLES.items()
    ]


@route("GET", "/home/counters", permission=PERMISSION)
def counters(call: Call) -> list[dict[str, Any]]:
    return _counters(call)


@route("GET", "/home/mycases/counters", permission=PERMISSION)
def my_case_counters(call: Call) -> list[dict[str, Any]]:
    return _counters(call)


@route("GET", "/home/search", permission="PM_ALLCASES")
def search(call: Call) -> dict[str, Any]:
    """Every case; the total is always 0."""
    box, order, tests = call.sandbox, window(call), case_tests(call)
    wanted = status_words(call.query.get("caseStatuses", ""))
    if not tests and not wanted and not _people(call) and order.sort == "APP_NUMBER":
        numbers = list(box.store.by_number)
        cases = [box.store.by_number[number] for number in order.of(_ordered(numbers, order))]
        return {"data": [search_row(box, case) for case in cases], "total": 0}
    people = _people(call)
    found = [
        case.delegations[-1]
        for case in box.store.cases.values()
        if (not wanted or case.status in wanted)
        and all(test(case.delegations[-1]) for test in tests)
        and _concerns(box, case, people)
    ]
    rows = order.of(in_order(found, order))
    return {"data": [search_row(box, item.case) for item in rows], "total": 0}


def _ordered(numbers: list[int], order: Window) -> list[int]:
    """Case numbers in order; they are taken in ascending order."""
    return numbers[::-1] if order.descending else numbers


def _people(call: Call) -> dict[str, int]:
    names = ("user", "startedBy", "completedBy")
    return {name: value for name in names if (value := call.query_int(name, 0))}


def _concerns(box: Sandbox, case: Case, people: dict[str, int]) -> bool:
    """Current or last holder, who started, who completed: by numeric user ids."""

    def is_user(user_uid: str, user_id: int) -> bool:
        user = box.world.users.get(user_uid)
        return user is not None and user.id == user_id

    holders = [d.user_uid for d in case.delegations if d.status == "OPEN" or d.last]
    last = case.delegations[-1].user_uid if case.status == "COMPLETED" else ""
    who = {"user": holders, "startedBy": [case.delegations[0].user_uid], "completedBy": [last]}
    return all(any(is_user(uid, wanted) for uid in who[name]) for name, wanted in people.items())
