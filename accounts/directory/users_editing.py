"""Making, changing and deleting users: one write, then what ProcessMaker has is read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import structlog
from django.utils.translation import gettext as _

from accounts.directory.changes import Result, reason_of, refusal_of
from accounts.directory.states import ADMINISTRATOR
from accounts.directory.users import name_of
from processmaker import Client
from processmaker.errors import DuplicateKey, ProcessMakerError, RowMissing
from processmaker.models import User

logger = structlog.get_logger(__name__)

FIELDS: Final = {
    "username": "usr_username",
    "first_name": "usr_firstname",
    "last_name": "usr_lastname",
    "email": "usr_email",
    "position": "usr_position",
    "phone": "usr_phone",
    "city": "usr_location",
    "expires_on": "usr_due_date",
    "status": "usr_status",
    "replaced_by_uid": "usr_replaced_by",
    "reports_to_uid": "usr_reports_to",
}
"""What ProcessMaker calls the fields of a user that can be changed here.

Role and department have their own endpoints; what it names `usr_city` is the state.
"""


@dataclass(frozen=True)
class Saved:
    """What became of a form, in words; `uid` is whose it is now, "" where it was refused."""

    text: str
    uid: str = ""


def change_user(client: Client, user_uid: str, values: Mapping[str, str]) -> Saved:
    """Change the fields `values`, by their names here, of a user.

    Raises:
        ProcessMakerError: ProcessMaker does not answer; nothing is known to have changed.
    """
    sent = {FIELDS[name]: value for name, value in values.items()}
    refusal = refusal_of(lambda: client.users.update(user_uid, sent)) if sent else None
    user = client.users.get(user_uid)
    is_done = all(value_of(user, name) == value for name, value in values.items())
    _note("user_changed", user_uid, refusal, fields=sorted(values), is_done=is_done)
    if is_done:
        text = _("%(name)s is saved.") % {"name": name_of(user)}
        return Saved(text, user_uid)
    return Saved(why(refusal))


def create_user(client: Client, values: Mapping[str, str], role: str, password: str) -> Saved:
    """Make a user with the fields `values`, a role's code and a first password.

    Raises:
        ProcessMakerError: ProcessMaker does not answer; nothing is known to have changed.
    """
    sent = {FIELDS[name]: value for name, value in values.items()}
    sent |= {"usr_role": role, "usr_new_pass": password, "usr_cnf_pass": password}
    if _named(client, values["username"]):
        return Saved(_("There is a user of this name already."))
    refusal = refusal_of(lambda: client.users.create(sent))
    user = _named(client, values["username"])
    _note("user_created", user.uid if user else "", refusal)
    if user is None:
        return Saved(why(refusal))
    return Saved(_("%(name)s can sign in.") % {"name": name_of(user)}, user.uid)


def delete_user(client: Client, user_uid: str) -> Result:
    """Delete a user; ProcessMaker refuses while he has cases.

    Raises:
        RowMissing: there is no such user.
        ProcessMakerError: ProcessMaker does not answer; nothing is known to have changed.
    """
    user = client.users.get(user_uid)
    if user_uid == ADMINISTRATOR:
        return Result(_("The administrator cannot be deleted."), "danger")
    refusal = refusal_of(lambda: client.users.delete(user_uid))
    is_gone = _is_gone(client, user_uid)
    _note("user_deleted", user_uid, refusal, is_done=is_gone)
    if is_gone:
        return Result(_("%(name)s is deleted.") % {"name": name_of(user)}, "success")
    hint = _("Reassign the open cases first, or make the person inactive.")
    return Result(f"{why(refusal)} {hint}", "danger")


def value_of(user: User, name: str) -> str:
    """A field of a user as it is sent; blank where ProcessMaker has nothing."""
    value = getattr(user, name)
    return "" if value is None else str(getattr(value, "value", value))


def _named(client: Client, username: str) -> User | None:
    found = client.users.all({"filter": username})
    folded = username.casefold()
    return next((user for user in found if user.username.casefold() == folded), None)


def _is_gone(client: Client, user_uid: str) -> bool:
    """Whether the record is away, or blanked as ProcessMaker leaves it."""
    try:
        return not client.users.get(user_uid).username
    except RowMissing:
        return True


def why(refusal: ProcessMakerError | None) -> str:
    """Why something is not as it was asked for."""
    if refusal is None:
        return _("ProcessMaker said yes, but has not changed everything. Look at what it has now.")
    if isinstance(refusal, DuplicateKey):
        return _("Something of this name is there already.")
    return reason_of(refusal)


def _note(event: str, user_uid: str, refusal: ProcessMakerError | None, **more: object) -> None:
    logger.info(event, user=user_uid, refused=type(refusal).__name__ if refusal else "", **more)
