"""DynaForms as the server hands them out: options looked up, values put in (PmDynaform)."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.engine.database import SqlError, select
from sandbox.world.loader import World
from sandbox.world.model import Dynaform, JsonObject

WITH_OPTIONS = ("dropdown", "suggest", "radio", "checkgroup")
WITH_DATA = ("text", "textarea", "hidden", *WITH_OPTIONS)
WITH_LOOKED_UP_OPTIONS = ("dropdown", "radio", "checkgroup")
DATE_LIMITS = ("defaultDate", "maxDate", "minDate")
VARIABLE_MARKS = ("@@", "@#", "@%", "@?", "@$", "@=")

Report = Callable[[str], None]


class FormProcessor:
    """Fills in one form; ``variables`` are those of a case, empty without one.

    ``report`` is told of every property that PHP misses.
    """

    def __init__(self, world: World, variables: dict[str, Any], report: Report) -> None:
        self._world = world
        self._variables = variables
        self._report = report

    def process(self, form: Dynaform) -> JsonObject:
        """A copy of the form's content with data and options."""
        content = copy.deepcopy(form.content)
        for root in content.get("items", []):
            self._process_rows(root)
        return content

    def _process_rows(self, form: JsonObject) -> None:
        form["items"] = [[self._process_cell(cell) for cell in row] for row in form["items"]]

    def _process_cell(self, cell: JsonObject) -> JsonObject:
        kind = cell.get("type")
        if kind == "form":
            return self._subform(cell)
        if kind == "grid":
            return self._grid(cell)
        return self._control(cell, self._variables) if kind else cell

    def _subform(self, cell: JsonObject) -> JsonObject:
        """The present content of that form, with the cell's own place and mode."""
        form = find_form(self._world, str(cell.get("id")))
        if form is None:
            return cell
        root: JsonObject = copy.deepcopy(form.content["items"][0])
        self._process_rows(root)
        return root | {key: cell[key] for key in ("colSpan", "mode") if key in cell}

    def _grid(self, cell: JsonObject) -> JsonObject:
        columns = [{"columnWidth": ""} | column for column in cell.get("columns", [])]
        static = any(not column["columnWidth"] for column in columns)
        rows = self._variables.get(cell["name"])
        cell["columns"] = [self._control(column | {"parentIsGrid": True}, {}) for column in columns]
        cell["layout"] = "static" if static else cell.get("layout", "static")
        cell["dataGridEnvironment"] = "onDataGridEnvironment"
        if isinstance(rows, dict) and rows:
            cell |= {"data": rows, "rows": len(rows)}
        return cell

    def _control(self, cell: JsonObject, variables: dict[str, Any]) -> JsonObject:
        kind = cell["type"]
        if kind == "datetime":
            self._dates(cell)
        for key, value in cell.items():
            if isinstance(value, str) and value.startswith(VARIABLE_MARKS):
                cell[key] = self._variables.get(value[2:], "")
        if kind in WITH_DATA:
            cell.setdefault("datasource", "database")
            cell["optionsSql"] = self._looked_up(cell) if kind in WITH_LOOKED_UP_OPTIONS else []
        if kind in (*WITH_DATA, "checkbox", "datetime"):
            cell["data"] = self._data(cell, variables)
        if kind in ("file", "multipleFile"):
            cell["inputDocuments"] = [cell.get("inp_doc_uid", "")]
        return cell

    def _dates(self, cell: JsonObject) -> None:
        for name in DATE_LIMITS:
            if name not in cell:
                self._report(f"Undefined property: stdClass::${name}")
        cell["dependentOptions"] = {
            name: cell[name]
            for name in DATE_LIMITS
            if str(cell.get(name, "")).startswith(VARIABLE_MARKS)
        }

    def _looked_up(self, cell: JsonObject) -> list[JsonObject]:
        return [
            {"value": value, "label": label}
            for value, label in options_of(self._world, cell, self._variables)
        ]

    def _data(self, cell: JsonObject, variables: dict[str, Any]) -> JsonObject:
        name = cell.get("name") or cell.get("id")
        value = variables.get(str(name))
        if value is None:
            value = cell.get("defaultValue") or self._from_sql(cell)
        if cell["type"] == "checkbox":
            value = "1" if value in ("1", 1, True, ["1"]) else "0"
        label = variables.get(f"{name}_label")
        return {"value": value, "label": _label(cell, value) if label is None else label}

    def _from_sql(self, cell: JsonObject) -> Any:
        """A text control's query gives the first column of its first row."""
        if cell["type"] not in ("text", "textarea", "hidden") or not cell.get("sql"):
            return ""
        try:
            rows = select(self._world, cell["sql"], self._variables)
        except SqlError:
            return ""
        return rows[0][0] if rows else ""


def _label(cell: JsonObject, value: Any) -> Any:
    """The text beside a value that came without one."""
    options = [*cell.get("options", []), *cell.get("optionsSql", [])]
    labels = {str(option["value"]): option["label"] for option in options}
    if cell["type"] == "checkgroup":
        chosen = value if isinstance(value, list) else str(value).split("|")
        return json.dumps([labels[item] for item in chosen if item in labels])
    return labels.get(str(value), "" if cell["type"] in WITH_OPTIONS else value)


def options_of(world: World, cell: JsonObject, variables: dict[str, Any]) -> list[tuple[str, str]]:
    """Value and label of the options from SQL or from a case variable, not the fixed ones.

    Raises ``SqlError``.
    """
    if cell.get("datasource") == "dataVariable":
        rows = variables.get(str(cell.get("dataVariable", "")).lstrip("@#%?$="), [])
        found = rows.values() if isinstance(rows, dict) else rows
        return [(str(row[0]), str(row[-1])) for row in found if row]
    if not cell.get("sql"):
        return []
    selected = select(world, cell["sql"], variables)
    return [(str(row[0]), str(row[1]) if len(row) > 1 else "") for row in selected]


def find_form(world: World, uid: str) -> Dynaform | None:
    """A form of any process: ProcessMaker does not look whose it is."""
    forms = (form for process in world.processes.values() for form in process.dynaforms)
    return next((form for form in forms if form.uid == uid), None)


def controls(world: World, form: Dynaform) -> Iterator[tuple[str, JsonObject]]:
    """Every control with the name of its grid ("" outside), sub-forms included."""
    for root in form.content.get("items", []):
        yield from _controls(world, root)


def _controls(world: World, root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    for cell in (cell for row in root.get("items", []) for cell in row):
        if cell.get("type") == "form":
            form = find_form(world, str(cell.get("id")))
            yield from controls(world, form) if form else _controls(world, cell)
        elif cell.get("type"):
            yield "", cell
            yield from ((str(cell["name"]), column) for column in cell.get("columns", []))
