"""The demo world: readable JSON files → the format of a world file.

The files in ``demo/`` have the keys of a world file, with three short cuts:
things refer to each other by name instead of uid, what has a usual value is
left out, and the arrows of a diagram also make the routes. Whatever a file
spells out itself is kept.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox.world.compose_process import compose_process
from sandbox.world.names import Node, uid_of

DEMO_FOLDER = Path(__file__).with_name("demo")

PROCESS_FILES = (
    "leave_request",
    "purchase_order",
    "customer_complaint",
    "onboarding",
    "contract_approval",
)
FIRST_PROCESS_ID = 11
FIRST_TASK_ID = 51


def demo_world() -> Node:
    """The demo world as one mapping in the format of a world file."""
    office = _read("people")
    people = _uids_by_name(office)
    world: Node = {"server": office["server"], "oauth_client": office["oauth_client"]}
    world["roles"] = [_role(role) for role in office["roles"]]
    world["users"] = [_user(user, people, at + 1) for at, user in enumerate(office["users"])]
    world["groups"] = [_group(title, office["users"], people) for title in office["groups"]]
    world["departments"] = [_department(item, "", office, people) for item in office["departments"]]
    world["categories"] = [
        {"uid": uid_of("category", name), "id": at + 1, "name": name}
        for at, name in enumerate(office["categories"])
    ]
    world["pm_tables"] = [_pm_table(table) for table in office["pm_tables"]]
    world["processes"] = _processes(people)
    return world


def _read(name: str) -> Any:
    return json.loads((DEMO_FOLDER / f"{name}.json").read_text("utf-8"))


def _uids_by_name(office: Node) -> Node:
    users = {user["username"]: _user_uid(user) for user in office["users"]}
    groups = {title: uid_of("group", title) for title in office["groups"]}
    return {"user": users, "group": groups}


def _user_uid(user: Node) -> str:
    return str(user.get("uid") or uid_of("user", user["username"]))


def _role(role: Node) -> Node:
    return {"uid": uid_of("role", role["code"]), "status": "ACTIVE"} | role


def _user(user: Node, people: Node, number: int) -> Node:
    department = user.get("department", "")
    composed = {
        "uid": _user_uid(user),
        "id": number,
        "username": user["username"],
        "firstname": user["firstname"],
        "lastname": user["lastname"],
        "email": f"{user['username']}@office.example.test",
        "role": user["role"],
        "status": user.get("status", "ACTIVE"),
        "due_date": f"{datetime.now(UTC).year + 5}-12-31",
        "groups": [people["group"][title] for title in user["groups"]],
        "department": uid_of("department", department) if department else "",
    }
    return composed | {"record": _record(composed, user)}


def _record(composed: Node, user: Node) -> Node:
    blank = ("location", "address", "phone", "fax", "cellular", "zip_code", "resume", "reports_to")
    record = {f"usr_{key}": "" for key in (*blank, "replaced_by", "calendar_uid", "calendar_name")}
    same = ("uid", "username", "firstname", "lastname", "email", "status", "due_date", "role")
    record |= {f"usr_{key}": composed[key] for key in same}
    record |= {f"usr_{key}": user.get(key, "") for key in ("position", "city", "country")}
    fixed = {"usr_birthday": "1988-05-17", "usr_ux": "NORMAL"}
    return record | fixed | {"dep_uid": composed["department"]}


def _group(title: str, users: list[Node], people: Node) -> Node:
    members = sorted(_user_uid(user) for user in users if title in user["groups"])
    uid = people["group"][title]
    return {"uid": uid, "title": title, "status": "ACTIVE", "members": members}


def _department(item: Node, parent: str, office: Node, people: Node) -> Node:
    uid = uid_of("department", item["title"])
    manager = next(user for user in office["users"] if user["username"] == item["manager"])
    children = item.get("children", [])
    return {
        "dep_uid": uid,
        "dep_parent": parent,
        "dep_title": item["title"],
        "dep_status": "ACTIVE",
        "dep_manager": people["user"][item["manager"]],
        "dep_ldap_dn": "",
        "dep_last": 1,
        "dep_manager_username": manager["username"],
        "dep_manager_firstname": manager["firstname"],
        "dep_manager_lastname": manager["lastname"],
        "dep_members": sum(user.get("department") == item["title"] for user in office["users"]),
        "has_children": "1" if children else "0",
        "dep_children": [_department(child, uid, office, people) for child in children],
    }


def _pm_table(table: Node) -> Node:
    columns = [field[0] for field in table["fields"]]
    return {
        "uid": uid_of("pm table", table["name"]),
        "name": table["name"],
        "description": table["description"],
        "fields": [
            _pm_field(table["name"], at, *field) for at, field in enumerate(table["fields"])
        ],
        "rows": [dict(zip(columns, row, strict=True)) for row in table["rows"]],
    }


def _pm_field(table: str, at: int, name: str, label: str, kind: str, size: int) -> Node:
    key = at == 0
    return {
        "fld_uid": uid_of("pm field", f"{table}/{name}"),
        "fld_index": str(at),
        "fld_name": name,
        "fld_description": label,
        "fld_type": kind,
        "fld_size": str(size),
        "fld_null": "0" if key else "1",
        "fld_auto_increment": "0",
        "fld_key": "1" if key else "0",
        "fld_table_index": "0",
    }


def _processes(people: Node) -> list[Node]:
    composed: list[Node] = []
    task_id = FIRST_TASK_ID
    for at, name in enumerate(PROCESS_FILES):
        source = {"id": FIRST_PROCESS_ID + at} | _read(name)
        composed.append(compose_process(source, people, task_id))
        task_id += len(source["tasks"])
    return composed
