"""``/light``: writes to one case for the mobile app."""

from sandbox.api.case_actions import cancel_case, delete_case
from sandbox.api.light_cases import MODEL, light_case
from sandbox.api.loading import existing_delegation, own_open_delegations
from sandbox.api.notes import may_read_notes
from sandbox.engine import actions
from sandbox.engine.records import Case, Delegation
from sandbox.engine.routing import route as route_delegation
from sandbox.engine.triggers import run_step_triggers
from sandbox.errors import ALREADY_CLOSED, BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject

UNASSIGNED = "<b>Unassigned</b>"


@route("POST", "/light/case/{app_uid}/claim")
async def claim(call: Call) -> dict[str, str]:
    """Never checks whether the caller may; "fail" where somebody has it already."""
    index = call.fields.get("del_index")
    if not isinstance(index, str):
        text = "Invalid value specified for `del_index`. Expecting alpha numeric value"
        raise BadRequest(text)
    item = existing_delegation(light_case(call), index)
    if item.user_uid:
        return {"status": "fail"}
    await call.race()
    actions.claim(call.sandbox, item, call.user_uid)
    call.accepted(item.case.uid, item.index, to_user=call.user_uid)
    return {"status": "ok"}


@route("PUT", "/light/cases/{app_uid}/route-case")
async def route_case(call: Call) -> JsonObject:
    """``del_index`` may be a number here."""
    case = light_case(call)
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
    actions.unpause(call.sandbox, paused[-1])
    call.accepted(case.uid, paused[-1].index, paused[-1].user_uid, paused[-1].user_uid)
    return {"status": "ok"}


@route("DELETE", "/light/case/{app_uid}/delete")
async def delete(call: Call) -> dict[str, str]:
    await delete_case(call)
    return {"message": "Command executed successfully"}


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
    case = light_case(call)
    text = str(call.fields.get("noteContent") or "")
    if not text:
        raise BadRequest("`noteContent` is required.")
    if not may_read_notes(call, case):
        raise BadRequest("You do not have permission to access the cases notes")
    await call.race()
    actions.add_note(call.sandbox, case, call.user_uid, text)
    call.accepted(case.uid)
    return {"status": "ok"}


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
