"""``/pmtable``: making, changing and dropping PM tables."""

from sandbox.api.pmtables import PERMISSION, pm_table, table_definition
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import JsonObject, PmTable

PREFIX = "PMT_"


@route("POST", "/pmtable", permission=PERMISSION)
def create_table(call: Call) -> Answer:
    """``pmt_tab_name``, ``pmt_tab_dsc`` and ``fields``; one of these is the key."""
    name = str(call.fields.get("pmt_tab_name", "")).upper()
    if not name:
        raise BadRequest("`pmt_tab_name` is required.")
    name = name if name.startswith(PREFIX) else PREFIX + name
    tables = call.sandbox.world.pm_tables
    if any(table.name == name for table in tables.values()):
        raise BadRequest(f"The pm table with pmt_tab_name: '{name}' already exists.")
    fields = [_field(call, at, item) for at, item in enumerate(call.fields.get("fields", []))]
    if not any(field["fld_key"] == "1" for field in fields):
        raise BadRequest("The fields must have a key 'fld_key'")
    table = PmTable(call.sandbox.store.new_uid(), name, fields, _description(call, ""))
    tables[table.uid] = table
    call.accepted()
    return Answer(table_definition(table), status=201)


def _field(call: Call, at: int, given: JsonObject) -> JsonObject:
    return {
        "fld_uid": call.sandbox.store.new_uid(),
        "fld_index": str(at),
        "fld_name": str(given["fld_name"]).upper(),
        "fld_description": str(given.get("fld_label", given["fld_name"])),
        "fld_type": str(given.get("fld_type", "VARCHAR")),
        "fld_size": str(given.get("fld_size", 64)),
        "fld_null": "1" if given.get("fld_null") else "0",
        "fld_auto_increment": "1" if given.get("fld_auto_increment") else "0",
        "fld_key": "1" if given.get("fld_key") else "0",
        "fld_table_index": "0",
    }


def _description(call: Call, usual: str) -> str:
    return str(call.fields.get("pmt_tab_dsc", usual))


@route("PUT", "/pmtable/{pmt_uid}", permission=PERMISSION)
def update_table(call: Call) -> None:
    """The description; with ``fields`` the columns anew, and the rows keep what still fits."""
    table = pm_table(call)
    table.description = _description(call, table.description)
    if call.fields.get("fields"):
        table.fields = [_field(call, at, item) for at, item in enumerate(call.fields["fields"])]
        names = [field["fld_name"] for field in table.fields]
        table.rows = [{name: row.get(name) for name in names} for row in table.rows]
    call.accepted()


@route("DELETE", "/pmtable/{pmt_uid}", permission=PERMISSION)
def delete_table(call: Call) -> None:
    del call.sandbox.world.pm_tables[pm_table(call).uid]
    call.accepted()
