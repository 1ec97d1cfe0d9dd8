"""One case variable: ``/case/{app_uid}/{del_index}/variable/{var_name}``."""

import re
from typing import Any

from sandbox.api.form_fields import grid_columns
from sandbox.api.loading import no_delegation
from sandbox.api.variables import iso_dates
from sandbox.engine.delegations import case_updated
from sandbox.engine.records import Case
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import JsonObject, Variable

PATH = "/case/{app_uid}/{del_index}/variable/{var_name}"
_INTEGER = re.compile(r"\d+")


def _found(call: Call) -> tuple[Case, Variable]:
    """The case and the variable as the process defines it; no right is asked for."""
    uid, name = call.uid("app_uid"), call.params["var_name"]
    case = call.sandbox.store.cases.get(uid)
    if case is None:
        raise BadRequest(f"The case with app_uid: {uid} does not exist.")
    index = call.params["del_index"]
    if not index.isdigit():
        text = "Invalid value specified for `del_index`. Expecting integer value"
        raise BadRequest(text)
    if case.delegation(int(index)) is None:
        raise no_delegation(uid, index)
    defined = next((item for item in case.process.variables if item.name == name), None)
    if defined is None:
        raise BadRequest(f"var_name: {name} does not exist")
    return case, defined


def _value(case: Case, name: str) -> Any:
    """Null counts as not there."""
    value = case.variables.get(name)
    if value is None:
        raise BadRequest(f'The Variable with var_name: "{name}" does not exist in Case')
    return value


@route("GET", PATH)
def get_variable(call: Call) -> Any:
    case, variable = _found(call)
    value = _value(case, variable.name)
    if variable.type == "grid":
        return iso_dates(call.sandbox, value)
    label = case.variables.get(f"{variable.name}_label")
    shown = {variable.name: value, f"{variable.name}_label": "" if label is None else label}
    return iso_dates(call.sandbox, shown)


@route("GET", f"{PATH}/paged")
def get_grid_page(call: Call) -> JsonObject:
    """Rows of a grid; without limit all of them and ``"limit": 0``."""
    start, limit = _pager(call, "start"), _pager(call, "limit")
    case, variable = _found(call)
    rows = _value(case, variable.name)
    if variable.type != "grid":
        raise BadRequest(f'The Variable with var_name: "{variable.name}" is not a grid')
    option = next((name for name in ("lfilter", "rfilter") if call.query.get(name)), "filter")
    text = call.query.get(option, "")
    page: JsonObject = {"total": 0, "start": start or 0, "limit": limit or 0, option: text}
    if limit == 0:
        return {**page, "data": []}
    found = {key: row for key, row in rows.items() if _row_matches(row, option, text)}
    first = start or 0
    chosen = list(found.items())[first : first + limit if limit else None]
    return {**page, "total": len(found), "data": dict(chosen) or []}


def _pager(call: Call, name: str) -> int | None:
    text = call.query.get(name)
    if text is None:
        return None
    if not _INTEGER.fullmatch(text):
        raise BadRequest(f'Invalid value for "{name}". Expecting positive integer value.')
    return int(text)


def _row_matches(row: Any, option: str, text: str) -> bool:
    if not text.strip():
        return True
    wanted = text.lower()
    values = [str(value).lower() for value in row.values()] if isinstance(row, dict) else []
    match option:
        case "lfilter":
            return any(value.startswith(wanted) for value in values)
        case "rfilter":
            return any(value.endswith(wanted) for value in values)
    return any(wanted in value for value in values)


@route("POST", PATH, permission="PM_CASES")
async def create_variable(call: Call) -> Answer:
    """A variable that is not there yet, or more rows of a grid."""
    case, variable = _found(call)
    name, read = variable.name, dict(case.variables)
    if variable.type != "grid" and read.get(name) is not None:
        raise BadRequest(f'The Variable with var_name: "{name}" already exists in Case')
    _check_complete(case, variable, call.fields)
    await call.race()
    if variable.type == "grid":
        rows = dict(read.get(name) or {})
        first = len(rows)
        added = {str(first + n): row for n, row in enumerate(call.fields.values(), 1)}
        _store(call, case, {**read, name: {**rows, **added}})
        return Answer(added, 201)
    added = {name: call.fields[name], f"{name}_label": call.fields[f"{name}_label"]}
    _store(call, case, {**read, **added})
    return Answer(added, 201)


@route("PUT", PATH, permission="PM_CASES")
async def update_variable(call: Call) -> Answer:
    """Value and label together; of a grid, rows by their numbers."""
    case, variable = _found(call)
    name, read = variable.name, dict(case.variables)
    value = _value(case, name)
    _check_complete(case, variable, call.fields)
    if variable.type == "grid":
        _check_rows(value, list(call.fields))
    await call.race()
    if variable.type == "grid":
        changed = {key: {**value[key], **row} for key, row in call.fields.items()}
        _store(call, case, {**read, name: {**value, **changed}})
    else:
        label = f"{name}_label"
        _store(call, case, {**read, name: call.fields[name], label: call.fields[label]})
    return Answer(status=204)


@route("DELETE", PATH, permission="PM_CASES")
async def delete_variable(call: Call) -> None:
    """The variable, or with ``keys`` rows of a grid, which are numbered anew."""
    case, variable = _found(call)
    name, read = variable.name, dict(case.variables)
    value, keys = _value(case, name), call.query.get("keys")
    if variable.type == "grid" and keys is not None:
        doomed = [key.strip() for key in keys.split(",")]
        _check_rows(value, doomed)
        left = [row for key, row in value.items() if key not in doomed]
        read[name] = {str(number): row for number, row in enumerate(left, 1)}
    else:
        read.pop(name)
        if variable.type != "grid":
            read.pop(f"{name}_label", None)
    await call.race()
    _store(call, case, read)


def _store(call: Call, case: Case, variables: JsonObject) -> None:
    case.variables = variables
    case_updated(call.sandbox, case)
    call.accepted(case.uid, int(call.params["del_index"]))


def _check_rows(rows: Any, keys: list[str]) -> None:
    for key in keys:
        if key not in rows:
            raise BadRequest(f"{key}: Does not exist")


def _check_complete(case: Case, variable: Variable, given: JsonObject) -> None:
    """Every value needs its label; a grid row may hold no column that no form has."""
    if not given:
        raise BadRequest("Invalid data")
    if variable.type == "grid":
        columns = grid_columns(case.process, variable.name)
        for key, row in given.items():
            _check_row(key, row, columns)
        return
    for name in (variable.name, f"{variable.name}_label"):
        if given.get(name) is None:
            raise BadRequest(f"{name} does not exist")


def _check_row(key: str, row: Any, columns: list[str]) -> None:
    if not isinstance(row, dict):
        raise BadRequest(f"{key}: Invalid data")
    left = dict(row)
    for column in columns:
        if left.get(column) is None:
            continue
        if left.get(f"{column}_label") is None:
            raise BadRequest(f"{key}: {column}_label does not exist")
        del left[column], left[f"{column}_label"]
    if left:
        raise BadRequest(f"{key}: Invalid fields ({', '.join(left)})")
