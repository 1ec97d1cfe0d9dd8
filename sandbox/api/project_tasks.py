"""``/project/…/activity`` and supervisors: who does what in which steps."""

from typing import Any

from sandbox.api.projects import Row, project
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import Process, Step, Task, User

TASK_TEXTS = (
    "tas_description",
    "tas_def_subject_message",
    "tas_def_message",
    "tas_def_description",
    "tas_type_day",
    "tas_priority_variable",
    "tas_derivation_screen_tpl",
    "tas_selfservice_time_unit",
    "tas_selfservice_trigger_uid",
    "tas_email_server_uid",
    "tas_receive_server_uid",
    "tas_calendar",
)
TASK_ZEROS = (
    "tas_selfservice_timeout",
    "tas_selfservice_time",
    "tas_not_email_from_format",
    "tas_receive_email_from_format",
)
TASK_FALSES = (
    "tas_transfer_fly",
    "tas_send_last_email",
    "tas_offline",
    "tas_auto_root",
    "tas_receive_last_email",
)


@route("GET", "/project/{prj_uid}/activity/{act_uid}")
def get_activity(call: Call) -> Row:
    """The task's columns; ``pro_id`` is 0 here."""
    task = _task(call, "The activity with act_uid: '{0}', does not exist.")
    own = {
        "pro_id": 0,
        "tas_id": task.id,
        "tas_title": task.title,
        "tas_def_title": task.title_definition,
        "tas_type": task.type,
        "tas_duration": int(task.duration) if task.duration.is_integer() else task.duration,
        "tas_timeunit": task.duration_unit,
        "tas_assign_type": task.assign_type,
        "tas_assign_variable": task.assign_variable,
        "tas_group_variable": task.group_variable,
        "tas_selfservice_execution": "EVERY_TIME",
    }
    messages = {f"tas_{name}_message_type": "text" for name in ("receive", "def")}
    templates = {f"tas_{n}_message_template": "alert_message.html" for n in ("receive", "def")}
    properties = {
        **dict.fromkeys(TASK_TEXTS, ""),
        **dict.fromkeys(TASK_ZEROS, 0),
        **dict.fromkeys(TASK_FALSES, "FALSE"),
        "tas_receive_subject_message": None,
        "tas_receive_message": None,
        **messages,
        **templates,
        **own,
    }
    return {"definition": [], "properties": properties}


def _task(call: Call, message: str) -> Task:
    uid = call.uid("act_uid")
    task = call.sandbox.world.tasks.get(uid)
    if task is None:
        raise BadRequest(message.format(uid))
    return task


@route("GET", "/project/{prj_uid}/activity/{act_uid}/steps")
def list_steps(call: Call) -> list[Row]:
    return _steps(call)


def _steps(call: Call) -> list[Row]:
    task = _task(call, "The activity with act_uid: {0} does not exist.")
    process = call.sandbox.world.process_of_task[task.uid]
    return [_step(process, step) for step in sorted(task.steps, key=lambda item: item.position)]


def _step(process: Process, step: Step) -> Row:
    title, description = object_names(process, step.object)
    return {
        "step_uid": step.uid,
        "step_type_obj": step.type,
        "step_uid_obj": step.object,
        "step_condition": step.condition,
        "step_position": step.position,
        "step_mode": step.mode,
        "obj_title": title,
        "obj_description": description,
        "triggers": _step_triggers(process, step),
    }


ONE_STEP = "/project/{prj_uid}/activity/{act_uid}/step/{step_uid}"


@route("GET", ONE_STEP)
def get_step(call: Call) -> Row:
    """A step with its triggers."""
    return _one_step(call)


def _one_step(call: Call) -> Row:
    uid = call.uid("step_uid")
    for row in _steps(call):
        if row["step_uid"] == uid:
            return row
    raise BadRequest(f"The row '{uid}' in table STEP doesn't exist!")


@route("GET", ONE_STEP + "/triggers")
def list_step_triggers(call: Call) -> list[Row]:
    triggers: list[Row] = _one_step(call)["triggers"]
    return triggers


def _step_triggers(process: Process, step: Step) -> list[Row]:
    """Those before the step first."""
    triggers = {trigger.uid: trigger for trigger in process.triggers}
    ordered = sorted(step.triggers, key=lambda item: (item.when != "BEFORE", item.position))
    return [
        {
            "tri_uid": item.trigger,
            "tri_title": triggers[item.trigger].title,
            "tri_description": triggers[item.trigger].description,
            "st_type": item.when,
            "st_condition": "",
            "st_position": item.position,
        }
        for item in ordered
    ]


def object_names(process: Process, uid: str) -> tuple[str, str]:
    """Title and description of a form or document of the process."""
    for form in process.dynaforms:
        if form.uid == uid:
            return form.title, form.description
    for prefix, documents in (("inp", process.input_documents), ("out", process.output_documents)):
        for document in documents:
            if document[f"{prefix}_doc_uid"] == uid:
                return document[f"{prefix}_doc_title"], document[f"{prefix}_doc_description"]
    return "", ""


@route("GET", "/project/{prj_uid}/activity/{act_uid}/assignee")
def list_assignees(call: Call) -> list[Row]:
    """Users, then groups as such."""
    task = _task(call, "The activity with act_uid: {0} does not exist.")
    world = call.sandbox.world
    groups = [world.groups[uid] for uid in task.groups if uid in world.groups]
    return [_assignee(world.users[uid]) for uid in task.users if uid in world.users] + [
        {
            "aas_uid": group.uid,
            "aas_name": group.title,
            "aas_lastname": "",
            "aas_username": "",
            "aas_type": "group",
        }
        for group in groups
    ]


@route("GET", "/project/{prj_uid}/activity/{act_uid}/assignee/all")
def list_all_assignees(call: Call) -> list[Row]:
    """Everybody, members of groups one by one."""
    task = _task(call, "The activity with act_uid: {0} does not exist.")
    world = call.sandbox.world
    return [_assignee(world.users[uid]) for uid in world.pool(task)]


@route("GET", "/project/{prj_uid}/activity/{act_uid}/adhoc-assignee")
def list_adhoc_assignees(call: Call) -> list[Row]:
    """Who may be given the task by reassignment only."""
    task = _task(call, "The activity with act_uid: {0} does not exist.")
    users = call.sandbox.world.users
    people = [users[uid] for uid in task.adhoc_users if uid in users]
    return [
        {key.replace("aas", "ada"): value for key, value in _assignee(u).items()} for u in people
    ]


def _assignee(user: User) -> Row:
    return {
        "aas_uid": user.uid,
        "aas_name": user.firstname,
        "aas_lastname": user.lastname,
        "aas_username": user.username,
        "aas_type": "user",
    }


@route("GET", "/project/{prj_uid}/starting-tasks")
def list_starting_tasks(call: Call) -> list[Row]:
    tasks = project(call).tasks
    return [{"act_uid": task.uid, "act_name": task.title} for task in tasks if task.start]


@route("GET", "/project/{prj_uid}/user/{usr_uid}/starting-tasks")
def list_starting_tasks_of_user(call: Call) -> list[Row]:
    """Where that user may start a case."""
    world, uid = call.sandbox.world, call.uid("usr_uid")
    tasks = [task for task in project(call).tasks if task.start and uid in world.pool(task)]
    return [{"act_uid": task.uid, "act_name": task.title} for task in tasks]


@route("GET", "/project/{prj_uid}/process-supervisors")
def list_supervisors(call: Call) -> list[Row]:
    """Groups first."""
    supervisors = sorted(project(call).supervisors, key=lambda item: item.kind)
    return [_supervisor(call, item.uid, item.kind, item.who) for item in supervisors]


def _supervisor(call: Call, uid: str, kind: str, who: str) -> Row:
    row: Row = {"pu_uid": uid, "pu_type": kind}
    if kind == "GROUP_SUPERVISOR":
        return row | {"grp_uid": who, "grp_name": call.sandbox.world.groups[who].title}
    user = call.sandbox.world.users[who]
    return row | {
        "usr_uid": user.uid,
        "usr_firstname": user.firstname,
        "usr_lastname": user.lastname,
        "usr_username": user.username,
        "usr_email": user.email,
    }


@route("GET", "/project/{prj_uid}/process-supervisors/paged")
def page_of_supervisors(call: Call) -> Row:
    rows = list_supervisors(call)
    start, limit = call.query_int("start", 0), call.query_int("limit", 0)
    shown = rows[start : start + limit] if limit else rows[start:]
    return {
        "total": len(rows),
        "start": start,
        "limit": limit,
        "filter": call.query.get("filter", ""),
        "data": shown,
    }


@route("GET", "/project/{prj_uid}/process-supervisor/dynaforms")
def list_supervisor_forms(call: Call) -> list[Row]:
    return _supervisor_objects(call, "DYNAFORM", "pud", "dyn")


@route("GET", "/project/{prj_uid}/process-supervisor/input-documents")
def list_supervisor_documents(call: Call) -> list[Row]:
    return _supervisor_objects(call, "INPUT_DOCUMENT", "pui", "input_doc")


def _supervisor_objects(call: Call, kind: str, prefix: str, name: str) -> list[Row]:
    process = project(call)
    steps = sorted(process.supervisor_steps, key=lambda step: step.position)
    rows: list[dict[str, Any]] = []
    for step in steps:
        if step.type == kind:
            row = {f"{prefix}_uid": step.uid, f"{prefix}_position": str(step.position)}
            row |= {
                f"{name}_uid": step.object,
                f"{name}_title": object_names(process, step.object)[0],
            }
            rows.append(row | {"obj_type": kind})
    return rows
