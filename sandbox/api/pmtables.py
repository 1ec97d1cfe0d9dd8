"""``/pmtable``: definitions for everybody in the list, rows with PM_SETUP_PM_TABLES."""

import json
from base64 import b64encode
from typing import Any

from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import JsonObject, PmTable

PERMISSION = "PM_SETUP_PM_TABLES"
INDEX_KEY = "pmtable"


@route("GET", "/pmtable")
def list_tables(call: Call) -> list[JsonObject]:
    return [table_definition(table) for table in call.sandbox.world.pm_tables.values()]


@route("GET", "/pmtable/{pmt_uid}", permission=PERMISSION)
def get_table(call: Call) -> JsonObject:
    return table_definition(pm_table(call))


def table_definition(table: PmTable) -> JsonObject:
    """A PM table with its columns, as every endpoint shows it."""
    name = "".join(part.capitalize() for part in table.name.split("_"))
    return {
        "pmt_uid": table.uid,
        "pmt_tab_name": table.name,
        "pmt_tab_description": table.description,
        "pmt_tab_offline": 0,
        "pmt_tab_class_name": name,
        "pmt_num_rows": len(table.rows),
        "fields": table.fields,
    }


@route("GET", "/pmtable/{pmt_uid}/data", permission=PERMISSION)
def list_rows(call: Call) -> JsonObject:
    """``filter`` looks into every column, ``q`` is a JSON where clause; a bad one is none."""
    table = pm_table(call)
    text, where = call.query.get("filter", "").casefold(), _where(call.query.get("q", ""))
    rows = [
        _shown(table, row)
        for row in sorted(table.rows, key=lambda row: _sort_key(table, row))
        if any(text in str(value).casefold() for value in row.values() if value is not None)
        and all(str(row.get(name)) == value for name, value in where.items())
    ]
    return {"rows": rows, "count": len(rows)}


def _where(text: str) -> dict[str, str]:
    try:
        clause = json.loads(text)["where"]
        return {str(name).upper(): str(value) for name, value in clause.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _sort_key(table: PmTable, row: JsonObject) -> tuple[tuple[int, Any], ...]:
    values = (row.get(name) for name in _keys(table))
    return tuple((0, value) if isinstance(value, int) else (1, str(value)) for value in values)


def _shown(table: PmTable, row: JsonObject) -> JsonObject:
    """Lower-case columns, numbers as strings, and ProcessMaker's index of the key."""
    shown: JsonObject = {
        field["fld_name"].lower(): None if value is None else str(value)
        for field in table.fields
        for value in [row.get(field["fld_name"])]
    }
    return shown | {"__index__": _index(table, row)}


def _index(table: PmTable, row: JsonObject) -> str:
    """The key, each character moved by one of "pmtable", in base64."""
    key = ",".join(str(row[name]) for name in _keys(table) if row.get(name) is not None)
    data = key.encode()
    moved = bytes(
        (byte + ord(INDEX_KEY[at % len(INDEX_KEY) - 1])) % 256 for at, byte in enumerate(data)
    )
    return b64encode(moved).decode().rstrip("=")


def _keys(table: PmTable) -> list[str]:
    return [field["fld_name"] for field in table.fields if field["fld_key"] == "1"]


@route("POST", "/pmtable/{pmt_uid}/data", permission=PERMISSION)
def insert(call: Call) -> Answer:
    """Unknown columns are left out; a row without key gets the key 0."""
    table = pm_table(call)
    row = row_of(table, call.fields)
    insert_row(table, row)
    call.accepted()
    given = {field["fld_name"].lower(): row[field["fld_name"]] for field in table.fields}
    return Answer(given | {"__index__": _index(table, row)}, status=201)


@route("PUT", "/pmtable/{pmt_uid}/data", permission=PERMISSION)
def update(call: Call) -> None:
    table = pm_table(call)
    given = {name.upper(): value for name, value in call.fields.items()}
    wanted = {name: given[name] for name in _keys(table) if name in given}
    row = _found(table, wanted)
    if row is None:
        raise BadRequest(f"The key {_listed(wanted)} not exist")
    names = {field["fld_name"] for field in table.fields}
    row.update({name: value for name, value in given.items() if name in names})
    call.accepted()


ONE_KEY = "/pmtable/{pmt_uid}/data/{key1}/{value1}"
TWO_KEYS = ONE_KEY + "/{key2}/{value2}"


@route("DELETE", ONE_KEY, permission=PERMISSION)
@route("DELETE", TWO_KEYS, permission=PERMISSION)
@route("DELETE", TWO_KEYS + "/{key3}/{value3}", permission=PERMISSION)
def delete(call: Call) -> None:
    table = pm_table(call)
    pairs = [(f"key{number}", f"value{number}") for number in (1, 2, 3)]
    wanted = {
        call.params[key].upper(): call.params[value] for key, value in pairs if key in call.params
    }
    row = _found(table, wanted)
    if row is None:
        raise BadRequest(f"The key {_listed(wanted)} not exist")
    table.rows.remove(row)
    call.accepted()


def _listed(wanted: dict[str, Any]) -> str:
    return ", ".join(str(value) for value in wanted.values())


def _found(table: PmTable, wanted: dict[str, Any]) -> JsonObject | None:
    text = {name: str(value) for name, value in wanted.items()}
    for row in table.rows:
        if all(str(row.get(name)) == value for name, value in text.items()):
            return row
    return None


def pm_table(call: Call) -> PmTable:
    """The table of the path, or the refusal of an unknown one."""
    uid = call.uid("pmt_uid")
    table = call.sandbox.world.pm_tables.get(uid)
    if table is None:
        raise BadRequest(f"The pm table with pmt_uid:'{uid}' does not exist.")
    return table


def row_of(table: PmTable, given: dict[str, Any]) -> JsonObject:
    """A row with every column; names in any letter case, unknown ones left out."""
    upper = {str(name).upper(): value for name, value in given.items()}
    return {field["fld_name"]: upper.get(field["fld_name"]) for field in table.fields}


def insert_row(table: PmTable, row: JsonObject) -> None:
    """Stores a row as MySQL without strict mode does; a key that is there is refused."""
    insert_rows(table, [row])


def insert_rows(table: PmTable, rows: list[JsonObject]) -> None:
    """Stores rows until one has a key that is there; those before it stay."""
    names = _keys(table)
    taken = {_key(names, stored) for stored in table.rows}
    for row in rows:
        stored = {field["fld_name"]: _lax(field, row[field["fld_name"]]) for field in table.fields}
        key = _key(names, stored)
        if key in taken:
            raise BadRequest(_duplicate(table, row, {name: stored[name] for name in names}))
        taken.add(key)
        table.rows.append(stored)


def _key(names: list[str], row: JsonObject) -> tuple[str, ...]:
    return tuple(str(row.get(name)) for name in names)


def _lax(field: JsonObject, value: Any) -> Any:
    """Text for a number is 0, a key that is missing too; long text is cut."""
    if field["fld_type"] == "INTEGER":
        if value is None:
            return 0 if field["fld_key"] == "1" else None
        text = str(value)
        return int(text) if text.lstrip("-").isdigit() else 0
    return None if value is None else str(value)[: int(field["fld_size"])]


def _duplicate(table: PmTable, row: JsonObject, keys: dict[str, Any]) -> str:
    given = {name: value for name, value in row.items() if value is not None}
    columns = ",".join(f"`{name}`" for name in given)
    values = ",".join(_sql(value) for value in given.values())
    key = "-".join(str(value) for value in keys.values())
    statement = f"{table.name} ({columns}) VALUES ({values})"
    return (
        "Unable to execute INSERT statement. [wrapped: Could not execute update [Native Error: "
        f"Duplicate entry '{key}' for key 'PRIMARY'] [User Info: INSERT INTO {statement}]]"
    )


def _sql(value: Any) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "\\'") + "'"
    return str(value)
