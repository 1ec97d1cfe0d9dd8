"""``/role`` and ``/roles``: PM_USERS, except for reading a role's permissions."""

from sandbox.api.people import Row, by_name, page, short_row, wanted
from sandbox.api.permission_names import permission_row
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import Role

SYSTEM_UID = f"{2:032d}"


def _row(call: Call, role: Role) -> Row:
    stamp = call.sandbox.clock.plain(call.sandbox.started_at)
    users = call.sandbox.world.users.values()
    return {
        "rol_uid": role.uid,
        "rol_code": role.code,
        "rol_name": role.name,
        "rol_status": role.status,
        "rol_system": SYSTEM_UID,
        "rol_create_date": stamp,
        "rol_update_date": stamp,
        "rol_total_users": sum(user.role == role.code for user in users),
    }


@route("GET", "/role", permission="PM_USERS")
@route("GET", "/roles", permission="PM_USERS")
def list_roles(call: Call) -> list[Row]:
    roles = sorted(call.sandbox.world.roles.values(), key=lambda role: role.code)
    return page(call, [_row(call, role) for role in roles if wanted(call, role.code)])


@route("GET", "/role/{rol_uid}", permission="PM_USERS")
@route("GET", "/roles/{rol_uid}", permission="PM_USERS")
def get_role(call: Call) -> Row:
    return _row(call, _role(call))


@route("GET", "/role/{rol_uid}/users", permission="PM_USERS")
def list_users(call: Call) -> list[Row]:
    return _people(call, _role(call), inside=True)


@route("GET", "/role/{rol_uid}/available-users", permission="PM_USERS")
def list_available_users(call: Call) -> list[Row]:
    return _people(call, _role(call), inside=False)


def _people(call: Call, role: Role, *, inside: bool) -> list[Row]:
    people = sorted(call.sandbox.world.users.values(), key=by_name)
    chosen = [u for u in people if (u.role == role.code) == inside]
    named = [u for u in chosen if wanted(call, u.username, u.firstname, u.lastname)]
    return page(call, [short_row(user) for user in named])


@route("GET", "/role/{rol_uid}/permissions")
def list_permissions(call: Call) -> list[Row]:
    """Any signed-in user may ask, for any role."""
    return _permissions(call, set(_role(call).permissions))


@route("GET", "/role/{rol_uid}/available-permissions")
def list_available_permissions(call: Call) -> list[Row]:
    return _permissions(call, set(_all_codes(call)) - set(_role(call).permissions))


def _permissions(call: Call, codes: set[str]) -> list[Row]:
    known = _all_codes(call)
    rows: list[Row] = [permission_row(code, known) for code in sorted(codes)]
    return page(call, [row for row in rows if wanted(call, row["per_code"])])


def _all_codes(call: Call) -> list[str]:
    """Every permission that some role has."""
    return sorted({code for role in call.sandbox.world.roles.values() for code in role.permissions})


@route("POST", "/role/{rol_uid}/user", permission="PM_USERS")
def give_role(call: Call) -> Answer:
    role = _role(call)
    user = call.sandbox.world.users.get(call.required_uid("usr_uid"))
    if user is None:
        raise BadRequest(f"The user with usr_uid: '{call.fields['usr_uid']}' does not exist.")
    user.role = role.code
    call.accepted()
    return Answer({"usr_uid": user.uid}, status=201)


def _role(call: Call) -> Role:
    uid = call.uid("rol_uid")
    for role in call.sandbox.world.roles.values():
        if role.uid == uid:
            return role
    raise BadRequest(f"The role with rol_uid: {uid} does not exist.")
