"""``/home``: what the filters choose from, and the menu."""

from typing import Any

from sandbox.engine.listing import fold
from sandbox.rest import Call, route
from sandbox.world.model import User

PERMISSION = "PM_CASES"
DEFAULT_LIMIT = 15


def _page(call: Call, rows: list[dict[str, Any]], *, limit: int, offset: int = 0) -> Any:
    first = call.query_int("offset", offset)
    return rows[first : first + call.query_int("limit", limit)]


def _contains(text: str | None, *values: str) -> bool:
    return not text or any(fold(text) in fold(value) for value in values)


@route("GET", "/home/processes", permission=PERMISSION)
def processes(call: Call) -> list[dict[str, Any]]:
    text, category = call.query.get("text"), call.query_int("category", 0)
    world = call.sandbox.world
    wanted = {item.uid for item in world.categories.values() if item.id == category}
    rows = [
        {"PRO_ID": item.id, "PRO_TITLE": item.title}
        for item in sorted(world.processes.values(), key=lambda item: fold(item.title))
        if item.status == "ACTIVE"
        and _contains(text, item.title)
        and (not category or item.category in wanted)
    ]
    if call.query.get("paged") == "false":
        return rows
    return list(_page(call, rows, limit=DEFAULT_LIMIT))


@route("GET", "/home/users", permission=PERMISSION)
def users(call: Call) -> list[dict[str, Any]]:
    """Active people by last name; no uids."""
    text, world = call.query.get("text"), call.sandbox.world
    found = sorted(world.users.values(), key=lambda user: fold(user.lastname))
    rows = [
        {
            "USR_ID": user.id,
            "USR_USERNAME": user.username,
            "USR_FIRSTNAME": user.firstname,
            "USR_LASTNAME": user.lastname,
            "USR_FULLNAME": formatted_name(world.server.user_name_format, user),
        }
        for user in found
        if user.status == "ACTIVE" and _contains(text, user.username, user.firstname, user.lastname)
    ]
    return list(_page(call, rows, limit=DEFAULT_LIMIT))


def formatted_name(pattern: str, user: User) -> str:
    """A person by the workspace's name format."""
    parts = {
        "@userName": user.username,
        "@firstName": user.firstname,
        "@lastName": user.lastname,
    }
    for name, value in parts.items():
        pattern = pattern.replace(name, value)
    return pattern


@route("GET", "/home/tasks", permission=PERMISSION)
def tasks(call: Call) -> list[dict[str, Any]]:
    text, world = call.query.get("text"), call.sandbox.world
    process_id = call.query_int("proId", 0)
    rows = [
        {
            "TAS_ID": task.id,
            "TAS_TITLE": task.title,
            "TAS_PROCESS": f"{task.title} - {process.title}",
        }
        for process in world.processes.values()
        for task in process.tasks
        if _contains(text, task.title) and process_id in (0, process.id)
    ]
    rows.sort(key=lambda row: fold(str(row["TAS_TITLE"])))
    return list(_page(call, rows, limit=DEFAULT_LIMIT))


@route("GET", "/home/categories", permission=PERMISSION)
def categories(call: Call) -> list[dict[str, Any]]:
    """Empty without ``limit``: its default arguments are swapped."""
    name = call.query.get("name")
    rows = [
        {"CATEGORY_ID": str(item.id), "CATEGORY_NAME": item.name}
        for item in sorted(call.sandbox.world.categories.values(), key=lambda c: fold(c.name))
        if _contains(name, item.name)
    ]
    return list(_page(call, rows, limit=0, offset=DEFAULT_LIMIT))


@route("GET", "/home/process-debug-status", permission=PERMISSION)
def process_debug_status(call: Call) -> bool:
    return False


@route("GET", "/home/menu", permission=PERMISSION)
def menu(call: Call) -> list[dict[str, Any]]:
    """The entries that the role's permissions leave."""
    entries = [_header("Home", "SEARCHS"), _entry("/", "CASES_MY_CASES", "My Cases", "sliders-h")]
    if call.can("PM_ALLCASES"):
        entries.append({**_case_list("search", "CASES_SEARCH", "Advanced Search"), "child": []})
    entries.append(_header("Tasks", "FOLDERS"))
    for action, entry_id, title in (
        ("todo", "CASES_INBOX", "Inbox"),
        ("draft", "CASES_DRAFT", "Draft"),
        ("paused", "CASES_PAUSED", "Paused"),
        ("selfservice", "CASES_SELFSERVICE", "Unassigned"),
    ):
        entries.append({**_case_list(action, entry_id, title), "customCasesList": []})
    entries.append(_header("Supervisor Tasks", "ADMIN"))
    if call.can("PM_REASSIGNCASE"):
        entries.append(_case_list("to_reassign", "CASES_TO_REASSIGN", "Task Reassignments"))
    return entries


_ICONS = {
    "todo": "far fa-check-circle",
    "draft": "far fa-edit",
    "paused": "far fa-pause-circle",
    "selfservice": "fas fa-users",
    "search": "fas fa-search",
    "to_reassign": "fas fa-arrows-alt",
}


def _header(title: str, entry_id: str) -> dict[str, Any]:
    return {"header": True, "title": title, "hiddenOnCollapse": True, "id": entry_id}


def _case_list(action: str, entry_id: str, title: str) -> dict[str, Any]:
    entry = _entry(f"casesListExtJs?action={action}", entry_id, title, "")
    return {**entry, "icon": _ICONS[action]}


def _entry(href: str, entry_id: str, title: str, icon: str) -> dict[str, Any]:
    entry = {"href": href, "id": entry_id, "title": title, "page": entry_id}
    return {**entry, "icon": f"fas fa-{icon}"}
