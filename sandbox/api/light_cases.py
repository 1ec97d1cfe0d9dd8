"""``/light``: reading one case for the mobile app."""

from typing import Any

from sandbox.api.loading import existing_delegation
from sandbox.api.notes import may_read_notes, sorted_notes
from sandbox.api.reassign import reassign_candidates
from sandbox.engine.assignment import next_assignee
from sandbox.engine.listing import user_list_name
from sandbox.engine.records import Case, Delegation
from sandbox.engine.routing import chosen_routes
from sandbox.errors import BadRequest, Forbidden
from sandbox.rest import Answer, Call, route
from sandbox.world.model import END_OF_PROCESS, JsonObject, Task, User

MODEL = "workflow/engine/src/ProcessMaker/BusinessModel/Light.php"
EMPTY_TYPES = ("todo", "draft")


@route("GET", "/light/{type}/case/{app_uid}")
def case_of_list(call: Call) -> Any:
    """The case with its newest delegation for any user; nothing for "todo" and "draft"."""
    case = call.sandbox.store.cases.get(call.params["app_uid"])
    if case is None or call.params["type"] in EMPTY_TYPES:
        return []
    world, clock, newest = call.sandbox.world, call.sandbox.clock, case.delegations[-1]
    creator, holder = world.users.get(case.creator_uid), world.users.get(newest.user_uid)
    about = {
        "caseId": case.uid,
        "caseTitle": case.title,
        "caseNumber": case.number,
        "caseStatus": case.status,
        "processId": case.process.uid,
        "caseDescription": "",
        "caseCreator": creator.full_name if creator else "",
        "caseCreateDate": clock.shown(case.created_at),
        "caseUpdateData": clock.shown(case.updated_at),
        "delIndex": newest.index,
        "processTitle": case.process.title,
    }
    task = {
        "taskId": newest.task.uid,
        "delDelegateDate": clock.shown(newest.delegated_at),
        "delInitDate": clock.shown(newest.init_at) if newest.init_at else "",
        "delDueDate": clock.shown(newest.due_at),
        "delFinishDate": clock.shown(newest.finished_at) if newest.finished_at else "",
        "currentUser": holder.full_name if holder else "",
        "taskTitle": newest.task.title,
    }
    return {"case": about, "0": {"case": {"caseNumber": str(case.number)}}, "task": task}


@route("GET", "/light/case/{app_uid}/{cas_index}")
def may_open(call: Call) -> Answer:
    """204 when it is the caller's open delegation, else 403."""
    case = call.sandbox.store.cases.get(call.params["app_uid"])
    index = call.params["cas_index"]
    item = case.delegation(int(index)) if case and index.isdigit() else None
    if item is None or item.status != "OPEN" or item.user_uid != call.user_uid:
        raise Forbidden
    return Answer(status=204)


@route("GET", "/light/history/{app_uid}")
def history(call: Call) -> JsonObject:
    """Every delegation by its date, for any user."""
    case = call.sandbox.store.cases.get(call.params["app_uid"])
    if case is None:
        call.notice("Undefined variable: processUid", MODEL, 307)
        raise BadRequest("The row '' in table Process doesn't exist!")
    ordered = sorted(case.delegations, key=lambda item: item.delegated_at)
    flow = [
        {
            "dueDate": call.sandbox.clock.shown(item.delegated_at),
            "taskName": item.task.title,
            "userFullName": user_list_name(call.sandbox, item.user_uid),
            "flowStatus": _flow_status(item),
        }
        for item in ordered
    ]
    return {"data": {"processName": case.process.title, "flow": flow}, "totalCount": len(flow)}


def _flow_status(item: Delegation) -> str:
    """PAUSE also for an index that has been paused once, REASSIGN for one handed over."""
    if any(pause.del_index == item.index for pause in item.case.pauses):
        return "PAUSE"
    if item.status != "CLOSED":
        return "IN_PROGRESS"
    later = item.case.delegations[item.index :]
    handed = any(i.task is item.task and i.previous == item.previous for i in later)
    return "REASSIGN" if handed else ""


@route("GET", "/light/case/{app_uid}/notes")
def list_notes(call: Call) -> list[JsonObject]:
    """All of them: ``limit`` does nothing."""
    case, users = light_case(call), call.sandbox.world.users
    if not may_read_notes(call, case):
        raise BadRequest("You do not have permission to access the cases notes")
    rows = []
    for note in sorted_notes(call, case):
        user = users.get(note.user_uid)
        person = {
            "userId": note.user_uid,
            "name": user.username if user else "",
            "firstName": user.firstname if user else "",
            "lastName": user.lastname if user else "",
            "email": user.email if user else "",
        }
        written = {"date": call.sandbox.clock.shown(note.at), "content": note.content}
        rows.append({"caseId": case.uid, "user": person, "notes": written})
    return rows


@route("GET", "/light/userstoreassign/{task_uid}")
def users_to_reassign(call: Call) -> JsonObject:
    """The candidates by uid."""
    uid = call.params["task_uid"]
    task = call.sandbox.world.tasks.get(uid)
    if task is None:
        raise BadRequest(f"The row '{uid}' in table TASK doesn't exist!")
    people = sorted(_candidates(call, task), key=lambda user: user.uid)
    return {
        "data": [
            {
                "USR_UID": user.uid,
                "USR_USERNAME": user.username,
                "USR_FIRSTNAME": user.firstname,
                "USR_LASTNAME": user.lastname,
            }
            for user in people
        ]
    }


def _candidates(call: Call, task: Task) -> list[User]:
    """Process supervisors are offered to a supervisor only, nobody else gets himself."""
    world = call.sandbox.world
    found = reassign_candidates(call, task)
    if call.can("PM_SUPERVISOR"):
        return found
    pool = {*world.pool(task), *world.adhoc_pool(task)}
    return [user for user in found if user.uid in pool]


@route("GET", "/light/task/{tas_uid}/case/{app_uid}/{del_index}/assignment")
def next_tasks(call: Call) -> list[JsonObject]:
    """Who would get the next tasks; the task of the path does not count."""
    item = existing_delegation(light_case(call), call.params["del_index"])
    routes = chosen_routes(call.sandbox, item.case, item)
    tasks = [call.sandbox.world.tasks[r.to] for r in routes if r.to != END_OF_PROCESS]
    return [_assignment(call, item.case, task) for task in tasks]


def _assignment(call: Call, case: Case, task: Task) -> JsonObject:
    assignee = next_assignee(call.sandbox, case, task, call.user_uid)
    user = call.sandbox.world.users.get(assignee.user_uid)
    name = f"{user.lastname}, {user.firstname}" if user else "Unassigned"
    return {
        "taskId": task.uid,
        "taskName": task.title,
        "taskAssignType": task.assign_type,
        "taskDefProcCode": "",
        "delPriority": "",
        "taskParent": "",
        "taskMessage": "",
        "sourceUid": task.uid,
        "users": [{"userId": assignee.user_uid, "userFullName": name}],
    }


def light_case(call: Call) -> Case:
    """The case of the path, or 400."""
    uid = call.uid("app_uid")
    case = call.sandbox.store.cases.get(uid)
    if case is None:
        raise BadRequest(f"The application with $app_uid: '{uid}' does not exist.")
    return case
