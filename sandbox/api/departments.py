"""``/department`` and ``/departments``: a tree, refused with 400 without PM_USERS."""

from collections.abc import Iterable

from sandbox.api.people import Row, by_name, page, require_users_permission, short_row
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject


@route("GET", "/department")
@route("GET", "/departments")
def list_departments(call: Call) -> list[JsonObject]:
    require_users_permission(call)
    return call.sandbox.world.departments


@route("GET", "/department/{dep_uid}")
@route("GET", "/departments/{dep_uid}")
def get_department(call: Call) -> Row:
    """One department without its children; ``dep_last`` is 0 here."""
    department = _department(call, "dep_uid: ")
    own = {key: value for key, value in department.items() if key != "dep_children"}
    return own | {"dep_last": 0}


@route("GET", "/department/{dep_uid}/assigned-user")
@route("GET", "/departments/{dep_uid}/assigned-user")
def list_assigned(call: Call) -> list[Row]:
    department = _department(call, "$departmentUid: ")
    people = sorted(call.sandbox.world.users.values(), key=by_name)
    rows = [
        short_row(user) | {"usr_supervisor": user.uid == department["dep_manager"]}
        for user in people
        if user.department == department["dep_uid"]
    ]
    return page(call, rows)


@route("GET", "/department/{dep_uid}/available-user")
@route("GET", "/departments/{dep_uid}/available-user")
def list_available(call: Call) -> list[Row]:
    _department(call, "$departmentUid: ")
    people = sorted(call.sandbox.world.users.values(), key=by_name)
    return page(call, [short_row(user) for user in people if not user.department])


def _department(call: Call, word: str) -> JsonObject:
    return find_department(call, call.uid("dep_uid"), word)


def find_department(call: Call, uid: str, word: str) -> JsonObject:
    """A department anywhere in the tree; ``word`` is what the refusal calls its uid."""
    require_users_permission(call)
    for department in with_children(call.sandbox.world.departments):
        if department["dep_uid"] == uid:
            return department
    raise BadRequest(f"The department with {word}'{uid}' does not exist.")


def with_children(departments: Iterable[JsonObject]) -> Iterable[JsonObject]:
    """Every department, parents before their children."""
    for department in departments:
        yield department
        yield from with_children(department.get("dep_children", []))
