"""``/project/…/report-table``: variables of the cases of a process, as columns."""

from typing import Any

from sandbox.api.projects import project
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import JsonObject

ONE = "/project/{prj_uid}/report-table/{rep_uid}"
PERMISSION = "PM_FACTORY"
OWN_COLUMNS = ("app_uid", "app_number", "app_status")


def _tables(call: Call) -> dict[str, JsonObject]:
    kept: dict[str, dict[str, JsonObject]] = call.sandbox.extra.setdefault("report tables", {})
    return kept.setdefault(project(call).uid, {})


def _table(call: Call) -> JsonObject:
    uid = call.uid("rep_uid")
    if uid not in _tables(call):
        raise BadRequest(f"The report table with rep_uid:'{uid}' does not exist.")
    return _tables(call)[uid]


@route("GET", "/project/{prj_uid}/report-tables", permission=PERMISSION)
def list_tables(call: Call) -> list[JsonObject]:
    return list(_tables(call).values())


@route("GET", ONE, permission=PERMISSION)
def get_table(call: Call) -> JsonObject:
    return _table(call)


@route("POST", "/project/{prj_uid}/report-table", permission=PERMISSION)
def create_table(call: Call) -> Answer:
    if not call.fields.get("rep_tab_name"):
        raise BadRequest("`rep_tab_name` is required.")
    table = {"rep_uid": call.sandbox.store.new_uid(), **_given(call)}
    _tables(call)[table["rep_uid"]] = table
    call.accepted()
    return Answer(table, status=201)


@route("PUT", ONE, permission=PERMISSION)
def update_table(call: Call) -> None:
    table = _table(call)
    table.update({key: value for key, value in _given(call).items() if value})
    call.accepted()


@route("DELETE", ONE, permission=PERMISSION)
def delete_table(call: Call) -> None:
    del _tables(call)[_table(call)["rep_uid"]]
    call.accepted()


@route("GET", ONE + "/populate", permission=PERMISSION)
def populate(call: Call) -> None:
    """Fills the table anew; here it is never out of date."""
    _table(call)
    call.accepted()


@route("GET", ONE + "/data", permission=PERMISSION)
def rows(call: Call) -> JsonObject:
    table, process = _table(call), project(call)
    names = [str(field["fld_name"]).lower() for field in table["fields"]]
    variables = [name for name in names if name not in OWN_COLUMNS]
    found: list[dict[str, Any]] = [
        {
            "app_uid": case.uid,
            "app_number": str(case.number),
            "app_status": case.status,
            **{name: _text(case.variables, name) for name in variables},
        }
        for case in call.sandbox.store.cases.values()
        if case.process is process
    ]
    return {"rows": found, "count": len(found)}


def _text(variables: dict[str, Any], name: str) -> str | None:
    """Column names are lower-case, variables are not."""
    for key, value in variables.items():
        if key.lower() == name:
            return None if value is None else str(value)
    return None


def _given(call: Call) -> JsonObject:
    return {
        "rep_tab_name": str(call.fields.get("rep_tab_name", "")),
        "rep_tab_description": str(call.fields.get("rep_tab_dsc", "")),
        "rep_tab_type": str(call.fields.get("rep_tab_type", "NORMAL")),
        "fields": call.fields.get("fields", []),
    }
