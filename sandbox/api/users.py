"""``/user`` and ``/users``: PM_USERS for everything, even for oneself."""

from typing import Any

from sandbox.api.people import Row, page, wanted
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import User

PHOTO = "/opt/processmaker/workflow/public_html/images/user.gif"
REQUIRED = ("usr_username", "usr_firstname", "usr_lastname", "usr_email", "usr_due_date")
OWN_FIELDS = {
    "usr_username": "username",
    "usr_firstname": "firstname",
    "usr_lastname": "lastname",
    "usr_email": "email",
    "usr_due_date": "due_date",
    "usr_status": "status",
    "usr_role": "role",
    "dep_uid": "department",
}


def user_row(call: Call, user: User) -> Row:
    """A user with all columns, lower-case."""
    stamp = call.sandbox.clock.plain(call.sandbox.started_at)
    row: Row = {"usr_create_date": stamp, "usr_update_date": stamp} | user.record
    row |= {key: getattr(user, name) for key, name in OWN_FIELDS.items()}
    return row | {"usr_uid": user.uid, "usr_photo_path": PHOTO}


@route("GET", "/user", permission="PM_USERS")
@route("GET", "/users", permission="PM_USERS")
def list_users(call: Call) -> list[Row]:
    """Active and other users by last name."""
    status = call.query.get("status", "")
    people = sorted(call.sandbox.world.users.values(), key=lambda user: user.lastname.casefold())
    rows = [
        user_row(call, user)
        for user in people
        if wanted(call, user.username, user.firstname, user.lastname)
        and status in ("", user.status)
    ]
    return page(call, rows)


@route("GET", "/user/{usr_uid}", permission="PM_USERS")
@route("GET", "/users/{usr_uid}", permission="PM_USERS")
def get_user(call: Call) -> Row:
    return user_row(call, _user(call))


@route("POST", "/user", permission="PM_USERS")
@route("POST", "/users", permission="PM_USERS")
def create_user(call: Call) -> Answer:
    """201 with upper-case keys, as nothing else."""
    fields, world = call.fields, call.sandbox.world
    for name in REQUIRED:
        if not fields.get(name):
            raise BadRequest(f"Undefined value for '{name}', it is required.")
    if world.user_named(str(fields["usr_username"])):
        raise BadRequest(f"The User Name '{fields['usr_username']}' already exists.")
    _check_password(fields)
    user = User(
        uid=call.sandbox.store.new_uid(),
        id=max(user.id for user in world.users.values()) + 1,
        username=str(fields["usr_username"]),
        firstname=str(fields["usr_firstname"]),
        lastname=str(fields["usr_lastname"]),
        email=str(fields["usr_email"]),
        role=str(fields.get("usr_role", "PROCESSMAKER_OPERATOR")),
        record=_blank_record(call),
    )
    world.users[user.uid] = user
    _change(user, fields)
    call.accepted()
    row = user_row(call, user)
    return Answer({key.upper(): row[key] for key in row}, status=201)


def _check_password(fields: dict[str, Any]) -> None:
    if "usr_new_pass" in fields and fields["usr_new_pass"] != fields.get("usr_cnf_pass"):
        raise BadRequest("The 'Confirm Password' field does not match the 'New Password' field.")


def _blank_record(call: Call) -> Row:
    """The columns of any user, emptied."""
    known = next(iter(call.sandbox.world.users.values())).record
    today = call.sandbox.clock.plain(call.sandbox.clock.now())[:10]
    return dict.fromkeys(known, "") | {"usr_birthday": today, "usr_ux": "NORMAL"}


@route("PUT", "/user/{usr_uid}", permission="PM_USERS")
@route("PUT", "/users/{usr_uid}", permission="PM_USERS")
def update_user(call: Call) -> None:
    """Setting somebody INACTIVE takes his tokens away; VACATION and others do not."""
    user = _user(call)
    _check_password(call.fields)
    name = str(call.fields.get("usr_username", ""))
    if name and call.sandbox.world.user_named(name) not in (None, user):
        raise BadRequest(f"The User Name '{name}' already exists.")
    _change(user, call.fields)
    if user.status == "INACTIVE":
        call.sandbox.store.tokens.forget_user(user.uid)
    call.accepted()


def _change(user: User, fields: dict[str, Any]) -> None:
    for key, value in fields.items():
        if key in OWN_FIELDS:
            setattr(user, OWN_FIELDS[key], str(value))
        if key in user.record:
            user.record[key] = str(value)
    if "usr_new_pass" in fields:
        user.password = str(fields["usr_new_pass"])


@route("DELETE", "/user/{usr_uid}", permission="PM_USERS")
@route("DELETE", "/users/{usr_uid}", permission="PM_USERS")
def delete_user(call: Call) -> None:
    """Refused while the user has cases."""
    user = _user(call)
    if len(call.sandbox.store.bucket("took_part", user.uid)):
        raise BadRequest("The user with usr_uid: " + user.uid + ", cannot be deleted.")
    call.sandbox.store.tokens.forget_user(user.uid)
    del call.sandbox.world.users[user.uid]
    for group in call.sandbox.world.groups.values():
        group.members = [uid for uid in group.members if uid != user.uid]
    call.accepted()


@route("POST", "/user/{usr_uid}/image-upload", permission="PM_USERS")
@route("POST", "/users/{usr_uid}/image-upload", permission="PM_USERS")
def upload_image(call: Call) -> None:
    """The photo; the part is called ``USR_PHOTO``."""
    _user(call)
    if "USR_PHOTO" not in call.files:
        raise BadRequest("Filename does not exist.")
    call.accepted()


def _user(call: Call) -> User:
    uid = call.uid("usr_uid")
    user = call.sandbox.world.users.get(uid)
    if user is None:
        raise BadRequest(f"The User with usr_uid: {uid} does not exist.")
    return user
