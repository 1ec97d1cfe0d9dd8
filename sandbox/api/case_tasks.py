"""``/cases/{app_uid}/tasks``: every task of the process and how far the case is."""

from typing import Any

from sandbox.engine.records import Case, Delegation
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.state import Sandbox
from sandbox.world.model import Task

NOT_STARTED = "Case not started yet"
NOT_FINISHED = "Not finished"
NOBODY = {"usr_uid": "", "usr_username": "", "usr_firstname": "", "usr_lastname": ""}


@route("GET", "/cases/{app_uid}/tasks")
def case_tasks(call: Call) -> list[dict[str, Any]]:
    """By task uid; a task once for each of its delegations. Nothing is checked."""
    uid = call.uid("app_uid", "appUid")
    case = call.sandbox.store.cases.get(uid)
    if case is None:
        raise BadRequest(f"The case with app_uid: {uid} does not exist.")
    rows = []
    for task in sorted(case.process.tasks, key=lambda task: task.uid):
        delegations = [item for item in case.delegations if item.task is task]
        holders = [item.user_uid for item in delegations] or [""]
        rows += [_task_row(call.sandbox, case, task, delegations, uid) for uid in holders]
    return rows


def _task_row(
    box: Sandbox, case: Case, task: Task, delegations: list[Delegation], user_uid: str
) -> dict[str, Any]:
    """``user_uid`` is of one delegation, the names are of the newest (as the join has it)."""
    routes = [route for route in case.process.routes if route.from_ == task.uid]
    names = _person(box, delegations[-1].user_uid if delegations else "")
    return {
        "tas_uid": task.uid,
        "tas_title": task.title,
        "tas_description": task.description,
        "tas_start": int(task.start),
        "tas_type": task.type,
        "tas_derivation": "NORMAL",
        "tas_assign_type": task.assign_type,
        **{key: value or "" for key, value in names.items()},
        "usr_uid": user_uid,
        "route": {
            "type": routes[0].type if routes else "",
            "to": [
                {
                    "rou_number": route.number,
                    "rou_condition": route.condition,
                    "tas_uid": route.to,
                }
                for route in sorted(routes, key=lambda route: route.number)
            ],
        },
        "delegations": [_delegation_row(box, item) for item in delegations],
        "status": _status(delegations),
    }


def _person(box: Sandbox, user_uid: str) -> dict[str, str | None]:
    user = box.world.users.get(user_uid)
    return {
        "usr_uid": user.uid if user else None,
        "usr_username": user.username if user else None,
        "usr_firstname": user.firstname if user else None,
        "usr_lastname": user.lastname if user else None,
    }


def _delegation_row(box: Sandbox, item: Delegation) -> dict[str, Any]:
    plain = box.clock.plain
    return {
        "del_index": item.index,
        "del_init_date": plain(item.init_at) if item.init_at else NOT_STARTED,
        "del_task_due_date": plain(item.due_at),
        "del_finish_date": plain(item.finished_at) if item.finished_at else NOT_FINISHED,
        "del_duration": _duration(item),
        **_person(box, item.user_uid),
    }


def _duration(item: Delegation) -> str:
    """``0 Hours 2 Minutes 1 Second`` from opening to finish."""
    if item.finished_at is None:
        return NOT_FINISHED
    seconds = int((item.finished_at - (item.init_at or item.delegated_at)).total_seconds())
    parts = (
        (seconds // 3600, "Hour"),
        (seconds % 3600 // 60, "Minute"),
        (seconds % 60, "Second"),
    )
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts)


def _status(delegations: list[Delegation]) -> str:
    """A paused task has a finish date and so counts as completed."""
    if not delegations:
        return "TASK_PENDING_NOT_EXECUTED"
    if any(item.finished_at is None for item in delegations):
        return "TASK_IN_PROGRESS"
    return "TASK_COMPLETED"
