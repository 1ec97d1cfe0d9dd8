"""Groups, departments and roles alike: a title, members, people who could become members."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from accounts.directory.users import role_name
from processmaker import Client
from processmaker.models import User

Users = tuple[User, ...]


@dataclass(frozen=True)
class CircleKind:
    """What can be asked about and done with one kind; every call takes the circle's uid first."""

    name: str
    title: Callable[[Client, str], str]
    members: Callable[[Client, str], Users]
    available: Callable[[Client, str], Users]
    add: Callable[[Client, str, str], None]
    remove: Callable[[Client, str, str], None]


GROUPS: Final = CircleKind(
    "groups",
    title=lambda client, uid: client.groups.get(uid).title,
    members=lambda client, uid: client.groups.users(uid),
    available=lambda client, uid: client.groups.available_users(uid),
    add=lambda client, uid, user: client.groups.add_user(uid, user),
    remove=lambda client, uid, user: client.groups.remove_user(uid, user),
)
DEPARTMENTS: Final = CircleKind(
    "departments",
    title=lambda client, uid: client.departments.get(uid).title,
    members=lambda client, uid: client.departments.users(uid),
    available=lambda client, uid: client.departments.available_users(uid),
    add=lambda client, uid, user: client.departments.add_user(uid, user),
    remove=lambda client, uid, user: client.departments.remove_user(uid, user),
)
ROLES: Final = CircleKind(
    "roles",
    title=lambda client, uid: role_name(client.roles.get(uid)),
    members=lambda client, uid: client.roles.users(uid),
    available=lambda client, uid: client.roles.available_users(uid),
    add=lambda client, uid, user: client.roles.add_user(uid, user),
    remove=lambda client, uid, user: client.roles.remove_user(uid, user),
)
KINDS: Final = {kind.name: kind for kind in (GROUPS, DEPARTMENTS, ROLES)}
