"""What a DynaForm says about variables."""

from typing import Any

from sandbox.rest import Call
from sandbox.world.model import JsonObject, Process

PREFIXES = ("@@", "@#", "@%", "@?", "@$", "@=")
DATE_PROPERTIES = ("defaultDate", "maxDate", "minDate")
DYNAFORM_FILE = "workflow/engine/classes/PmDynaform.php"


def form_content(process: Process, uid: str) -> JsonObject | None:
    """The content of a form of the process."""
    return next((form.content for form in process.dynaforms if form.uid == uid), None)


def all_fields(items: Any) -> list[JsonObject]:
    """Every field of a form, those of sub-forms too, in order."""
    found: list[JsonObject] = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, list):
            found += all_fields(item)
        elif isinstance(item, dict) and item.get("type") == "form":
            found += all_fields(item.get("items"))
        elif isinstance(item, dict) and "type" in item:
            found.append(item)
    return found


def values_of_form(content: JsonObject, variables: JsonObject) -> JsonObject:
    """The variables that the fields name by any property, with their labels."""
    shown: JsonObject = {}
    for field in all_fields(content.get("items")):
        named = {_plain(value) for value in field.values() if isinstance(value, str)}
        for name in variables:
            if name in named:
                shown[name] = variables[name]
                if variables.get(f"{name}_label") is not None:
                    shown[f"{name}_label"] = variables[f"{name}_label"]
    return shown


def _plain(value: str) -> str:
    return value[2:] if value.startswith(PREFIXES) else value


def grid_columns(process: Process, variable: str) -> list[str]:
    """The column ids of a grid variable, over all forms that show it."""
    found: dict[str, None] = {}
    for form in process.dynaforms:
        for field in all_fields(form.content.get("items")):
            if field.get("type") == "grid" and field.get("variable") == variable:
                columns = field.get("columns") or []
                found.update(dict.fromkeys(str(column["id"]) for column in columns))
    return list(found)


def notice_missing_dates(call: Call, content: JsonObject) -> None:
    """The notices that rendering a form prints for date fields without limits."""
    for field in all_fields(content.get("items")):
        if field.get("type") == "datetime":
            for name in DATE_PROPERTIES:
                if name not in field:
                    call.notice(f"Undefined property: stdClass::${name}", DYNAFORM_FILE, 1130)
