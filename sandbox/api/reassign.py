"""Handing tasks over: reassign one, reassign many, who may get it."""

from typing import Any

from sandbox.api.loading import is_case_supervisor, unavailable
from sandbox.engine import actions
from sandbox.engine.assignment import named_uids
from sandbox.engine.records import Case, Delegation
from sandbox.errors import BadRequest, Forbidden, PhpFatal
from sandbox.php import json_body
from sandbox.rest import Call, route
from sandbox.state import Sandbox
from sandbox.world.model import Process, Task, User

REST_FILE = "workflow/engine/src/ProcessMaker/Services/Api/Cases.php"
MODEL_FILE = "workflow/engine/src/ProcessMaker/BusinessModel/Cases.php"
MOVED_ON = (
    "The case has already been routed or assigned to another person. "
    "Try to open the case again to reassign it."
)


def may_reassign(call: Call, process: Process | None) -> bool:
    """PM_REASSIGNCASE, or PM_REASSIGNCASE_SUPERVISOR in a process that one supervises."""
    if call.can("PM_REASSIGNCASE"):
        return True
    if process is None or not call.can("PM_REASSIGNCASE_SUPERVISOR"):
        return False
    return call.sandbox.world.supervises(call.user_uid, process)


@route("PUT", "/cases/{app_uid}/reassign-case")
async def reassign_case(call: Call) -> None:
    """Close the source's index, open a new one for the target."""
    case = call.sandbox.store.cases.get(call.params["app_uid"])
    if case is None:
        call.notice_null(REST_FILE, 147)
    if not may_reassign(call, case.process if case else None):
        raise Forbidden
    source, target = _people(call)
    given = call.body_int("del_index") if call.fields.get("del_index") is not None else 0
    if source == target:
        raise BadRequest("Target and Origin user are the same")
    if not _is_active(call.sandbox, source):
        raise BadRequest("Invalid origin user")
    if case is None:
        raise unavailable(call.params["app_uid"])
    item = _held_delegation(case, given or len(case.delegations), source)
    _check_target(call, item, target)
    await call.race()
    if item.finished_at is not None:
        raise unavailable(case.uid)
    actions.reassign(call.sandbox, item, target)
    call.accepted(case.uid, item.index, source, target)
    if call.fields.get("reason"):
        actions.add_note(call.sandbox, case, call.user_uid, str(call.fields["reason"]))


def _people(call: Call) -> tuple[str, str]:
    for name in ("usr_uid_source", "usr_uid_target"):
        if not call.fields.get(name):
            raise BadRequest(f"`{name}` is required.")
    return call.required_uid("usr_uid_source"), call.required_uid("usr_uid_target")


def _held_delegation(case: Case, index: int, user_uid: str) -> Delegation:
    item = case.delegation(index)
    if item is None or item.user_uid != user_uid or item.finished_at is not None:
        raise BadRequest("Invalid Case Delegation index for this user")
    return item


def _check_target(call: Call, item: Delegation, target: str) -> None:
    if target in _pool_for(call.sandbox, item) or is_case_supervisor(call, item.case, target):
        return
    if target not in call.sandbox.world.users:
        call.notice_null("workflow/engine/src/ProcessMaker/BusinessModel/User.php", 1221)
    raise BadRequest("The target user does not have rights to execute the task")


def _pool_for(box: Sandbox, item: Delegation) -> set[str]:
    if item.task.assign_type == "SELF_SERVICE" and item.task.group_variable:
        return {user.uid for user in _named_people(box, item.task, item.case)}
    return {*box.world.pool(item.task), *box.world.adhoc_pool(item.task)}


def _is_active(box: Sandbox, user_uid: str) -> bool:
    user = box.world.users.get(user_uid)
    return user is not None and user.status == "ACTIVE"


@route("POST", "/cases/reassign")
async def reassign_cases(call: Call) -> str:
    """Case by case; the answer is JSON inside a JSON string."""
    cases = _batch(call)
    for entry in cases:
        case = call.sandbox.store.cases.get(str(entry.get("APP_UID")))
        if case is not None and not may_reassign(call, case.process):
            raise Forbidden
    if "usr_uid_target" not in call.fields and cases:
        call.notice("Undefined index: usr_uid_target", MODEL_FILE, 3150)
    target = str(call.fields.get("usr_uid_target") or "")
    await call.race()
    if "cases" not in call.fields:
        return "[]"
    return json_body({"cases": [_reassign_one(call, entry, target) for entry in cases]}).decode()


def _batch(call: Call) -> list[dict[str, Any]]:
    cases = call.fields.get("cases")
    if isinstance(cases, list):
        return [entry for entry in cases if isinstance(entry, dict)]
    for file, first, second in ((REST_FILE, 113, 120), (MODEL_FILE, 3080, 3082)):
        call.notice("Undefined index: cases", file, first)
        call.notice("Invalid argument supplied for foreach()", file, second, "Warning")
    return []


def _reassign_one(call: Call, entry: dict[str, Any], target: str) -> dict[str, Any]:
    box = call.sandbox
    case = box.store.cases.get(str(entry.get("APP_UID")))
    index = entry.get("DEL_INDEX")
    item = case.delegation(int(index)) if case and str(index).isdigit() and index else None
    result, status = _batch_outcome(call, item, target)
    if result == 1 and item is not None and item.user_uid != target:
        source = item.user_uid
        actions.reassign(box, item, target)
        call.accepted(item.case.uid, item.index, source, target)
    return {"APP_UID": entry.get("APP_UID"), "DEL_INDEX": index, "RESULT": result, "STATUS": status}


def _batch_outcome(call: Call, item: Delegation | None, target: str) -> tuple[int, str]:
    world = call.sandbox.world
    if item is None:
        return 0, "DELEGATION_NOT_EXISTS"
    if target not in world.pool(item.task) and not world.supervises(target, item.case.process):
        return 0, "USER_NOT_ASSIGNED_TO_TASK"
    if item.case.active_pause(item.index):
        return 0, "The case is paused and can't be reasigned."
    if item.status != "OPEN":
        return 0, MOVED_ON
    return 1, "SUCCESS"


@route("GET", "/cases/{tas_uid}/{app_uid}/userstoreassign", permission="PM_CASES")
def users_to_reassign(call: Call) -> dict[str, Any]:
    """Everybody who could get the task, by last name; start, limit and filter do nothing."""
    box = call.sandbox
    task = box.world.tasks.get(call.params["tas_uid"])
    if task is None:
        raise PhpFatal("Trying to get property of non-object")
    case = box.store.cases.get(call.params["app_uid"])
    if task.assign_type == "SELF_SERVICE" and task.group_variable and case:
        return {"data": [_person(user) for user in _named_people(box, task, case)]}
    rows = [
        {**_person(user), "UPPER(USERS.USR_LASTNAME)": user.lastname.upper()}
        for user in reassign_candidates(call, task)
    ]
    return {"data": rows}


def reassign_candidates(call: Call, task: Task) -> list[User]:
    """Pool, ad hoc people and process supervisors, without the caller if he is no supervisor."""
    world = call.sandbox.world
    people = {*world.pool(task), *world.adhoc_pool(task)}
    people |= world.supervisors(world.process_of_task[task.uid])
    if not call.can("PM_SUPERVISOR"):
        people.discard(call.user_uid)
    found = [world.users[uid] for uid in people if _is_active(call.sandbox, uid)]
    return sorted(found, key=lambda user: (user.lastname.upper(), user.uid))


def _named_people(box: Sandbox, task: Task, case: Case) -> list[User]:
    """Who is named by the variable of a value-based self-service task."""
    found: dict[str, User] = {}
    for uid in named_uids(task, case):
        for member in box.world.members(uid):
            if _is_active(box, member):
                found[member] = box.world.users[member]
    return list(found.values())


def _person(user: User) -> dict[str, str]:
    return {
        "USR_UID": user.uid,
        "USR_USERNAME": user.username,
        "USR_FIRSTNAME": user.firstname,
        "USR_LASTNAME": user.lastname,
    }
