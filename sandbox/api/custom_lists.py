"""Custom case lists: the sandbox has no report tables, so none differs from its folder."""

from typing import Any

from sandbox.api.home import LISTS, task_count, task_page
from sandbox.rest import Call, route

PERMISSION = "PM_CASES"
FOLDERS = ("inbox", "draft", "paused", "unassigned")
COLUMNS = (
    ("case_number", "case_number", "Case #", "integer", "integer range"),
    ("case_title", "caseTitle", "Case Thread Title", "string", "search text"),
    ("process_category", "process_category", "Process Categories", "string", "search text"),
    ("process_name", "process_name", "Process Name", "string", "search text"),
    ("task", "task", "Task", "string", "search text"),
    ("send_by", "send_by", "Send By", "string", "search text"),
    ("due_date", "due_date", "Due Date", "date", "date range"),
    ("delegation_date", "delegation_date", "Delegation Date", "date", "date range"),
    ("priority", "priority", "Priority", "string", "option"),
)
NOT_IN_DRAFT = ("due_date", "delegation_date")


def _columns(folder: str) -> list[dict[str, Any]]:
    if folder not in FOLDERS:
        return []
    return [
        {
            "field": field,
            "idFilter": filter_name,
            "name": name,
            "type": kind,
            "source": "APPLICATION",
            "typeSearch": search,
            "enableFilter": False,
            "set": True,
        }
        for field, filter_name, name, kind, search in COLUMNS
        if folder != "draft" or field not in NOT_IN_DRAFT
    ]


def _register(folder: str) -> None:
    @route("GET", f"/caseList/{folder}", permission=PERMISSION)
    def listed(call: Call) -> dict[str, Any]:
        return {"total": 0, "data": []}

    @route("POST", f"/home/{folder}/{{id}}", permission=PERMISSION)
    def rows(call: Call) -> dict[str, Any]:
        """Filters come in the body as well as in the address."""
        call.query |= {name: str(value) for name, value in call.fields.items()}
        return {**task_page(call, folder), "columns": _columns(folder)}


for folder_name in FOLDERS:
    _register(folder_name)


@route("GET", "/caseList/report-tables", permission=PERMISSION)
def report_tables(call: Call) -> list[Any]:
    return []


@route("GET", "/caseList/{type}/default-columns", permission=PERMISSION)
def default_columns(call: Call) -> list[dict[str, Any]]:
    return _columns(call.params["type"])


@route("GET", "/home/{task}/counter/caseList/{id}", permission=PERMISSION)
def count(call: Call) -> Any:
    folder = call.params["task"]
    if folder not in FOLDERS:
        return []
    total = task_count(call, folder)
    return {
        "label": f"Number of Tasks in the {LISTS[folder].folder} Folder:{total}",
        "name": "",
        "description": "",
        "tableName": "",
        "total": total,
    }
