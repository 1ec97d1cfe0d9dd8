"""``/department``: making, changing and peopling departments."""

from sandbox.api.departments import find_department, with_children
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import JsonObject, User

CHANGEABLE = ("dep_title", "dep_status", "dep_parent")


@route("POST", "/department")
@route("POST", "/departments")
def create_department(call: Call) -> Answer:
    parent_uid = str(call.fields.get("dep_parent", ""))
    parent = find_department(call, parent_uid, "dep_uid: ") if parent_uid else None
    title = _title(call)
    department = _empty(call.sandbox.store.new_uid(), title, parent_uid)
    if parent is None:
        call.sandbox.world.departments.append(department)
    else:
        parent["dep_children"].append(department)
        parent["has_children"] = "1"
    call.accepted()
    return Answer({k: v for k, v in department.items() if k != "dep_children"}, status=201)


def _title(call: Call) -> str:
    title = str(call.fields.get("dep_title", ""))
    if not title:
        raise BadRequest("The field dep_title is required.")
    known = {item["dep_title"] for item in with_children(call.sandbox.world.departments)}
    if title in known:
        raise BadRequest(f"The department name with dep_title: '{title}' already exists.")
    return title


def _empty(uid: str, title: str, parent_uid: str) -> JsonObject:
    manager = {f"dep_manager{part}": "" for part in ("", "_username", "_firstname", "_lastname")}
    return {
        "dep_uid": uid,
        "dep_parent": parent_uid,
        "dep_title": title,
        "dep_status": "ACTIVE",
        **manager,
        "dep_ldap_dn": "",
        "dep_last": 0,
        "dep_members": 0,
        "has_children": "0",
        "dep_children": [],
    }


@route("PUT", "/department/{dep_uid}")
@route("PUT", "/departments/{dep_uid}")
def update_department(call: Call) -> None:
    """A new parent takes it with all that lies below."""
    department = find_department(call, call.uid("dep_uid"), "dep_uid: ")
    if call.fields.get("dep_title", department["dep_title"]) != department["dep_title"]:
        _title(call)
    parent = str(call.fields.get("dep_parent", department["dep_parent"]))
    if parent != department["dep_parent"]:
        _move(call, department, parent)
    department.update({key: str(call.fields[key]) for key in CHANGEABLE if key in call.fields})
    call.accepted()


def _move(call: Call, department: JsonObject, parent_uid: str) -> None:
    tree = call.sandbox.world.departments
    parent = find_department(call, parent_uid, "dep_uid: ") if parent_uid else None
    _remove(tree, department)
    (tree if parent is None else parent["dep_children"]).append(department)


@route("DELETE", "/department/{dep_uid}")
@route("DELETE", "/departments/{dep_uid}")
def delete_department(call: Call) -> None:
    """Only an empty one."""
    department = find_department(call, call.uid("dep_uid"), "dep_uid: ")
    people = [u for u in call.sandbox.world.users.values() if u.department == department["dep_uid"]]
    if people or department["dep_children"]:
        raise BadRequest("The department cannot be deleted while it has assigned users.")
    _remove(call.sandbox.world.departments, department)
    call.accepted()


def _remove(departments: list[JsonObject], department: JsonObject) -> None:
    if department in departments:
        departments.remove(department)
    for item in departments:
        _remove(item["dep_children"], department)


@route("POST", "/department/{dep_uid}/assign-user")
def assign_user(call: Call) -> Answer:
    department = find_department(call, call.uid("dep_uid"), "$departmentUid: ")
    user = _user(call, call.required_uid("usr_uid"))
    user.department = department["dep_uid"]
    _count(call, department)
    call.accepted()
    return Answer({"dep_uid": department["dep_uid"], "usr_uid": user.uid}, status=201)


@route("DELETE", "/department/{dep_uid}/unassign-user/{usr_uid}")
def unassign_user(call: Call) -> None:
    department = find_department(call, call.uid("dep_uid"), "$departmentUid: ")
    user = _user(call, call.uid("usr_uid"))
    if user.department != department["dep_uid"]:
        raise BadRequest(f"The user with usr_uid: '{user.uid}' is not in the department.")
    user.department = ""
    _count(call, department)
    call.accepted()


@route("PUT", "/department/{dep_uid}/set-manager/{usr_uid}")
def set_manager(call: Call) -> None:
    department = find_department(call, call.uid("dep_uid"), "$departmentUid: ")
    user = _user(call, call.uid("usr_uid"))
    department |= {
        "dep_manager": user.uid,
        "dep_manager_username": user.username,
        "dep_manager_firstname": user.firstname,
        "dep_manager_lastname": user.lastname,
    }
    call.accepted()


def _count(call: Call, department: JsonObject) -> None:
    users = call.sandbox.world.users.values()
    department["dep_members"] = sum(user.department == department["dep_uid"] for user in users)


def _user(call: Call, uid: str) -> User:
    user = call.sandbox.world.users.get(uid)
    if user is None:
        raise BadRequest(f"The user with usr_uid: '{uid}' does not exist.")
    return user
