"""extraRest 1.3: case lists of any user, review, counters. Keys are upper-case."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from sandbox.api.case_lists import (
    SOURCES,
    CaseListSource,
    case_list,
    list_query,
    participated_source,
)
from sandbox.engine.records import CaseState
from sandbox.engine.store import Key
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.state import Sandbox
from sandbox.world.model import JsonObject

SQL_ERRORS = Path(__file__).with_name("extrarest_sql_errors.json")
ONESELF = "0" * 32
ACTIONS = (
    "todo",
    "draft",
    "sent",
    "unassigned",
    "paused",
    "completed",
    "cancelled",
    "search",
    "simple_search",
    "to_revise",
    "to_reassign",
    "all",
    "gral",
    "default",
)
LIST_OF_ACTION = {
    "todo": "",
    "gral": "",
    "default": "",
    "draft": "/draft",
    "sent": "/participated",
    "all": "/participated",
    "unassigned": "/unassigned",
    "paused": "/paused",
}
ACTION_OF_STATUS = {
    "TO_DO": "todo",
    "DRAFT": "draft",
    "PAUSED": "paused",
    "COMPLETED": "completed",
    "CANCELLED": "cancelled",
}
"""The list that a search for a status really is (Applications::getAll)."""


@route("GET", "/extrarest/cases/user/{usr_uid}", plugin=True)
def list_cases(call: Call) -> JsonObject:
    """Of another user with PM_ALLCASES; a uid of zeros is oneself."""
    user_uid = _user(call, call.uid("usr_uid"), "access another user's cases")
    if not call.can("PM_CASES"):
        raise BadRequest("Logged-in user needs the PM_CASES permission in role.")
    action = call.query.get("action", "todo")
    if action not in ACTIONS:
        raise BadRequest(
            f"Invalid value specified for `action`. Expected one of ({','.join(ACTIONS)})."
        )
    asked, status = call.query, call.query.get("app_status", "")
    query = replace(
        list_query(call),
        date_from=asked.get("date_from", ""),
        date_to=asked.get("date_to", ""),
        newer_than=asked.get("newer_than", ""),
        older_than=asked.get("older_than", ""),
        only=asked.get("filter", ""),
        status=status if action == "sent" else "",
    )
    if asked.get("paged") == "0":
        query = replace(query, start=0, limit=0)
    if action == "search":
        action = ACTION_OF_STATUS.get(status, action)
    rows, total = case_list(call, _source(call.sandbox, user_uid, action), query)
    return {"totalCount": total, "data": [_upper(row) for row in rows]}


def _user(call: Call, user_uid: str, what: str) -> str:
    if user_uid in (ONESELF, call.user_uid):
        return call.user_uid
    if not call.can("PM_ALLCASES"):
        raise BadRequest(f"Logged-in user needs the PM_ALLCASES permission to {what}.")
    return user_uid


def _source(box: Sandbox, user_uid: str, action: str) -> CaseListSource:
    match action:
        case "completed":
            return _ended(box, user_uid, "COMPLETED")
        case "cancelled":
            return _ended(box, user_uid, "CANCELLED")
        case "search" | "simple_search":
            return CaseListSource(_searchable(box, user_uid), previous=False)
        case "to_revise":
            return CaseListSource(review_keys(box, user_uid), counts_rows=True)
        case "to_reassign":
            return CaseListSource(_reassignable(box, user_uid), counts_rows=True)
    return SOURCES[LIST_OF_ACTION[action]](box, user_uid)


def _ended(box: Sandbox, user_uid: str, status: CaseState) -> CaseListSource:
    """Completed: every case that he took part in; cancelled: those that he held then."""
    keys = []
    for key in participated_source(box, user_uid).keys:
        item = box.store.delegation(key)
        if item.case.status == status and (status == "COMPLETED" or item.last):
            keys.append(key)
    return CaseListSource(keys, previous=False)


def _searchable(box: Sandbox, user_uid: str) -> list[Key]:
    """What the search would find of the user's own."""
    mine = box.store.bucket("took_part", user_uid)
    return [key for key in mine if ("search", "") in box.store.delegation(key).buckets]


def review_keys(box: Sandbox, user_uid: str) -> list[Key]:
    """Open tasks of routed cases in the processes that the user supervises."""
    keys: list[Key] = []
    for process in box.world.processes.values():
        if box.world.supervises(user_uid, process):
            bucket = box.store.bucket("open", process.uid)
            keys += [key for key in bucket if _is_open(box, key)]
    return sorted(keys)


def _is_open(box: Sandbox, key: Key) -> bool:
    item = box.store.delegation(key)
    return item.status == "OPEN" and item.case.status == "TO_DO"


def _reassignable(box: Sandbox, user_uid: str) -> list[Key]:
    """Tasks that somebody holds; with PM_REASSIGNCASE_SUPERVISOR only where one supervises."""
    if box.world.has_permission(user_uid, "PM_REASSIGNCASE"):
        keys = [key for key in box.store.bucket("search", "TO_DO") if _is_open(box, key)]
    elif box.world.has_permission(user_uid, "PM_REASSIGNCASE_SUPERVISOR"):
        keys = review_keys(box, user_uid)
    else:
        keys = []
    return [key for key in keys if box.store.delegation(key).user_uid]


@route("GET", "/extrarest/cases/review", plugin=True)
def review(call: Call) -> list[JsonObject]:
    """A bare list; ``limit`` and filters work, a total there is none."""
    if not call.can("PM_SUPERVISOR"):
        raise BadRequest("Logged-in user lacks the PM_SUPERVISOR permission in role.")
    source = CaseListSource(review_keys(call.sandbox, call.user_uid))
    rows, _ = case_list(call, source, list_query(call))
    return [_upper(row) for row in rows]


def _upper(row: JsonObject) -> JsonObject:
    return {key.upper(): value for key, value in row.items()}


@route("GET", "/extrarest/cases/counters", plugin=True)
def counters(call: Call) -> JsonObject:
    """``to_reassign`` is the word itself."""
    what = "access the case counters of other users"
    user_uid = _user(call, call.query.get("usr_uid") or call.user_uid, what)
    box = call.sandbox

    def count(action: str) -> int:
        source = _source(box, user_uid, action)
        keys = list(source.keys)
        return len(keys) if source.counts_rows else len({number for number, _ in keys})

    return {
        "to_do": count("todo"),
        "draft": count("draft"),
        "cancelled": count("cancelled"),
        "sent": count("sent"),
        "paused": count("paused"),
        "completed": count("completed"),
        "selfservice": count("unassigned"),
        "to_revise": count("to_revise"),
        "to_reassign": "to_reassign",
    }


def _register(name: str) -> None:
    @route("GET", f"/extrarest/{name}", plugin=True)
    def broken(call: Call) -> None:
        if not call.can("PM_ALLCASES"):
            raise BadRequest("Logged-in user lacks the PM_ALLCASES permission in role.")
        raise BadRequest(_sql_errors()[name])


@cache
def _sql_errors() -> dict[str, str]:
    """The syntax errors that the plugin's own SQL gives."""
    errors: dict[str, str] = json.loads(SQL_ERRORS.read_text("utf-8"))
    return errors


for broken_name in ("cases/all/open", "cases/all/reassignments"):
    _register(broken_name)
