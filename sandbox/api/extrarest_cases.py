"""extraRest 1.3: one case, its claim, its status."""

from hashlib import md5
from typing import Any

from sandbox.api.loading import existing_delegation
from sandbox.api.variables import all_variables
from sandbox.engine import actions
from sandbox.engine.listing import STATUS_LABELS
from sandbox.engine.records import Case, Delegation
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject

STATUS_IDS = {"DRAFT": 1, "TO_DO": 2, "COMPLETED": 3, "CANCELLED": 4}
STATUSES = ("TO_DO", "DRAFT")


@route("GET", "/extrarest/case/{app_uid}", plugin=True)
def get_case(call: Call) -> JsonObject:
    """Everything of a case, for any user."""
    return _case_row(call, _case(call))


@route("GET", "/extrarest/case/{app_uid}/{del_index}", plugin=True)
def get_delegation(call: Call) -> JsonObject:
    case = _case(call)
    item = existing_delegation(case, call.params["del_index"])
    return _case_row(call, case) | _delegation_row(call, item)


@route("GET", "/extrarest/case/number/{app_number}", plugin=True)
def get_case_by_number(call: Call) -> JsonObject:
    """With ``index`` one delegation of it."""
    number = call.params["app_number"]
    case = call.sandbox.store.by_number.get(int(number)) if number.isdigit() else None
    if case is None:
        raise BadRequest(f"Unable to find case number '{number}'.")
    row, index = _case_row(call, case), call.query_int("index", 0)
    return row | _delegation_row(call, existing_delegation(case, index)) if index else row


def _case(call: Call) -> Case:
    uid = call.uid("app_uid")
    case = call.sandbox.store.cases.get(uid)
    if case is None:
        raise BadRequest(f"The Application row &#039;{uid}&#039; doesn&#039;t exist!")
    return case


def _case_row(call: Call, case: Case) -> JsonObject:
    clock, users = call.sandbox.clock, call.sandbox.world.users
    creator = users.get(case.creator_uid)
    created, updated = clock.shown(case.created_at), clock.shown(case.updated_at)
    holders = [item.user_uid for item in case.delegations if item.user_uid]
    return {
        "APP_UID": case.uid,
        "APP_TITLE": case.title,
        "APP_DESCRIPTION": "",
        "APP_NUMBER": case.number,
        "APP_PARENT": "",
        "APP_STATUS": case.status,
        "APP_STATUS_ID": STATUS_IDS[case.status],
        "PRO_UID": case.process.uid,
        "APP_PROC_STATUS": "",
        "APP_PROC_CODE": "",
        "APP_PARALLEL": "N",
        "APP_INIT_USER": case.creator_uid,
        "APP_CUR_USER": holders[-1] if holders else "",
        "APP_CREATE_DATE": created,
        "APP_INIT_DATE": created,
        "APP_FINISH_DATE": clock.shown(case.finished_at) if case.finished_at else None,
        "APP_UPDATE_DATE": updated,
        "APP_DATA": all_variables(call.sandbox, case),
        "APP_PIN": md5(case.pin.encode(), usedforsecurity=False).hexdigest(),
        "APP_DURATION": 0,
        "APP_DELAY_DURATION": 0,
        "APP_DRIVE_FOLDER_UID": "",
        "APP_ROUTING_DATA": None if case.status == "DRAFT" else "a:0:{}",
        "PRO_ID": case.process.id,
        "APP_INIT_USER_ID": creator.id if creator else 0,
        "STATUS": STATUS_LABELS[case.status],
        "TITLE": case.title,
        "DESCRIPTION": "",
        "CREATOR": creator.full_name if creator else "",
        "CREATE_DATE": created,
        "UPDATE_DATE": updated,
    }


def _delegation_row(call: Call, item: Delegation) -> JsonObject:
    clock = call.sandbox.clock
    user = call.sandbox.world.users.get(item.user_uid)
    return {
        "TAS_UID": item.task.uid,
        "DEL_INDEX": item.index,
        "DEL_PREVIOUS": item.previous,
        "DEL_TYPE": "NORMAL",
        "DEL_PRIORITY": str(item.priority),
        "DEL_THREAD_STATUS": item.status,
        "DEL_THREAD": item.thread,
        "DEL_DELEGATE_DATE": clock.shown(item.delegated_at),
        "DEL_INIT_DATE": clock.shown(item.init_at) if item.init_at else None,
        "DEL_TASK_DUE_DATE": clock.shown(item.due_at),
        "DEL_FINISH_DATE": clock.shown(item.finished_at) if item.finished_at else None,
        "CURRENT_USER_UID": item.user_uid,
        "TASK": item.task.uid,
        "INDEX": item.index,
        "TAS_ID": item.task.id,
        "CURRENT_USER": user.full_name if user else "",
    }


@route("POST", "/extrarest/case/{app_uid}/claim", plugin=True)
async def claim(call: Call) -> None:
    """For oneself without any check of the pool, for others as their process supervisor."""
    case = call.sandbox.store.cases.get(call.uid("app_uid"))
    index = call.fields.get("del_index")
    if case is None:
        raise BadRequest("This case has 0 current delegations")
    target = str(call.fields.get("usr_uid") or call.user_uid)
    if target != call.user_uid:
        _check_supervisor(call, case, target)
    item = existing_delegation(case, index or len(case.delegations))
    if item.user_uid:
        raise BadRequest(f"The task is already assigned to user with ID '{item.user_uid}'.")
    await call.race()
    actions.claim(call.sandbox, item, target)
    call.accepted(case.uid, item.index, to_user=target)


def _check_supervisor(call: Call, case: Case, target: str) -> None:
    if not call.can("PM_SUPERVISOR"):
        raise BadRequest("Logged-in user lacks the PM_SUPERVISOR permission in role.")
    if target not in call.sandbox.world.users:
        raise BadRequest(f"User with ID '{target}' does not exist.")
    if not call.sandbox.world.supervises(call.user_uid, case.process):
        raise BadRequest(
            f"User '{call.user_uid}' must be assigned as a Supervisor for process "
            f"'{case.process.uid}'."
        )


@route("PUT", "/extrarest/case/status/{app_uid}", plugin=True)
def set_status(call: Call) -> None:
    """Says yes and changes nothing."""
    case = call.sandbox.store.cases.get(call.uid("app_uid"))
    wanted: Any = call.fields.get("status", "TO_DO")
    if wanted not in STATUSES:
        raise BadRequest(
            f"Invalid value specified for `status`. Expected one of ({','.join(STATUSES)})."
        )
    status = case.status if case else ""
    if status not in STATUSES:
        raise BadRequest(f"Case has status '{status}', so its status can't be changed.")
    holds = case is not None and any(
        item.user_uid == call.user_uid for item in case.open_delegations()
    )
    if not holds and not call.can("PM_SUPERVISOR"):
        raise BadRequest("Logged-in user needs the PM_SUPERVISOR permission in role.")
