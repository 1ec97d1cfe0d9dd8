"""``/lists``: the lists of earlier releases, whose tables 3.8 no longer fills.

Only the unassigned one has rows, and even its ``/total`` counts an empty table.
"""

from typing import Any

from sandbox.engine.listing import fold, unassigned_keys
from sandbox.engine.records import Delegation
from sandbox.rest import Call, route
from sandbox.state import Sandbox
from sandbox.world.model import JsonObject

DEFAULT_LIMIT = 25
UNASSIGNED = "/lists/unassigned"
DEFAULT_SORTS = {
    "/lists": "app_update_date",
    "/lists/inbox": "app_update_date",
    "/lists/my-inbox": "app_update_date",
    UNASSIGNED: "app_update_date",
    "/lists/paused": "app_paused_date",
    "/lists/completed": "app_update_date",
    "/lists/canceled": "app_canceled_date",
    "/lists/participated": "app_update_date",
    "/lists/participated-last": "app_update_date",
    "/lists/participated-history": "",
}


def _filters(call: Call, default_sort: str) -> JsonObject:
    query = call.query
    direction = query.get("dir", "").lower()
    return {
        "start": abs(call.query_int("start", 0)),
        "limit": abs(call.query_int("limit", 0)) or DEFAULT_LIMIT,
        "sort": query.get("sort", default_sort).lower(),
        "dir": direction if direction in ("asc", "desc") else "desc",
        "cat_uid": query.get("category", ""),
        "pro_uid": query.get("process", ""),
        "search": query.get("search", ""),
        "date_from": query.get("date_from", "")[:10],
        "date_to": query.get("date_to", "")[:10],
    }


def _register(path: str, sort: str) -> None:
    @route("GET", path)
    def old_list(call: Call) -> Any:
        filters = _filters(call, sort)
        rows, total = _unassigned(call, filters) if path == UNASSIGNED else ([], 0)
        if call.query.get("paged", "true").lower() in ("false", "0"):
            return rows
        return {"filters": filters, "data": rows, "totalCount": total}

    @route("GET", f"{path}/total")
    def nothing(_: Call) -> int:
        return 0


for list_path, sort_column in DEFAULT_SORTS.items():
    _register(list_path, sort_column)


def _unassigned(call: Call, filters: JsonObject) -> tuple[list[JsonObject], str]:
    """By uid of the case when nothing else is asked for; the total minds the search alone."""
    box = call.sandbox
    items = [box.store.delegation(key) for key in unassigned_keys(box, call.user_uid)]
    items = [item for item in items if item.case.delegation(item.previous)]
    if filters["search"]:
        items = [item for item in items if fold(filters["search"]) in fold(_searched(item))]
    total = str(len(items))
    if filters["cat_uid"]:
        items = [item for item in items if item.case.process.category == filters["cat_uid"]]
    if filters["pro_uid"]:
        items = [item for item in items if item.case.process.uid == filters["pro_uid"]]
    if filters["sort"] == "app_number":
        items.sort(key=lambda item: item.key, reverse=filters["dir"] == "desc")
    else:
        items.sort(key=lambda item: item.case.uid)
    page = items[filters["start"] : filters["start"] + filters["limit"]]
    return [_row(box, item) for item in page], total


def _searched(item: Delegation) -> str:
    return "\n".join((item.title, item.task.title, item.case.process.title))


def _row(box: Sandbox, item: Delegation) -> JsonObject:
    case, clock = item.case, box.clock
    row: JsonObject = {
        "APP_NUMBER": str(case.number),
        "DEL_INDEX": str(item.index),
        "APP_UID": case.uid,
        "TAS_UID": item.task.uid,
        "PRO_UID": case.process.uid,
        "DEL_DELEGATE_DATE": clock.shown(item.delegated_at),
        "DEL_TASK_DUE_DATE": clock.shown(item.due_at),
        "DEL_PRIORITY": str(item.priority),
        "DEL_PREVIOUS": str(item.previous),
        "APP_TITLE": item.title,
        "TAS_TITLE": item.task.title,
        "APP_UPDATE_DATE": clock.shown(case.updated_at),
        "PRO_TITLE": case.process.title,
        **_sender(box, item),
    }
    return {**row, "APP_TAS_TITLE": item.task.title, "APP_PRO_TITLE": case.process.title}


def _sender(box: Sandbox, item: Delegation) -> JsonObject:
    """Who sent it, under both prefixes; nobody has no names at all."""
    before = item.case.delegation(item.previous)
    user = box.world.users.get(before.user_uid) if before else None
    if user is None:
        return {"USR_ID": "0"}
    values = {
        "UID": user.uid,
        "USERNAME": user.username,
        "FIRSTNAME": user.firstname,
        "LASTNAME": user.lastname,
    }
    sender: JsonObject = {"USR_ID": str(user.id)}
    for key, value in values.items():
        sender |= {f"DEL_PREVIOUS_USR_{key}": value, f"PREVIOUS_USR_{key}": value}
    return sender
