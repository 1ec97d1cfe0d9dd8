"""``/project/…``: variables, forms, documents and triggers of a process."""

import json
from typing import Any

from sandbox.api.projects import Row, project
from sandbox.engine.database import SqlError
from sandbox.engine.forms import controls, find_form, options_of
from sandbox.errors import BadRequest, Unauthorized
from sandbox.rest import Call, route
from sandbox.world.model import Dynaform, JsonObject, Trigger

SUGGESTIONS = 10


@route("GET", "/project/{prj_uid}/process-variables", permission="PM_FACTORY")
def list_variables(call: Call) -> list[Row]:
    process = project(call)
    return [
        {
            "var_uid": variable.uid,
            "prj_uid": process.uid,
            "var_name": variable.name,
            "var_field_type": variable.type,
            "var_field_size": 255,
            "var_label": variable.type,
            "var_dbconnection": "workflow",
            "var_dbconnection_label": "PM Database",
            "var_sql": "",
            "var_null": 0,
            "var_default": "",
            "var_accepted_values": variable.accepted_values,
            "inp_doc_uid": "",
        }
        for variable in process.variables
    ]


@route("POST", "/project/{prj_uid}/process-variable/{var_name}/execute-query")
def execute_query(call: Call) -> list[dict[str, str]]:
    """All options of a field that come from SQL or a variable."""
    return [{"value": value, "text": text} for value, text in _options(call)]


@route("POST", "/project/{prj_uid}/process-variable/{var_name}/execute-query-suggest")
def execute_query_suggest(call: Call) -> list[dict[str, str]]:
    """The options whose label holds ``filter``, or whose value or text is what ``query`` asks."""
    found = [option for option in _options(call) if _suggested(call.fields, *option)]
    start = int(call.fields.get("start") or 0)
    limit = int(call.fields.get("limit") or SUGGESTIONS)
    return [{"value": value, "text": text} for value, text in found[start : start + limit]]


def _suggested(fields: dict[str, Any], value: str, text: str) -> bool:
    query = fields.get("query") or {}
    exact, part = query.get("term", {}), query.get("match", {})
    shown = {"value": value, "text": text}
    wanted = str(fields.get("filter", "")).casefold()
    return (
        wanted in text.casefold()
        and all(shown.get(key) == str(item) for key, item in exact.items())
        and all(str(item).casefold() in shown.get(key, "").casefold() for key, item in part.items())
    )


def _options(call: Call) -> list[tuple[str, str]]:
    if not (call.can("PM_CASES") or call.can("PM_FACTORY")):
        raise Unauthorized
    fields, world = call.fields, call.sandbox.world
    form = find_form(world, str(fields.get("dyn_uid", "")))
    if form is None:
        raise BadRequest("The DynaForm does not exist.")
    wanted = (str(fields.get("grid_name", "")), str(fields.get("field_id", "")))
    cells = [cell for grid, cell in controls(world, form) if (grid, cell.get("id")) == wanted]
    if not cells:
        raise BadRequest(f"The field with field_id: '{wanted[1]}' does not exist.")
    case = call.sandbox.store.cases.get(str(fields.get("app_uid", "")))
    known = case.variables if case and not wanted[0] else {}
    try:
        return options_of(world, cells[0], known | fields)
    except SqlError as error:
        raise BadRequest(str(error)) from error


def form_row(call: Call, form: Dynaform) -> Row:
    """A form with its definition as JSON text."""
    return {
        "dyn_uid": form.uid,
        "dyn_title": form.title,
        "dyn_description": form.description,
        "dyn_type": form.type,
        "dyn_content": json.dumps(form.content),
        "dyn_version": 2,
        "dyn_update_date": call.sandbox.clock.plain(call.sandbox.started_at),
    }


@route("GET", "/project/{prj_uid}/dynaforms", permission="PM_FACTORY")
@route("GET", "/projects/{prj_uid}/dynaforms", permission="PM_FACTORY")
def list_forms(call: Call) -> list[Row]:
    forms = sorted(project(call).dynaforms, key=lambda form: form.title.casefold())
    return [form_row(call, form) for form in forms]


@route("GET", "/project/{prj_uid}/dynaform/{dyn_uid}")
def get_form(call: Call) -> Row:
    """Any user, any form, whichever process it belongs to."""
    uid = call.uid("dyn_uid")
    form = find_form(call.sandbox.world, uid)
    if form is None:
        raise BadRequest(f"The DynaForm with dyn_uid: {uid} does not exist.")
    return form_row(call, form)


@route("GET", "/project/{prj_uid}/dynaform/{dyn_uid}/fields")
def list_fields(call: Call) -> list[Row]:
    """The controls of a form that hold a value, those of grids left out."""
    form = find_form(call.sandbox.world, get_form(call)["dyn_uid"])
    cells = [cell for grid, cell in controls(call.sandbox.world, form) if not grid] if form else []
    return [
        {"fld_id": cell["id"], "fld_name": cell["name"], "fld_type": cell["type"]}
        for cell in cells
        if cell.get("variable")
    ]


@route("GET", "/project/{prj_uid}/process-permissions", permission="PM_FACTORY")
def list_permissions(call: Call) -> list[Row]:
    """Who may see or delete what in the cases of the process."""
    users, groups = call.sandbox.world.users, call.sandbox.world.groups
    return [
        {
            "op_uid": item.uid,
            "op_case_status": item.case_status,
            "tas_uid": item.task,
            "usr_uid": item.holder,
            "op_user_relation": 2 if item.holder_kind == "group" else 1,
            "op_participate": int(item.must_participate),
            "op_obj_type": item.object,
            "op_obj_uid": item.object_uid,
            "op_action": item.action,
            "user_fullname": users[item.holder].full_name
            if item.holder in users
            else groups[item.holder].title,
        }
        for item in project(call).permissions
        if item.holder in users or item.holder in groups
    ]


@route("GET", "/project/{prj_uid}/input-documents", permission="PM_FACTORY")
@route("GET", "/projects/{prj_uid}/input-documents", permission="PM_FACTORY")
def list_input_documents(call: Call) -> list[JsonObject]:
    return sorted(project(call).input_documents, key=lambda item: item["inp_doc_title"])


@route("GET", "/project/{prj_uid}/input-document/{inp_doc_uid}")
def get_input_document(call: Call) -> JsonObject:
    uid = call.uid("inp_doc_uid")
    for document in project(call).input_documents:
        if document["inp_doc_uid"] == uid:
            return document
    raise BadRequest(f"The Input Document with inp_doc_uid: {uid} does not exist.")


@route("GET", "/project/{prj_uid}/output-documents")
def list_output_documents(call: Call) -> list[JsonObject]:
    return project(call).output_documents


@route("GET", "/project/{prj_uid}/output-document/{out_doc_uid}")
def get_output_document(call: Call) -> Any:
    """An unknown one is 200 with an empty list."""
    uid = call.uid("out_doc_uid")
    for document in project(call).output_documents:
        if document["out_doc_uid"] == uid:
            return document
    return []


@route("GET", "/project/{prj_uid}/triggers")
def list_triggers(call: Call) -> list[Row]:
    """With the PHP source, and a key that a forgotten column alias left behind."""
    triggers = sorted(project(call).triggers, key=lambda item: item.title.upper())
    return [_trigger(item) | {"upper(triggers.tri_title)": item.title.upper()} for item in triggers]


@route("GET", "/project/{prj_uid}/trigger/{tri_uid}")
def get_trigger(call: Call) -> Row:
    uid = call.uid("tri_uid")
    for trigger in project(call).triggers:
        if trigger.uid == uid:
            return _trigger(trigger)
    raise BadRequest(f"The row '{uid}' in table TRIGGERS doesn't exist!")


def _trigger(trigger: Trigger) -> Row:
    return {
        "tri_uid": trigger.uid,
        "tri_title": trigger.title,
        "tri_description": trigger.description,
        "tri_type": "SCRIPT",
        "tri_webbot": trigger.php,
        "tri_param": "",
    }
