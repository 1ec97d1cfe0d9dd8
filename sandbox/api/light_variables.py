"""``/light``: variables, starting and handing over for the mobile app."""

from sandbox.api.cases import start_tasks
from sandbox.api.light_cases import light_case
from sandbox.api.loading import own_open_delegations
from sandbox.api.variables import case_variables, set_variables
from sandbox.engine import actions
from sandbox.errors import BadRequest, Forbidden
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject


@route("GET", "/light/{app_uid}/variables")
def get_variables(call: Call) -> JsonObject:
    """As ``/cases/{app_uid}/variables``."""
    found: JsonObject = case_variables(call)
    return found


@route("PUT", "/light/{app_uid}/variable", permission="PM_CASES")
async def put_variables(call: Call) -> None:
    """As ``/cases/{app_uid}/variable``."""
    await set_variables(call)


@route("POST", "/light/process/{pro_uid}/task/{task_uid}/start-case", permission="PM_CASES")
async def start_case(call: Call) -> JsonObject:
    uid = call.uid("task_uid")
    task = next((t for t in start_tasks(call.sandbox, call.user_uid) if t.uid == uid), None)
    if task is None:
        raise BadRequest(f"The user can't start the case in the task with tas_uid: {uid}.")
    await call.race()
    case = actions.start_case(call.sandbox, task, call.user_uid, {})
    call.accepted(case.uid, 1, to_user=call.user_uid)
    return {"caseId": case.uid, "caseIndex": 1, "caseNumber": case.number}


@route("POST", "/light/reassign/{app_uid}/user/{to_usr_uid}", permission="PM_CASES")
async def reassign(call: Call) -> dict[str, str]:
    """The caller's own task, to somebody of its pool."""
    case, target = light_case(call), call.uid("to_usr_uid")
    own = own_open_delegations(case, call.user_uid)
    if not own:
        raise Forbidden
    if target not in call.sandbox.world.pool(own[-1].task):
        raise BadRequest("The target user does not have rights to execute the task")
    await call.race()
    actions.reassign(call.sandbox, own[-1], target)
    call.accepted(case.uid, own[-1].index, call.user_uid, target)
    return {"status": "ok"}
