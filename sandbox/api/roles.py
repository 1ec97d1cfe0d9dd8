"""``/role`` and ``/roles``: PM_USERS, except for reading a role's permissions."""

from sandbox.api.people import Row, by_name, page, short_row, wanted
from sandbox.api.permission_names import permission_row
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import Role

SYSTEM_UID = f"{2:032d}"
OPERATOR = "PROCESSMAKER_OPERATOR"


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


@route("DELETE", "/role/{rol_uid}/user/{usr_uid}", permission="PM_USERS")
def take_role(call: Call) -> None:
    """Who loses his role becomes an operator."""
    role, uid = _role(call), call.uid("usr_uid")
    user = call.sandbox.world.users.get(uid)
    if user is None or user.role != role.code:
        raise BadRequest(f"The user with usr_uid: '{uid}' is not assigned to the role.")
    user.role = OPERATOR
    call.accepted()


@route("POST", "/role", permission="PM_USERS")
@route("POST", "/roles", permission="PM_USERS")
def create_role(call: Call) -> Answer:
    for name in ("rol_code", "rol_name"):
        if not call.fields.get(name):
            raise BadRequest(f"Undefined value for '{name}', it is required.")
    code, world = str(call.fields["rol_code"]), call.sandbox.world
    if code in world.roles:
        raise BadRequest(f"The role code with rol_code: '{code}' already exists.")
    role = Role(call.sandbox.store.new_uid(), code, str(call.fields["rol_name"]), [])
    world.roles[code] = role
    call.accepted()
    return Answer(_row(call, role), status=201)


@route("PUT", "/role/{rol_uid}", permission="PM_USERS")
@route("PUT", "/roles/{rol_uid}", permission="PM_USERS")
def update_role(call: Call) -> None:
    """Name and status; the code stays."""
    role = _role(call)
    role.name = str(call.fields.get("rol_name", role.name))
    role.status = str(call.fields.get("rol_status", role.status))
    call.accepted()


@route("DELETE", "/role/{rol_uid}", permission="PM_USERS")
@route("DELETE", "/roles/{rol_uid}", permission="PM_USERS")
def delete_role(call: Call) -> None:
    role, world = _role(call), call.sandbox.world
    if any(user.role == role.code for user in world.users.values()):
        raise BadRequest(f"The role with rol_uid: {role.uid} cannot be deleted, it has users.")
    del world.roles[role.code]
    call.accepted()


@route("POST", "/role/{rol_uid}/permission", permission="PM_USERS")
def add_permission(call: Call) -> Answer:
    role, code = _role(call), _permission(call, call.required_uid("per_uid"))
    if code not in role.permissions:
        role.permissions.append(code)
    call.accepted()
    return Answer({"rol_uid": role.uid, "per_uid": call.fields["per_uid"]}, status=201)


@route("DELETE", "/role/{rol_uid}/permission/{per_uid}", permission="PM_USERS")
def remove_permission(call: Call) -> None:
    role, code = _role(call), _permission(call, call.uid("per_uid"))
    if code not in role.permissions:
        raise BadRequest(f"The permission with per_uid: {call.params['per_uid']} is not assigned.")
    role.permissions.remove(code)
    call.accepted()


def _permission(call: Call, uid: str) -> str:
    known = _all_codes(call)
    for code in known:
        if permission_row(code, known)["per_uid"] == uid:
            return code
    raise BadRequest(f"The permission with per_uid: {uid} does not exist.")


def _role(call: Call) -> Role:
    uid = call.uid("rol_uid")
    for role in call.sandbox.world.roles.values():
        if role.uid == uid:
            return role
    raise BadRequest(f"The role with rol_uid: {uid} does not exist.")
