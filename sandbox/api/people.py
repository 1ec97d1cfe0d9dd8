"""What the lists of people have in common: paging, filters, refusals."""

from typing import Any, TypeAlias

from sandbox.errors import BadRequest
from sandbox.rest import Call
from sandbox.world.model import User

Row: TypeAlias = dict[str, Any]


def page(call: Call, rows: list[Row]) -> list[Row]:
    """``start`` (0-based) and ``limit``; without limit all, ``limit=0`` nothing."""
    start, limit = _positive(call, "start"), _positive(call, "limit")
    if limit is None:
        return rows[start or 0 :]
    return rows[start or 0 : (start or 0) + limit]


def _positive(call: Call, name: str) -> int | None:
    text = call.query.get(name)
    if text is None or text == "":
        return None
    if not text.isdigit():
        raise BadRequest(f'Invalid value for "${name}". Expecting positive integer value.')
    return int(text)


def wanted(call: Call, *texts: str) -> bool:
    """Whether one of the texts fits ``filter``, ``lfilter`` or ``rfilter``; case ignored."""
    query = {key: call.query.get(key, "").casefold() for key in ("filter", "lfilter", "rfilter")}
    folded = [text.casefold() for text in texts]
    if query["filter"]:
        return any(query["filter"] in text for text in folded)
    if query["lfilter"]:
        return any(text.startswith(query["lfilter"]) for text in folded)
    return any(text.endswith(query["rfilter"]) for text in folded)


def require_users_permission(call: Call) -> None:
    """Groups and departments refuse with 400 where other lists say 401."""
    if not call.can("PM_USERS"):
        raise BadRequest(
            f'The user with "{call.user_uid}" not have permissions to perform this action.'
        )


def by_name(user: User) -> str:
    return user.username.casefold()


def short_row(user: User) -> Row:
    return {
        "usr_uid": user.uid,
        "usr_username": user.username,
        "usr_firstname": user.firstname,
        "usr_lastname": user.lastname,
        "usr_status": user.status,
    }


def member_row(user: User) -> Row:
    row = short_row(user)
    status = row.pop("usr_status")
    return row | {"usr_email": user.email, "usr_status": status}


def formatted_name(call: Call, user_uid: str) -> str:
    """By the workspace's format, usually "Last, First (user)"."""
    user = call.sandbox.world.users.get(user_uid)
    if user is None:
        return ""
    text = call.sandbox.world.server.user_name_format
    for word, value in (
        ("@firstName", user.firstname),
        ("@lastName", user.lastname),
        ("@userName", user.username),
    ):
        text = text.replace(word, value)
    return text
