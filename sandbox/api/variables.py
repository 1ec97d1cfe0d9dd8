"""Case variables: the whole set (REST class Cases)."""

from typing import Any

from sandbox.api.form_fields import form_content, notice_missing_dates, values_of_form
from sandbox.api.loading import existing_case, takes_part
from sandbox.engine.delegations import case_updated
from sandbox.engine.records import Case
from sandbox.errors import CANNOT_OPEN, BadRequest, Forbidden, PhpFatal
from sandbox.rest import Call, route
from sandbox.state import Sandbox
from sandbox.world.model import JsonObject

MODEL_FILE = "workflow/engine/src/ProcessMaker/BusinessModel/Cases.php"
SYSTEM_NAMES = (
    "SYS_LANG",
    "SYS_SKIN",
    "SYS_SYS",
    "APPLICATION",
    "PROCESS",
    "TASK",
    "INDEX",
    "USER_LOGGED",
    "USR_USERNAME",
)


def all_variables(box: Sandbox, case: Case) -> JsonObject:
    """The system variables and those of the case, as APP_DATA holds them."""
    system: JsonObject = {
        "SYS_LANG": box.world.server.language,
        "SYS_SKIN": "neoclassic",
        "SYS_SYS": box.world.server.workspace,
        "APPLICATION": case.uid,
        "PROCESS": case.process.uid,
        "TASK": case.delegations[0].task.uid,
        "INDEX": 1,
        "USER_LOGGED": case.saved_by,
        "USR_USERNAME": case.saved_name,
        "APP_NUMBER": str(case.number),
        "PIN": case.pin,
    }
    return {**system, **case.variables}


@route("GET", "/cases/{app_uid}/variables")
def case_variables(call: Call) -> Any:
    """Everything, or with ``dyn_uid`` what that form shows."""
    box, form_uid = call.sandbox, call.query.get("dyn_uid")
    index = call.query_int("app_index", 0)
    case = box.store.cases.get(call.params["app_uid"])
    if case is None:
        uid = call.params["app_uid"]
        for line in (3244, 3253):
            call.notice("Trying to access array offset on value of type bool", MODEL_FILE, line)
        raise BadRequest(f"The Application row &#039;{uid}&#039; doesn&#039;t exist!")
    _check_may_read(call, case, form_uid)
    variables = all_variables(box, case)
    shown = variables if form_uid is None else _of_form(call, case, form_uid, variables)
    if all(name in call.query for name in ("pro_uid", "act_uid", "app_index")):
        shown["SYS_VAR_UPDATE_DATE"] = _saved_with_form(call, case, index, form_uid or "")
    shown["SYS_LANG"] = box.world.server.language
    return iso_dates(box, shown)


def _check_may_read(call: Call, case: Case, form_uid: str | None) -> None:
    """Holders, participants; supervisors with a form that is assigned to them."""
    user_uid = call.user_uid
    if user_uid in case.participants():
        return
    forms = {step.object for step in case.process.supervisor_steps if step.type == "DYNAFORM"}
    if form_uid in forms and call.sandbox.world.supervises(user_uid, case.process):
        return
    raise Forbidden


def _of_form(call: Call, case: Case, form_uid: str, variables: JsonObject) -> JsonObject:
    content = form_content(case.process, form_uid)
    if content is None:
        call.notice_null("workflow/engine/classes/PmDynaform.php", 182)
        return {}
    notice_missing_dates(call, content)
    return values_of_form(content, variables)


def _saved_with_form(call: Call, case: Case, index: int, form_uid: str) -> str | None:
    """When the caller last saved that form on that delegation."""
    saves: dict[tuple[str, int, str, str], str] = call.sandbox.extra.setdefault("form_saves", {})
    return saves.get((case.uid, index, form_uid, call.user_uid))


def iso_dates(box: Sandbox, value: Any) -> Any:
    """With UTC dates every text that looks like a date and time becomes ISO 8601."""
    if not box.clock.utc:
        return value
    if isinstance(value, dict):
        return {key: iso_dates(box, item) for key, item in value.items()}
    if isinstance(value, list):
        return [iso_dates(box, item) for item in value]
    return box.clock.iso_from_utc(value) if isinstance(value, str) else value


@route("PUT", "/cases/{app_uid}/variable", permission="PM_CASES")
async def set_variables(call: Call) -> None:
    """Merge into the set; read, changed and written whole, so that two at once lose one."""
    case, index = existing_case(call), call.query_int("del_index", 0)
    given = _given(call.body)
    if any(name in given for name in SYSTEM_NAMES):
        raise BadRequest("**ID_CAN_NOT_CHANGE**")
    _check_may_write(call, case, index)
    form_uid = call.query.get("dyn_uid", "")
    if form_uid and form_content(case.process, form_uid) is None:
        raise PhpFatal("Call to a member function getDynVersion() on null")
    read = dict(case.variables)
    await call.race()
    case.variables = {**read, **_numbered(read, given)}
    case.saved_by = call.user_uid
    case_updated(call.sandbox, case, index)
    saves = call.sandbox.extra.setdefault("form_saves", {})
    now = call.sandbox.clock.plain(call.sandbox.clock.now())
    saves[case.uid, index, form_uid, call.user_uid] = now
    call.accepted(case.uid, index)


def _check_may_write(call: Call, case: Case, index: int) -> None:
    if case.status == "CANCELLED":
        raise BadRequest(f"The case {case.uid} was cancelled!")
    if case.status == "COMPLETED":
        raise BadRequest(f'The case "{case.uid}" is completed.')
    item = case.delegation(index)
    if item is None or not takes_part(call, case, index):
        raise BadRequest(CANNOT_OPEN)


def _given(body: Any) -> JsonObject:
    if isinstance(body, dict):
        return body
    return {str(key): value for key, value in enumerate(body)} if isinstance(body, list) else {}


def _numbered(read: JsonObject, given: JsonObject) -> JsonObject:
    """Items of a list go on from the highest number that is there (array_merge)."""
    used = [int(key) for key in read if key.isdigit()]
    first = max(used) + 1 if used else 0
    merged: JsonObject = {}
    for key, value in given.items():
        if key.isdigit():
            merged[str(first)] = value
            first += 1
        else:
            merged[key] = value
    return merged
