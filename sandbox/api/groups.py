"""``/group`` and ``/groups``: without PM_USERS a 400 that names the caller."""

from sandbox.api.people import (
    Row,
    by_name,
    member_row,
    page,
    require_users_permission,
    short_row,
    wanted,
)
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import Group, User


def _row(call: Call, group: Group) -> Row:
    tasks = call.sandbox.world.tasks.values()
    return {
        "grp_uid": group.uid,
        "grp_title": group.title,
        "grp_status": group.status,
        "grp_users": len(group.members),
        "grp_tasks": sum(group.uid in task.groups for task in tasks),
    }


@route("GET", "/group")
@route("GET", "/groups")
def list_groups(call: Call) -> list[Row]:
    require_users_permission(call)
    groups = sorted(call.sandbox.world.groups.values(), key=lambda item: item.title.casefold())
    return page(call, [_row(call, item) for item in groups if wanted(call, item.title)])


@route("GET", "/group/{grp_uid}")
@route("GET", "/groups/{grp_uid}")
def get_group(call: Call) -> Row:
    return _row(call, _group(call))


@route("GET", "/group/{grp_uid}/users")
@route("GET", "/groups/{grp_uid}/users")
def list_members(call: Call) -> list[Row]:
    group = _group(call)
    return _people(call, [uid for uid in group.members if uid in call.sandbox.world.users])


@route("GET", "/group/{grp_uid}/available-users")
@route("GET", "/groups/{grp_uid}/available-users")
def list_available(call: Call) -> list[Row]:
    """Active users who are no members."""
    group, users = _group(call), call.sandbox.world.users.values()
    others = [user for user in users if user.uid not in group.members]
    return _people(call, [user.uid for user in others if user.status == "ACTIVE"])


@route("GET", "/group/{grp_uid}/supervisor-users")
@route("GET", "/groups/{grp_uid}/supervisor-users")
def list_supervisors(call: Call) -> list[Row]:
    """Members whose role has PM_SUPERVISOR."""
    members, world = _group(call).members, call.sandbox.world
    return _people(call, [uid for uid in members if world.has_permission(uid, "PM_SUPERVISOR")])


def _people(call: Call, uids: list[str]) -> list[Row]:
    people = sorted((call.sandbox.world.users[uid] for uid in uids), key=by_name)
    chosen = [u for u in people if wanted(call, u.username, u.firstname, u.lastname)]
    return page(call, [member_row(user) for user in chosen])


@route("POST", "/group")
@route("POST", "/groups")
def create_group(call: Call) -> Answer:
    require_users_permission(call)
    title = _title(call)
    group = Group(call.sandbox.store.new_uid(), title, str(call.fields.get("grp_status", "ACTIVE")))
    call.sandbox.world.groups[group.uid] = group
    call.accepted()
    return Answer(
        {"grp_uid": group.uid, "grp_title": group.title, "grp_status": group.status}, status=201
    )


@route("PUT", "/group/{grp_uid}")
@route("PUT", "/groups/{grp_uid}")
def update_group(call: Call) -> None:
    group = _group(call)
    if "grp_title" in call.fields:
        group.title = _title(call)
    group.status = str(call.fields.get("grp_status", group.status))
    call.accepted()


@route("DELETE", "/group/{grp_uid}")
@route("DELETE", "/groups/{grp_uid}")
def delete_group(call: Call) -> None:
    group, world = _group(call), call.sandbox.world
    if any(group.uid in task.groups for task in world.tasks.values()):
        raise BadRequest("The group cannot be deleted while it has assigned tasks.")
    del world.groups[group.uid]
    call.accepted()


@route("POST", "/group/{grp_uid}/user")
def add_member(call: Call) -> Answer:
    group = _group(call)
    user = _member(call, call.required_uid("usr_uid"))
    if user.uid in group.members:
        raise BadRequest(
            f"The user with usr_uid: {user.uid} is already assigned to the group with grp_uid: "
            f"{group.uid}."
        )
    group.members.append(user.uid)
    call.accepted()
    return Answer(short_row(user), status=201)


@route("POST", "/group/batch-users")
def add_members(call: Call) -> None:
    """Several users into several groups: ``[{"groupUid", "users": [uid, …]}]``."""
    require_users_permission(call)
    groups = call.sandbox.world.groups
    for entry in call.body if isinstance(call.body, list) else []:
        group = groups.get(str(entry.get("groupUid")))
        if group is None:
            raise BadRequest(f"The group with grp_uid: {entry.get('groupUid')} does not exist.")
        users = [_member(call, str(uid)).uid for uid in entry.get("users", [])]
        group.members += [uid for uid in users if uid not in group.members]
    call.accepted()


@route("DELETE", "/group/{grp_uid}/user/{usr_uid}")
def remove_member(call: Call) -> None:
    group = _group(call)
    user = _member(call, call.uid("usr_uid"))
    if user.uid not in group.members:
        raise BadRequest(
            f"The user with usr_uid: {user.uid} is not assigned to the group with grp_uid: "
            f"{group.uid}."
        )
    group.members.remove(user.uid)
    call.accepted()


def _title(call: Call) -> str:
    title = str(call.fields.get("grp_title", ""))
    if not title:
        raise BadRequest("Undefined value for 'grp_title', it is required.")
    if any(group.title == title for group in call.sandbox.world.groups.values()):
        raise BadRequest(f"The group name with grp_title: '{title}' already exists.")
    return title


def _member(call: Call, uid: str) -> User:
    user = call.sandbox.world.users.get(uid)
    if user is None:
        raise BadRequest(f"The user with usr_uid: {uid} does not exist.")
    return user


def _group(call: Call) -> Group:
    require_users_permission(call)
    uid = call.uid("grp_uid")
    group = call.sandbox.world.groups.get(uid)
    if group is None:
        raise BadRequest(f"The group with grp_uid: {uid} does not exist.")
    return group
