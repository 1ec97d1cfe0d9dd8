"""``/home/mycases``, ``/home/search`` and their counters."""

from collections.abc import Iterable
from typing import Any

from sandbox.api.home_filters import case_tests, in_order, status_words, window
from sandbox.api.home_rows import my_case_row, search_row
from sandbox.engine.records import Case, Delegation
from sandbox.rest import Call, route
from sandbox.state import Sandbox

PERMISSION = "PM_CASES"
COUNTER_TITLES = {
    "STARTED": "Started by Me",
    "IN_PROGRESS": "In Progress",
    "COMPLETED": "Completed",
    "SUPERVISING": "Supervising",
}


def _took_part(box: Sandbox, user_uid: str, kind: str) -> Iterable[Delegation]:
    return map(box.store.delegation, box.store.bucket(kind, user_uid))


def started(box: Sandbox, user_uid: str) -> list[Delegation]:
    """The first delegations that are the user's."""
    return [item for item in _took_part(box, user_uid, "participated") if item.index == 1]


def in_progress(box: Sandbox, user_uid: str) -> list[Delegation]:
    """His first delegation in every running case."""
    found = _took_part(box, user_uid, "participated")
    return [item for item in found if item.case.status == "TO_DO"]


def completed(box: Sandbox, user_uid: str) -> list[Delegation]:
    """The last delegations of the completed cases in which he took part."""
    found = _took_part(box, user_uid, "participated")
    return [item.case.delegations[-1] for item in found if item.case.status == "COMPLETED"]


def supervised_cases(box: Sandbox, user_uid: str) -> list[Case]:
    """Running cases with an open thread in the processes that he supervises."""
    found: dict[int, Case] = {}
    for process in box.world.processes.values():
        if box.world.supervises(user_uid, process):
            for key in box.store.bucket("open", process.uid):
                item = box.store.delegation(key)
                if item.case.status == "TO_DO":
                    found[item.case.number] = item.case
    return list(found.values())


def supervising(box: Sandbox, user_uid: str) -> list[Delegation]:
    return [case.delegations[-1] for case in supervised_cases(box, user_uid)]


LISTS = {
    "STARTED": started,
    "IN_PROGRESS": in_progress,
    "COMPLETED": completed,
    "SUPERVISING": supervising,
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
    found = [
        item
        for item in LISTS[name](box, call.user_uid)
        if (not wanted or item.case.status in wanted) and all(test(item) for test in tests)
    ]
    rows = order.of(in_order(found, order))
    watched = name == "SUPERVISING"
    data = [my_case_row(box, item, supervising=watched) for item in rows]
    return {"data": data, "total": _total(name, found, call.user_uid)}


def _total(name: str, found: list[Delegation], user_uid: str) -> int:
    """Of completed cases only those count whose last task was the caller's."""
    if name == "COMPLETED":
        return sum(item.user_uid == user_uid for item in found)
    if name == "SUPERVISING":
        return sum(any(d.status == "OPEN" for d in item.case.delegations) for item in found)
    return len(found)


def _counters(call: Call) -> list[dict[str, Any]]:
    box, user_uid = call.sandbox, call.user_uid
    counts = {name: len(LISTS[name](box, user_uid)) for name in COUNTER_TITLES}
    open_cases = supervised_cases(box, user_uid)
    counts["SUPERVISING"] = sum(
        any(item.status == "OPEN" for item in case.delegations) for case in open_cases
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
        numbers = sorted(box.store.by_number, reverse=order.descending)
        cases = [box.store.by_number[number] for number in order.of(numbers)]
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
