"""extraRest 1.3: the signed-in user, language, PM tables, user configuration."""

from typing import Any

from sandbox.api.pmtables import insert_rows, pm_table, row_of
from sandbox.api.users import PHOTO
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject

LOGIN_USER_FIELDS = {
    "address": "usr_address",
    "zipcode": "usr_zip_code",
    "country": "usr_country",
    "state": "usr_city",
    "location": "usr_location",
    "phone": "usr_phone",
    "fax": "usr_fax",
    "cellular": "usr_cellular",
    "birthday": "usr_birthday",
    "position": "usr_position",
    "replacedby": "usr_replaced_by",
    "calendar": "usr_calendar_uid",
    "reportsto": "usr_reports_to",
    "userexperience": "usr_ux",
}
CONFIGURATION = {"DEFAULT_LANG": "", "DEFAULT_MENU": "", "DEFAULT_CASES_MENU": ""}
TABLE_PERMISSIONS = ("PM_SETUP", "PM_SETUP_PM_TABLES")


@route("GET", "/extrarest/login-user", plugin=True)
def login_user(call: Call) -> JsonObject:
    user = call.user
    record = {key: user.record.get(column, "") for key, column in LOGIN_USER_FIELDS.items()}
    return record | {
        "uid": user.uid,
        "username": user.username,
        "firstname": user.firstname,
        "lastname": user.lastname,
        "mail": user.email,
        "duedate": user.due_date,
        "status": user.status,
        "department": user.department,
        "departmentname": _department_name(call.sandbox.world.departments, user.department),
        "photo": PHOTO,
    }


def _department_name(departments: list[JsonObject], uid: str) -> str:
    for department in departments:
        if department["dep_uid"] == uid:
            return str(department["dep_title"])
        below = _department_name(department.get("dep_children", []), uid)
        if below:
            return below
    return ""


@route("GET", "/extrarest/language", plugin=True)
def get_language(call: Call) -> None:
    """Never works: a call by token has no session with a language."""
    if "lang" not in call.query:
        raise BadRequest("`lang` is required.")
    raise BadRequest("System language for login session does not exist.")


@route("PUT", "/extrarest/language/{lang}", plugin=True)
def set_language(_: Call) -> None:
    """Takes any language."""


@route("GET", "/extrarest/session-id", plugin=True)
def session_id(call: Call) -> str:
    """A new session with every call."""
    return call.sandbox.store.new_uid()


def _rows(call: Call) -> list[Any]:
    if not all(call.can(permission) for permission in TABLE_PERMISSIONS):
        raise BadRequest(
            f"Logged-in user lacks the {' and '.join(TABLE_PERMISSIONS)} permissions in role."
        )
    rows = call.fields.get("rows", [])
    if not isinstance(rows, list):
        raise BadRequest("Invalid value specified for `rows`")
    return rows


@route("PUT", "/extrarest/pmtable/{pmt_uid}/append", plugin=True)
def append_rows(call: Call) -> int:
    """How many were added; the rows before a bad one stay."""
    rows, table = _rows(call), pm_table(call)
    insert_rows(table, [row_of(table, row) for row in rows])
    call.accepted()
    return len(rows)


@route("PUT", "/extrarest/pmtable/{pmt_uid}/overwrite", plugin=True)
def overwrite_rows(call: Call) -> str:
    """Empties the table first; answers the word "count"."""
    rows, table = _rows(call), pm_table(call)
    table.rows.clear()
    insert_rows(table, [row_of(table, row) for row in rows])
    call.accepted()
    return "count"


@route("GET", "/extrarest/user/{usr_uid}/config", plugin=True)
def get_configuration(call: Call) -> JsonObject:
    return _configuration(call)


@route("PUT", "/extrarest/user/{usr_uid}/config", plugin=True)
def set_configuration(call: Call) -> JsonObject:
    """Keys come in lower case and go out in upper case."""
    configuration = _configuration(call)
    for name in configuration:
        if name.lower() in call.fields:
            configuration[name] = call.fields[name.lower()]
    call.accepted()
    return configuration


def _configuration(call: Call) -> JsonObject:
    """The stored menu of a user; PM_USERS is needed even for one's own."""
    if not call.can("PM_USERS"):
        raise BadRequest("Logged-in user lacks the PM_USERS permission in role.")
    uid = call.uid("usr_uid")
    if uid not in call.sandbox.world.users:
        raise BadRequest(f"User with ID '{uid}' does not exist.")
    stored: dict[str, JsonObject] = call.sandbox.extra.setdefault("user configuration", {})
    return stored.setdefault(uid, dict(CONFIGURATION))
