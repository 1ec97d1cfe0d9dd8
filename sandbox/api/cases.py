"""Starting cases and looking at one (REST class Cases)."""

from typing import Any

from sandbox.api.loading import (
    existing_case,
    existing_delegation,
    is_case_supervisor,
    own_open_delegations,
    unavailable,
)
from sandbox.engine.actions import start_case
from sandbox.engine.records import Case, Delegation
from sandbox.errors import BadRequest, Forbidden
from sandbox.rest import Answer, Call, route
from sandbox.state import Sandbox
from sandbox.world.model import Step, Task

NO_SUCH_PROCESS = (
    "The report table '$pro_uid' is related to a process which is not present in the workspace. "
    "Import the related process first. To relate the report table to other process, open the "
    "process in the designer and import it from there. The report table can't be imported."
)
REST_FILE = "workflow/engine/src/ProcessMaker/Services/Api/Cases.php"
LAST_STEP = {
    "id": "-1",
    "type": "",
    "title": "Assign Task/Event",
    "url": "cases/cases_Step?TYPE=ASSIGN_TASK&UID=-1&POSITION=10000&ACTION=ASSIGN",
}
STEP_ACTIONS = {"DYNAFORM": "EDIT", "INPUT_DOCUMENT": "ATTACH", "OUTPUT_DOCUMENT": "GENERATE"}


@route("GET", "/cases/{app_uid}")
def case_info(call: Call) -> dict[str, Any]:
    box = call.sandbox
    case = box.store.cases.get(call.params["app_uid"])
    if case is None:
        raise Forbidden
    _check_may_open(call, case)
    return _info(box, case)


def _info(box: Sandbox, case: Case) -> dict[str, Any]:
    shown, world = box.clock.shown, box.world
    creator = world.users.get(case.creator_uid)
    return {
        "app_uid": case.uid,
        "app_number": case.number,
        "app_name": case.title,
        "app_status": case.status,
        "app_init_usr_uid": case.creator_uid,
        "app_init_usr_username": creator.full_name if creator else "",
        "pro_uid": case.process.uid,
        "pro_name": case.process.title,
        "app_create_date": shown(case.created_at),
        "app_update_date": shown(case.updated_at),
        "current_task": [_current_task(box, item) for item in case.open_delegations()],
    }


def _check_may_open(call: Call, case: Case) -> None:
    """Participants and process supervisors; the others print notices and get 403."""
    if call.user_uid in case.participants():
        return
    call.notice("Undefined index: sort", "workflow/engine/classes/model/ListUnassigned.php", 286)
    if call.sandbox.world.supervises(call.user_uid, case.process):
        return
    call.notice("Undefined index: objectPermissions", REST_FILE, 179)
    call.notice_null(REST_FILE, 179)
    raise Forbidden


def _current_task(box: Sandbox, item: Delegation) -> dict[str, Any]:
    user = box.world.users.get(item.user_uid)
    due, init = item.due_at, item.init_at
    return {
        "delStatus": item.case.status,
        "delInitDate": box.clock.stored(init) if init else None,
        "delTaskDueDate": box.clock.stored(due),
        "usr_uid": item.user_uid,
        "usr_name": user.full_name if user else "",
        "tas_uid": item.task.uid,
        "tas_title": "",
        "del_index": str(item.index),
        "del_thread": str(item.thread),
        "del_thread_status": item.status,
        "del_init_date": box.clock.shown(init) if init else "",
        "del_task_due_date": box.clock.shown(due),
    }


@route("GET", "/cases/{app_uid}/current-task")
def current_task(call: Call) -> dict[str, Any]:
    """The caller's own open task; of several the newest."""
    uid, clock = call.uid("app_uid", "appUid"), call.sandbox.clock
    case = call.sandbox.store.cases.get(uid)
    if case is None:
        raise BadRequest(f"The case with app_uid: {uid} does not exist.")
    if case.status == "COMPLETED":
        reason = f"case app_uid: {uid} has COMPLETED status"
        raise BadRequest(f"There are no current tasks because {reason}")
    own = own_open_delegations(case, call.user_uid)
    if not own:
        raise unavailable(uid)
    item = own[-1]
    return {
        "tas_uid": item.task.uid,
        "tas_title": item.task.title,
        "del_index": str(item.index),
        "del_init_date": clock.shown(item.init_at) if item.init_at else "",
        "del_task_due_date": clock.shown(item.due_at),
    }


@route("GET", "/cases/{app_uid}/{del_index}/steps")
def case_steps(call: Call) -> list[dict[str, Any]]:
    """The steps of a delegation's task; nothing is checked."""
    call.uid("app_uid", "appUid")
    case = existing_case(call)
    item = existing_delegation(case, call.params["del_index"])
    return [*[_step(case, step) for step in _steps_of(item.task)], LAST_STEP]


def _steps_of(task: Task) -> list[Step]:
    return sorted(task.steps, key=lambda step: step.position)


def _step(case: Case, step: Step) -> dict[str, Any]:
    action = STEP_ACTIONS.get(step.type, step.mode)
    query = f"UID={step.object}&TYPE={step.type}&POSITION={step.position}&ACTION={action}"
    shown: dict[str, Any] = {
        "id": step.object,
        "type": step.type,
        "title": object_title(case, step.object),
        "url": f"cases/cases_Step?{query}",
    }
    if step.type == "DYNAFORM":
        shown["version"] = 2
    return shown


def object_title(case: Case, uid: str) -> str:
    """The title of a form or document of the case's process."""
    process = case.process
    titles = {form.uid: form.title for form in process.dynaforms}
    titles |= {str(d["inp_doc_uid"]): str(d["inp_doc_title"]) for d in process.input_documents}
    titles |= {str(d["out_doc_uid"]): str(d["out_doc_title"]) for d in process.output_documents}
    return titles.get(uid, "")


@route("GET", "/cases/{app_number}/supervisor")
def case_supervisor(call: Call) -> bool:
    number = call.params["app_number"]
    if not number.isdigit():
        raise BadRequest("invalid value specified for `appNumber`")
    case = call.sandbox.store.by_number.get(int(number))
    return case is not None and is_case_supervisor(call, case, call.user_uid)


@route("GET", "/cases/{app_uid}/sub-process-cases")
def sub_process_cases(call: Call) -> list[dict[str, Any]]:
    """The cases below a case, whoever asks; the real server tells like this that there are none."""
    uid = call.uid("app_uid", "appUid")
    below = [case for case in call.sandbox.store.cases.values() if case.parent_uid == uid]
    if not below:
        raise BadRequest(f"Case {uid} does not exist")
    return [_info(call.sandbox, case) for case in below]


def start_tasks(box: Sandbox, user_uid: str) -> list[Task]:
    """Where the user may start a case."""
    return [
        task
        for process in box.world.processes.values()
        if process.status == "ACTIVE"
        for task in process.tasks
        if task.start and user_uid in box.world.pool(task)
    ]


@route("GET", "/cases/start-cases")
def start_cases(call: Call) -> Any:
    """Start tasks by title; an object instead of a list where there is none."""
    by_category = call.query.get("type_view") == "category"
    found = [
        _start_row(call.sandbox, task, by_category=by_category)
        for task in start_tasks(call.sandbox, call.user_uid)
    ]
    if not found:
        return {"success": "failure", "message": "You don't have processes to start..."}
    return sorted(found, key=lambda row: (row.get("category_name", ""), row["pro_title"]))


def _start_row(box: Sandbox, task: Task, *, by_category: bool) -> dict[str, str]:
    process = box.world.process_of_task[task.uid]
    row = {
        "tas_uid": task.uid,
        "pro_title": f"{process.title} ({task.title})",
        "pro_uid": process.uid,
        "pro_description": process.description,
    }
    if by_category:
        category = box.world.categories.get(process.category)
        row["pro_category"] = process.category
        row["category_name"] = category.name if category else "No Category"
    return row


@route("GET", "/cases/bookmark-start-cases")
def bookmark_start_cases(call: Call) -> Any:
    marked = call.sandbox.extra.get("bookmarks", {}).get(call.user_uid, set())
    tasks = [t for t in start_tasks(call.sandbox, call.user_uid) if t.uid in marked]
    if not tasks:
        return {"success": "failure", "message": "You don't have bookmarked processes"}
    return [_start_row(call.sandbox, task, by_category=False) for task in tasks]


@route("POST", "/cases/bookmark/{tas_uid}")
def add_bookmark(call: Call) -> None:
    _bookmarks(call).add(call.uid("tas_uid"))


@route("DELETE", "/cases/bookmark/{tas_uid}")
def remove_bookmark(call: Call) -> None:
    _bookmarks(call).discard(call.uid("tas_uid"))


def _bookmarks(call: Call) -> set[str]:
    everybody: dict[str, set[str]] = call.sandbox.extra.setdefault("bookmarks", {})
    return everybody.setdefault(call.user_uid, set())


@route("POST", "/cases", permission="PM_CASES")
async def post_case(call: Call) -> dict[str, Any]:
    """Start a case as oneself; it stays a draft until it is routed."""
    task = _start_task(call)
    allowed = start_tasks(call.sandbox, call.user_uid)
    await call.race()
    if task not in allowed:
        raise BadRequest("Task invalid or the user is not assigned to the task")
    case = start_case(call.sandbox, task, call.user_uid, _first_variables(call))
    call.accepted(case.uid, 1, to_user=call.user_uid)
    return {"app_uid": case.uid, "app_number": case.number}


@route("POST", "/cases/impersonate", permission="PM_CASES")
async def impersonate_case(call: Call) -> Answer:
    """Start a case for anybody; neither the caller nor the pool is checked."""
    user_uid = call.required_uid("usr_uid")
    task = _start_task(call)
    if user_uid not in call.sandbox.world.users:
        raise BadRequest("Invalid value specified for: usr_uid")
    await call.race()
    variables = _first_variables(call)
    case = start_case(call.sandbox, task, user_uid, variables, impersonated=True)
    call.accepted(case.uid, 1, to_user=user_uid)
    return Answer({"app_uid": case.uid, "app_number": case.number}, 201)


def _start_task(call: Call) -> Task:
    pro_uid, tas_uid = call.required_uid("pro_uid"), call.required_uid("tas_uid")
    if pro_uid not in call.sandbox.world.processes:
        raise BadRequest(NO_SUCH_PROCESS)
    task = call.sandbox.world.tasks.get(tas_uid)
    if task is None:
        raise BadRequest("Invalid value specified for: tas_uid")
    return task


def _first_variables(call: Call) -> dict[str, Any]:
    """The first object of the list; an object in place of the list counts for nothing."""
    given = call.fields.get("variables")
    if isinstance(given, list) and given and isinstance(given[0], dict):
        return dict(given[0])
    return {}
