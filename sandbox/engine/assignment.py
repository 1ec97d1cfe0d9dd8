"""Who gets the next task (Derivation::getNextAssignedUser)."""

from dataclasses import dataclass
from typing import Any

from sandbox.engine.records import Case
from sandbox.errors import BadRequest
from sandbox.state import Sandbox
from sandbox.world.model import Task


@dataclass(frozen=True, slots=True)
class Assignee:
    """A person, or "" with the candidates of a value-based self-service."""

    user_uid: str
    candidates: tuple[str, ...] | None = None


def next_assignee(box: Sandbox, case: Case, task: Task, by_user: str) -> Assignee:
    """Whom the task's rule names; raises ``BadRequest`` where it names nobody."""
    match task.assign_type:
        case "SELF_SERVICE":
            return Assignee("", _candidates(box, case, task))
        case "EVALUATE":
            return Assignee(_named_by_variable(box, case, task))
        case "REPORT_TO":
            return Assignee(_manager(box, by_user))
    return Assignee(_next_in_turn(box, task))


def _next_in_turn(box: Sandbox, task: Task) -> str:
    """By uid: the first after the last one, never the first of the list but by wrapping."""
    pool = box.world.pool(task)
    if not pool:
        raise BadRequest("The task doesn't have any users.")
    last = box.store.last_assigned.get(task.uid, "")
    return next((uid for uid in pool[1:] if uid > last), pool[0])


def _named_by_variable(box: Sandbox, case: Case, task: Task) -> str:
    name = task.assign_variable.removeprefix("@@")
    value = case.variables.get(name)
    if value is None:
        raise BadRequest(_no_valid_user(name) + " or this variable doesn't exist.")
    if value == "" or str(value) not in box.world.users:
        raise BadRequest(_no_valid_user(name) + ".")
    return str(value)


def _no_valid_user(name: str) -> str:
    return f"Task doesn't have a valid user in variable {name}"


def _manager(box: Sandbox, user_uid: str) -> str:
    user = box.world.users.get(user_uid)
    manager = str(user.record.get("usr_reports_to", "")) if user else ""
    if manager not in box.world.users:
        raise BadRequest(
            "The current user does not have a valid Reports To user. "
            "Please contact the administrator."
        )
    return manager


def _candidates(box: Sandbox, case: Case, task: Task) -> tuple[str, ...] | None:
    if not task.group_variable:
        return None
    named = named_uids(task, case)
    if not any(uid in box.world.users or uid in box.world.groups for uid in named):
        name = _group_variable(task)
        raise BadRequest(_no_valid_user(name) + " or this variable doesn't exist.")
    return named


def named_uids(task: Task, case: Case) -> tuple[str, ...]:
    """Users and groups in the variable of a value-based self-service; text counts as one."""
    value: Any = case.variables.get(_group_variable(task))
    if isinstance(value, dict):
        value = list(value.values())
    items = value if isinstance(value, list) else [value]
    return tuple(str(item).strip() for item in items if item)


def _group_variable(task: Task) -> str:
    return task.group_variable.strip(" @#")
