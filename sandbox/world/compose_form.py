"""A DynaForm of the demo: what the designer writes for a control that nobody touched."""

import json

from sandbox.world.names import Node, uid_of

WITHOUT_DATA = {"title", "subtitle", "label", "link", "image", "panel", "submit", "button"}
WITH_OPTIONS = {"dropdown", "radio", "checkgroup", "checkbox", "suggest"}

SPARE_KEYS = {"colSpan": 12, "ariaLabel": ""}
USUAL_KEYS = {
    "protectedValue": False,
    "label": "",
    "defaultValue": "",
    "placeholder": "",
    "hint": "",
    "ariaLabel": "",
    "required": False,
    "requiredFieldErrorMessage": "",
    "textTransform": "none",
    "validate": "",
    "validateMessage": "",
    "maxLength": 1000,
    "formula": "",
    "mode": "parent",
    "operation": "",
    "dbConnection": "workflow",
    "dbConnectionLabel": "PM Database",
    "sql": "",
    "colSpan": 12,
}
KEYS_BY_TYPE: dict[str, Node] = {
    "suggest": {"delay": "0", "resultsLimit": "10", "forceSelection": False},
    "datetime": {
        "format": "YYYY-MM-DD HH:mm:ss",
        "defaultDate": "",
        "minDate": "",
        "maxDate": "",
        "mask": "YYYY-MM-DD HH:mm:ss",
        "useCurrent": "false",
        "datetimeIcon": "glyphicon-calendar",
    },
    "file": {"extensions": "*", "size": "0", "sizeUnity": "MB", "inp_doc_uid": ""},
    "multipleFile": {
        "extensions": "*",
        "size": "0",
        "sizeUnity": "MB",
        "maxFileNumber": "0",
        "inp_doc_uid": "",
        "enableVersioning": False,
    },
    "grid": {"layout": "responsive", "pageSize": "0", "addRow": True, "deleteRow": True},
}


def compose_form(process: str, form: Node, variables: list[Node]) -> Node:
    """A DynaForm with every key that the designer would have written."""
    uid = uid_of("dynaform", f"{process}/{form['title']}")
    by_name = {variable["name"]: variable for variable in variables}
    rows = [[_cell(cell, by_name) for cell in row] for row in form["rows"]]
    root = {
        "type": "form",
        "variable": "",
        "var_uid": "",
        "dataType": "",
        "id": uid,
        "name": form["title"],
        "description": form["description"],
        "mode": "edit",
        "script": "",
        "language": "en",
        "externalLibs": "",
        "printable": False,
        "items": rows,
        "variables": [],
    }
    content = {"name": form["title"], "description": form["description"], "items": [root]}
    return {
        "uid": uid,
        "title": form["title"],
        "description": form["description"],
        "type": "xmlform",
        "content": content,
    }


def _cell(cell: Node, variables: Node) -> Node:
    if "type" not in cell:
        return cell
    identity = {"id": cell["name"], "name": cell["name"]}
    if cell["type"] in WITHOUT_DATA:
        return SPARE_KEYS | identity | cell
    variable = variables[cell["name"]]
    own = {
        "variable": cell["name"],
        "var_uid": variable["uid"],
        "dataType": variable["type"],
        "var_name": cell["name"],
    }
    accepted = {option["value"]: option["label"] for option in _accepted(variable)}
    return own | identity | _with_type_keys({"options": accepted} | cell)


def _accepted(variable: Node) -> list[Node]:
    options: list[Node] = json.loads(variable["accepted_values"])
    return options


def _with_type_keys(cell: Node) -> Node:
    kind = cell["type"]
    options = [{"value": key, "label": text} for key, text in cell.pop("options", {}).items()]
    keys = USUAL_KEYS | KEYS_BY_TYPE.get(kind, {})
    if kind in WITH_OPTIONS:
        keys |= {"datasource": "custom", "dataVariable": "", "memoryCache": False}
        keys |= {"options": options, "optionsSql": []}
    if kind == "grid":
        cell = cell | {"columns": [_column(cell["name"], column) for column in cell["columns"]]}
    return keys | cell


def _column(grid: str, column: Node) -> Node:
    """Columns of a grid have no process variable of their own."""
    usual = {"variable": "", "var_uid": "", "dataType": "string", "columnWidth": "10"}
    place = {"id": column["name"], "gridName": grid, "title": column["label"]}
    return usual | place | _with_type_keys(dict(column))
