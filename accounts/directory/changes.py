"""Putting people into groups, departments and roles, and taking them out: one write, read back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import structlog
from django.utils.translation import gettext as _

from accounts.directory.circles import ROLES, CircleKind
from accounts.directory.states import ADMINISTRATOR
from accounts.directory.users import name_of
from pmdash.web.toasts import Tone
from processmaker import Client
from processmaker.errors import (
    BadRequest,
    Forbidden,
    InvalidParameter,
    InvalidValue,
    MissingPermission,
    ProcessMakerError,
    Refused,
    RowMissing,
    SignedOut,
    Unauthorized,
)
from processmaker.models import User

logger = structlog.get_logger(__name__)

Act = Literal["add", "remove"]


@dataclass(frozen=True)
class Change:
    """One person into or out of one group, department or role."""

    kind: CircleKind
    circle_uid: str
    user_uid: str
    act: Act


@dataclass(frozen=True)
class Result:
    """What became of a change, in words for people."""

    text: str
    tone: Tone


def make_change(client: Client, change: Change) -> Result:
    """Send the change and say how it stands afterwards.

    Raises:
        ProcessMakerError: ProcessMaker does not answer; nothing is known to have changed.
    """
    user = client.users.get(change.user_uid)
    title = change.kind.title(client, change.circle_uid)
    if change.kind is ROLES and change.user_uid == ADMINISTRATOR:
        return Result(_("The role of the administrator cannot be changed."), "danger")
    refusal = _send(client, change)
    is_in = _is_in(client, change)
    logger.info(
        "directory_change",
        kind=change.kind.name,
        circle=change.circle_uid,
        user=change.user_uid,
        act=change.act,
        is_in=is_in,
        refused=bool(refusal),
    )
    if is_in is not (change.act == "add"):
        return Result(_not_done(refusal, user, title), "danger")
    return _done(user, title, is_in=is_in, refused=refusal is not None)


def _send(client: Client, change: Change) -> ProcessMakerError | None:
    call = change.kind.add if change.act == "add" else change.kind.remove
    return refusal_of(lambda: call(client, change.circle_uid, change.user_uid))


def refusal_of(call: Callable[[], object]) -> ProcessMakerError | None:
    """Make a call that changes something: the refusal, or the error after which nobody knows.

    Raises:
        ProcessMakerError: nothing was changed, for a reason that is not ProcessMaker's decision.
    """
    try:
        call()
    except SignedOut:
        raise
    except (Refused, InvalidValue) as error:
        return error
    except ProcessMakerError as error:
        if not error.outcome_unknown:
            raise
        return error
    return None


def _is_in(client: Client, change: Change) -> bool:
    members = change.kind.members(client, change.circle_uid)
    return any(user.uid == change.user_uid for user in members)


def _done(user: User, title: str, *, is_in: bool, refused: bool) -> Result:
    names = {"name": name_of(user), "title": title}
    if refused:
        before = _("%(name)s was in %(title)s already.")
        return Result((before if is_in else _("%(name)s was not in %(title)s.")) % names, "info")
    after = _("%(name)s is in %(title)s.")
    return Result(
        (after if is_in else _("%(name)s is not in %(title)s any more.")) % names, "success"
    )


def _not_done(refusal: ProcessMakerError | None, user: User, title: str) -> str:
    nothing = _("Nothing was changed.")
    if refusal is None:
        return _(
            "ProcessMaker said yes, but nothing has changed for %(name)s in %(title)s. "
            "Reload the page to see how it stands."
        ) % {"name": name_of(user), "title": title}
    return f"{reason_of(refusal)} {nothing}"


def reason_of(refusal: ProcessMakerError) -> str:
    """Why ProcessMaker refused; where the kind of error does not tell, its own words."""
    if isinstance(refusal, Unauthorized | Forbidden | MissingPermission):
        return _("ProcessMaker does not permit it with your role.")
    if isinstance(refusal, RowMissing):
        return _("The person or the group, department or role does not exist any more.")
    if isinstance(refusal, BadRequest) and not isinstance(refusal, InvalidParameter):
        return _("ProcessMaker refused it: “%(message)s”") % {"message": refusal.message}
    return _("ProcessMaker refused it.")
