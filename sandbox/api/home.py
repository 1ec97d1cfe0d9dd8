"""``/home``: the task lists and counters of 3.8 (numeric ids, upper-case keys)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.api.home_filters import Test, in_order, task_tests, window
from sandbox.api.home_rows import (
    COLOR_LABELS,
    DRAFT,
    ON_TIME,
    PAUSED,
    UNASSIGNED,
    draft_row,
    task_color,
    task_row,
    user_info,
)
from sandbox.engine.listing import unassigned_keys
from sandbox.engine.records import Delegation
from sandbox.engine.store import Bucket, Key
from sandbox.rest import Call, route
from sandbox.state import Sandbox
from sandbox.world.model import User

PERMISSION = "PM_CASES"


@dataclass(frozen=True, slots=True)
class TaskList:
    """One list of tasks: its rows' source, colour and shape, and its folder's name."""

    keys: Callable[[Sandbox, str], Bucket | list[Key]]
    color: int
    folder: str
    row: Callable[[Sandbox, Delegation, int, User | None], dict[str, Any]] = task_row


def _bucket(kind: str) -> Callable[[Sandbox, str], Bucket | list[Key]]:
    return lambda box, user_uid: box.store.bucket(kind, user_uid)


LISTS = {
    "todo": TaskList(_bucket("inbox"), ON_TIME, "Inbox"),
    "inbox": TaskList(_bucket("inbox"), ON_TIME, "Inbox"),
    "draft": TaskList(_bucket("draft"), DRAFT, "Draft", draft_row),
    "unassigned": TaskList(unassigned_keys, UNASSIGNED, "Unassigned"),
    "paused": TaskList(_bucket("paused_by"), PAUSED, "Paused"),
}


def task_page(call: Call, name: str) -> dict[str, Any]:
    """The asked page of a list and how many rows there are."""
    box, task_list, order = call.sandbox, LISTS[name], window(call)
    keys, tests = task_list.keys(box, call.user_uid), task_tests(call)
    if isinstance(keys, Bucket) and not tests and order.sort == "APP_NUMBER":
        chosen = keys.page(order.offset, order.limit, descending=order.descending)
        rows, total = [box.store.delegation(key) for key in chosen], len(keys)
    else:
        found = _matching(box, keys, tests)
        rows, total = order.of(in_order(found, order)), len(found)
    data = [task_list.row(box, item, task_list.color, _person(call, name, item)) for item in rows]
    return {"data": data, "total": total}


def _matching(box: Sandbox, keys: Iterable[Key], tests: list[Test]) -> list[Delegation]:
    items = map(box.store.delegation, keys)
    return [item for item in items if all(test(item) for test in tests)]


def _person(call: Call, name: str, item: Delegation) -> User | None:
    """Whom the row names: the holder, in the paused list who paused it."""
    uid = call.user_uid if name == "paused" else item.user_uid
    return call.sandbox.world.users.get(uid)


def _register(name: str) -> None:
    @route("GET", f"/home/{name}", permission=PERMISSION)
    def listed(call: Call) -> dict[str, Any]:
        return task_page(call, name)


for list_name in LISTS:
    _register(list_name)


def task_count(call: Call, name: str) -> int:
    """How many tasks a folder's counter tells; drafts by their creator, paused ones too."""
    box, user_uid = call.sandbox, call.user_uid
    if name == "draft":
        return len(box.store.bucket("own_draft", user_uid))
    keys = LISTS[name].keys(box, user_uid)
    return len(keys)


@route("GET", "/home/tasks/counter", permission=PERMISSION)
def task_counters(call: Call) -> dict[str, int]:
    return {name: task_count(call, name) for name in ("todo", "draft", "paused", "unassigned")}


@route("GET", "/home/{task}/counter", permission=PERMISSION)
def one_task_counter(call: Call) -> Any:
    name = call.params["task"]
    if name not in ("inbox", "draft", "paused", "unassigned"):
        return []
    count, folder = task_count(call, name), LISTS[name].folder
    return {"label": f"Number of Tasks in the {folder} Folder:{count}", "total": count}


@route("GET", "/home/tasks/highlight", permission=PERMISSION)
def highlights(call: Call) -> list[dict[str, Any]]:
    items = {
        "CASES_CANCELLED": False,
        "CASES_COMPLETED": False,
        "CASES_DRAFT": task_count(call, "draft") > 0,
        "CASES_INBOX": task_count(call, "inbox") > 0,
        "CASES_SENT": False,
        "CASES_PAUSED": task_count(call, "paused") > 0,
        "CASES_SELFSERVICE": task_count(call, "unassigned") > 0,
    }
    return [{"item": item, "highlight": value} for item, value in items.items()]


@route("GET", "/home/{app_number}/pending-tasks", permission=PERMISSION)
def pending_tasks(call: Call) -> list[dict[str, Any]]:
    """Open and paused tasks of any case."""
    number = call.params["app_number"]
    case = call.sandbox.store.by_number.get(int(number)) if number.isdigit() else None
    if case is None:
        return []
    return [_pending_row(call.sandbox, item) for item in case.open_delegations()]


def _pending_row(box: Sandbox, item: Delegation) -> dict[str, Any]:
    user, paused = box.world.users.get(item.user_uid), item.status == "PAUSED"
    color = task_color(item.due_at, box.clock.now(), PAUSED if paused else ON_TIME)
    return {
        "TAS_TITLE": item.task.title,
        "TAS_ASSIGN_TYPE": item.task.assign_type,
        "DEL_TITLE": item.title,
        "DEL_THREAD_STATUS": item.status,
        "USR_UID": item.user_uid,
        "USR_ID": str(user.id) if user else "0",
        "DEL_TASK_DUE_DATE": box.clock.plain(item.due_at),
        "APP_UID": item.case.uid,
        "DEL_INDEX": str(item.index),
        "PRO_UID": item.case.process.uid,
        "TAS_UID": item.task.uid,
        "TAS_COLOR": color,
        "TAS_COLOR_LABEL": COLOR_LABELS[color],
        "UNASSIGNED": item.task.assign_type == "SELF_SERVICE",
        "user_tooltip": user_info(box, item.user_uid),
        "USR_USERNAME": user.username if user else "",
        "USR_LASTNAME": user.lastname if user else "",
        "USR_FIRSTNAME": user.firstname if user else "",
    }
