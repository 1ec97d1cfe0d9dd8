"""``/light``: one case for the mobile app, read and written."""

from typing import Any

from sandbox.api.case_actions import cancel_case, delete_case
from sandbox.api.loading import existing_delegation, own_open_delegations
from sandbox.api.notes import may_read_notes, sorted_notes
from sandbox.api.reassign import reassign_candidates
from sandbox.engine import actions
from sandbox.engine.assignment import next_assignee
from sandbox.engine.listing import user_list_name
from sandbox.engine.records import Case, Delegation
from sandbox.engine.routing import chosen_routes
from sandbox.engine.routing import route as route_delegation
from sandbox.engine.triggers import run_step_triggers
from sandbox.errors import ALREADY_CLOSED, BadRequest, Forbidden
from sandbox.rest import Answer, Call, route
from sandbox.world.model import END_OF_PROCESS, JsonObject, Task, User

MODEL = "workflow/engine/src/ProcessMaker/BusinessModel/Light.php"
UNASSIGNED = "<b>Unassigned</b>"
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


@route("POST", "/light/case/{app_uid}/claim")
async def claim(call: Call) -> dict[str, str]:
    """Never checks whether the caller may; "fail" where somebody has it already."""
    index = call.fields.get("del_index")
    if not isinstance(index, str):
        text = "Invalid value specified for `del_index`. Expecting alpha numeric value"
        raise BadRequest(text)
    item = existing_delegation(_case(call), index)
    if item.user_uid:
        return {"status": "fail"}
    await call.race()
    actions.claim(call.sandbox, item, call.user_uid)
    call.accepted(item.case.uid, item.index, to_user=call.user_uid)
    return {"status": "ok"}


@route("PUT", "/light/cases/{app_uid}/route-case")
async def route_case(call: Call) -> JsonObject:
    """``del_index`` may be a number here."""
    case = _case(call)
    index = call.body_int("del_index", len(case.delegations))
    item = case.delegation(index)
    if item is None or item.finished_at is not None or item.user_uid != call.user_uid:
        raise BadRequest(ALREADY_CLOSED)
    await call.race()
    opened = route_delegation(call.sandbox, item, call.user_uid)
    call.accepted(case.uid, index, call.user_uid, ",".join(i.user_uid for i in opened))
    return {
        "status_code": 0,
        "message": ",".join(_told(call, i) for i in opened) + " --- 0",
        "timestamp": call.sandbox.clock.plain(call.sandbox.clock.now()),
        "routing": [_routed(call, i) for i in opened],
    }


def _told(call: Call, item: Delegation) -> str:
    user = call.sandbox.world.users.get(item.user_uid)
    return f"{item.task.title}({user.username if user else UNASSIGNED})"


def _routed(call: Call, item: Delegation) -> JsonObject:
    """The task's name is never filled in."""
    user = call.sandbox.world.users.get(item.user_uid)
    return {
        "userId": item.user_uid,
        "userName": user.full_name if user else "",
        "taskId": item.task.uid,
        "taskName": "",
        "delIndex": str(item.index),
        "delThread": str(item.thread),
        "delThreadStatus": item.status,
    }


@route("POST", "/light/cases/{app_uid}/cancel", permission="PM_CANCELCASE")
async def cancel(call: Call) -> dict[str, str]:
    await cancel_case(call)
    return {"status": "ok"}


@route("POST", "/light/cases/{app_uid}/pause")
async def pause(call: Call) -> JsonObject:
    """Drafts too; missing keys of the body are PHP notices."""
    case = _current(call)
    item = _own(call, case)
    until = str(call.fields.get("unpauseDate", ""))
    await call.race()
    actions.pause(call.sandbox, item, call.user_uid, call.sandbox.clock.parse(until))
    call.accepted(case.uid, item.index, item.user_uid, item.user_uid)
    if "noteContent" not in call.fields:
        call.notice("Undefined index: noteContent", MODEL, 1354)
    else:
        actions.add_note(call.sandbox, case, call.user_uid, str(call.fields["noteContent"]))
        if "notifyUser" not in call.fields:
            call.notice("Undefined index: notifyUser", MODEL, 1356)
    told = f"The Case {case.number} was paused successfully and it will be unpaused on date {until}"
    return {"success": True, "msg": told}


@route("POST", "/light/cases/{app_uid}/unpause")
async def unpause(call: Call) -> dict[str, str]:
    case = _current(call)
    paused = [item for item in case.delegations if item.status == "PAUSED"]
    if not paused:
        raise BadRequest(f'Case with "{case.uid}" not paused.')
    await call.race()
    actions.unpause(call.sandbox, paused[-1], call.user_uid)
    call.accepted(case.uid, paused[-1].index, paused[-1].user_uid, paused[-1].user_uid)
    return {"status": "ok"}


@route("DELETE", "/light/case/{app_uid}/delete")
async def delete(call: Call) -> dict[str, str]:
    await delete_case(call)
    return {"message": "Command executed successfully"}


def _case(call: Call) -> Case:
    uid = call.uid("app_uid")
    case = call.sandbox.store.cases.get(uid)
    if case is None:
        raise BadRequest(f"The application with $app_uid: '{uid}' does not exist.")
    return case


def _current(call: Call) -> Case:
    case = call.sandbox.store.cases.get(call.params["app_uid"])
    if case is None:
        raise BadRequest("This case has 0 current delegations")
    return case


def _own(call: Call, case: Case) -> Delegation:
    own = own_open_delegations(case, call.user_uid)
    if own:
        return own[-1]
    if call.sandbox.world.supervises(call.user_uid, case.process) and case.open_delegations():
        return case.open_delegations()[-1]
    raise BadRequest(f'The user with "{call.authorization}" is invalid to pause the case.')


@route("POST", "/light/case/{app_uid}/note")
async def write_note(call: Call) -> dict[str, str]:
    case = _case(call)
    text = str(call.fields.get("noteContent") or "")
    if not text:
        raise BadRequest("`noteContent` is required.")
    if not may_read_notes(call, case):
        raise BadRequest("You do not have permission to access the cases notes")
    await call.race()
    actions.add_note(call.sandbox, case, call.user_uid, text)
    call.accepted(case.uid)
    return {"status": "ok"}


@route("GET", "/light/case/{app_uid}/notes")
def list_notes(call: Call) -> list[JsonObject]:
    """All of them: ``limit`` does nothing."""
    case, users = _case(call), call.sandbox.world.users
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
    item = existing_delegation(_case(call), call.params["del_index"])
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


TRIGGER_PATH = "/light/process/{prj_uid}/task/{act_uid}/case/{cas_uid}/step/{step_uid}"


@route("POST", TRIGGER_PATH + "/execute-trigger/{type}")
async def execute_triggers(call: Call) -> dict[str, str]:
    """Either kind, for any user; a uid that is no step's does nothing."""
    case = call.sandbox.store.cases.get(call.params["cas_uid"])
    when = {"before": "BEFORE", "after": "AFTER"}.get(call.params["type"].lower(), "")
    found = [i for i in case.delegations if i.task.uid == call.params["act_uid"]] if case else []
    await call.race()
    if found and when:
        run_step_triggers(call.sandbox, found[-1], call.params["step_uid"], when, call.user_uid)
        found[-1].case.saved_by, found[-1].case.saved_name = call.user_uid, call.user.username
        call.accepted(found[-1].case.uid, found[-1].index)
    return {"status": "ok"}
