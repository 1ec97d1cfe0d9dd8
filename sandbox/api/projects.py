"""``/project``: the design of a process, and the lists of designs."""

from typing import Any

from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject, Process
from sandbox.world.names import uid_of

Row = dict[str, Any]

ACTIVITY_KEYS: JsonObject = {
    "act_is_for_compensation": "0",
    "act_start_quantity": "1",
    "act_completion_quantity": "0",
    "act_implementation": None,
    "act_instantiate": "0",
    "act_script": None,
    "act_test_before": "0",
    "act_loop_maximum": "0",
    "act_loop_cardinality": "0",
    "act_loop_behavior": "NONE",
    "act_is_adhoc": "0",
    "act_is_collapsed": "1",
    "act_ordering": "PARALLEL",
    "act_cancel_remaining_instances": "1",
    "act_protocol": None,
    "act_method": None,
    "act_is_global": "0",
    "act_referer": "",
    "act_default_flow": "",
    "act_master_diagram": "",
    "bou_container": "bpmnDiagram",
}
EVENT_KEYS: JsonObject = {
    "evn_marker": "EMPTY",
    "evn_is_interrupting": "1",
    "evn_cancel_activity": "0",
    "evn_activity_ref": "",
    "evn_wait_for_completion": "1",
    "evn_error_code": None,
    "evn_escalation_code": None,
    "evn_operation_implementation_ref": None,
    "evn_time_date": None,
    "evn_time_cycle": None,
    "evn_time_duration": None,
    "bou_container": "bpmnDiagram",
}
GATEWAY_KEYS: JsonObject = {
    "gat_instantiate": "0",
    "gat_activation_count": "0",
    "gat_waiting_for_start": "1",
    "gat_default_flow": "0",
    "bou_container": "bpmnDiagram",
}
FLOW_KEYS: JsonObject = {
    "flo_is_inmediate": "1",
    "flo_x1": "1",
    "flo_y1": "1",
    "flo_x2": "2",
    "flo_y2": "2",
    "flo_state": [{"x": 1, "y": 1}, {"x": 2, "y": 2}],
    "flo_position": "1",
}
PROCESS_NUMBERS = (
    "pro_assignment",
    "pro_show_map",
    "pro_show_message",
    "pro_subprocess",
    "pro_show_delegate",
    "pro_show_dynaform",
    "pro_industry",
    "pro_debug",
    "pro_cost",
)
PROCESS_BLANKS = (
    "pro_type_day",
    "pro_tri_create",
    "pro_tri_open",
    "pro_tri_deleted",
    "pro_tri_canceled",
    "pro_tri_paused",
    "pro_tri_reassigned",
    "pro_tri_unpaused",
    "pro_sub_category",
    "pro_create_user",
    "pro_derivation_screen_tpl",
    "pro_unit_cost",
    "pro_summary_dynaform",
    "pro_calendar",
)


def project(call: Call, message: str = "The project with prj_uid: {0} does not exist.") -> Process:
    """The process of the path; its refusal is worded differently here and there."""
    uid = call.uid("prj_uid")
    process = call.sandbox.world.processes.get(uid)
    if process is None:
        raise BadRequest(message.format(uid))
    return process


@route("GET", "/project", permission="PM_FACTORY")
@route("GET", "/projects", permission="PM_FACTORY")
def list_projects(call: Call) -> list[Row]:
    stamp = call.sandbox.clock.plain(call.sandbox.started_at)
    processes = sorted(call.sandbox.world.processes.values(), key=lambda p: p.title.casefold())
    return [
        {
            "prj_uid": process.uid,
            "prj_name": process.title,
            "prj_description": process.description,
            "prj_category": process.category,
            "prj_type": "bpmn",
            "prj_create_date": stamp,
            "prj_update_date": stamp,
            "prj_status": process.status,
        }
        for process in processes
    ]


@route("GET", "/project/{prj_uid}", permission="PM_CASES")
@route("GET", "/projects/{prj_uid}", permission="PM_CASES")
def get_project(call: Call) -> Row:
    """The diagram; PM_CASES is enough."""
    process = project(call, "Project {0}, does not exist.")
    stamp = call.sandbox.clock.plain(call.sandbox.started_at)
    blank = ("target_namespace", "expresion_language", "type_language", "exporter")
    more = ("exporter_version", "author", "author_version", "original_source")
    return {
        "prj_uid": process.uid,
        "prj_name": process.title,
        "prj_description": process.description,
        **{f"prj_{name}": "" for name in (*blank, *more)},
        "prj_create_date": stamp,
        "prj_update_date": stamp,
        "diagrams": [_diagram(process)],
        "usr_setting_designer": None,
    }


def _diagram(process: Process) -> Row:
    drawn = process.diagram
    return {
        "dia_uid": uid_of("diagram", process.uid),
        "prj_uid": process.uid,
        "dia_name": process.title,
        "dia_is_closable": 0,
        "pro_uid": uid_of("bpmn process", process.uid),
        "activities": [ACTIVITY_KEYS | item for item in drawn.get("activities", [])],
        "events": [EVENT_KEYS | _direction(item) | item for item in drawn.get("events", [])],
        "gateways": [GATEWAY_KEYS | item for item in drawn.get("gateways", [])],
        "flows": [FLOW_KEYS | item for item in drawn.get("flows", [])],
        **{name: [] for name in ("artifacts", "laneset", "lanes", "data", "participants")},
    }


def _direction(event: JsonObject) -> JsonObject:
    catches = event["evn_type"] == "START"
    return {
        "evn_message": "LEAD" if catches else "",
        "evn_behavior": "CATCH" if catches else "THROW",
    }


@route("GET", "/project/{prj_uid}/process", permission="PM_FACTORY")
@route("GET", "/projects/{prj_uid}/process", permission="PM_FACTORY")
def get_process(call: Call) -> Row:
    """Every column of the process."""
    process = project(call)
    stamp = call.sandbox.clock.plain(call.sandbox.started_at)
    category = call.sandbox.world.categories.get(process.category)
    return {
        "pro_uid": process.uid,
        "pro_title": process.title,
        "pro_description": process.description,
        "pro_id": process.id,
        "pro_parent": process.uid,
        "pro_time": 1,
        "pro_timeunit": "DAYS",
        "pro_status": process.status,
        "pro_status_id": 1 if process.status == "ACTIVE" else 0,
        "pro_type": "NORMAL",
        "pro_type_process": "PUBLIC",
        "pro_category": process.category,
        "pro_update_date": stamp,
        "pro_create_date": stamp,
        "pro_itee": 1,
        "pro_action_done": 'a:1:{i:0;s:41:"GATEWAYTOGATEWAY_DELETE_CORRUPTED_RECORDS";}',
        "category_id": category.id if category else 0,
        "pro_bpmn": 1,
        **dict.fromkeys(PROCESS_NUMBERS, 0),
        **dict.fromkeys(PROCESS_BLANKS, ""),
    }


@route("GET", "/project/categories", permission="PM_SETUP_PROCESS_CATEGORIES")
def list_categories(call: Call) -> list[Row]:
    categories = sorted(call.sandbox.world.categories.values(), key=lambda c: c.name.casefold())
    return [_category(call, item.uid) for item in categories]


@route("GET", "/project/category/{cat_uid}", permission="PM_SETUP_PROCESS_CATEGORIES")
def get_category(call: Call) -> Row:
    uid = call.uid("cat_uid")
    if uid not in call.sandbox.world.categories:
        raise BadRequest(f"The category with cat_uid: '{uid}' does not exist.")
    return _category(call, uid)


def _category(call: Call, uid: str) -> Row:
    processes = call.sandbox.world.processes.values()
    return {
        "cat_uid": uid,
        "cat_name": call.sandbox.world.categories[uid].name,
        "cat_total_processes": sum(process.category == uid for process in processes),
    }
