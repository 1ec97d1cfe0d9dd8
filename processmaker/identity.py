"""Who is signed in, and what the role permits, on servers that tell it and on those that do not.

No endpoint of ProcessMaker tells an ordinary user the uid of his role, and so its permissions.
What is asked, in this order:

1. ``/light/user/data`` (or extraRest's ``login-user``): uid, names, role name.
2. with PM_USERS: ``/user/{uid}`` → role code → ``/roles`` → ``/role/{uid}/permissions``.
3. without: endpoints that refuse for lack of one permission say whether it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from processmaker import errors
from processmaker.capabilities import Capabilities
from processmaker.client import Client
from processmaker.models import Identity, Role, User
from processmaker.parallel import gather

BUILT_IN: Final[dict[str, tuple[str, str]]] = {
    "PROCESSMAKER_ADMIN": ("00000000000000000000000000000002", "System Administrator"),
    "PROCESSMAKER_OPERATOR": ("00000000000000000000000000000003", "Operator"),
    "PROCESSMAKER_MANAGER": ("00000000000000000000000000000004", "Manager"),
}
"""Role codes of every installation: the role's uid and its English name."""


def who_am_i(client: Client, capabilities: Capabilities) -> Identity:
    """Return the signed-in user with the permissions of the role.

    Raises:
        ProcessMakerError: the server tells nobody who is signed in, or cannot be reached.
    """
    me = _me(client, capabilities)
    role = _role(client, me)
    permissions = _permissions(client, role)
    known = permissions is not None
    if permissions is None:
        permissions = _inferred(client, capabilities, me)
    return Identity(
        uid=me.uid,
        username=me.username,
        name=me.name,
        email=me.email,
        role=role.code if role else me.role,
        role_name=(role.name if role else "") or me.role,
        permissions=permissions,
        permissions_known=known,
    )


def _me(client: Client, capabilities: Capabilities) -> User:
    if capabilities.light:
        return client.light.user_data()
    return client.extrarest.login_user()


def _role(client: Client, me: User) -> Role | None:
    """Return the role: by PM_USERS, or by its English name if every installation has it."""
    try:
        code = client.users.get(me.uid).role
        return next((role for role in client.roles.all() if role.code == code), None)
    except errors.Refused:
        for code, (uid, name) in BUILT_IN.items():
            if name == me.role:
                return Role(uid=uid, code=code, name=name)
        return None


def _permissions(client: Client, role: Role | None) -> frozenset[str] | None:
    if role is None:
        return None
    try:
        return frozenset(one.code for one in client.roles.permissions(role.uid))
    except errors.Refused:
        return None


def _inferred(client: Client, capabilities: Capabilities, me: User) -> frozenset[str]:
    """Return the permissions that harmless reads give away."""
    asked: dict[str, Callable[[], object]] = {}
    if capabilities.home:
        asked["PM_CASES"] = client.home.task_counters
        asked["PM_ALLCASES"] = partial(client.home.search, {"limit": 1})
    if capabilities.extrarest:
        asked["PM_SUPERVISOR"] = client.extrarest.review
    asked["PM_USERS"] = partial(client.users.get, me.uid)
    found = gather(**asked)
    held = {name for name in asked if name not in found.errors}
    for error in found.errors.values():
        if not isinstance(error, errors.Refused):
            raise error
    if not capabilities.home:
        held.add("PM_CASES")
    return frozenset(held)
