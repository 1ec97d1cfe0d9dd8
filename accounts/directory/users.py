"""The list of users: found by name on the server, narrowed down and paged here.

ProcessMaker filters `/users` by name only and tells no total.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.directory.departments import departments_by_uid
from accounts.directory.states import STATES, AccountState
from pmdash.web.names import initials, role_title
from processmaker import Client
from processmaker.models import Department, Role, User
from processmaker.models.words import UserStatus
from processmaker.parallel import gather


@dataclass(frozen=True)
class Wanted:
    """Which users: `q` is a part of a name; role code, status and department uid, "" for any."""

    q: str = ""
    role: str = ""
    status: str = ""
    department: str = ""


@dataclass(frozen=True)
class UserRow:
    """One user as the list shows him."""

    uid: str
    name: str
    initials: str
    username: str
    email: str
    role: str
    department: str
    state: AccountState


@dataclass(frozen=True)
class Directory:
    """What a page of users is made of: all that match, and what they can be narrowed down by."""

    users: tuple[User, ...]
    roles: tuple[Role, ...]
    departments: Mapping[str, Department]

    def rows(self, users: Iterable[User]) -> list[UserRow]:
        roles = {role.code: role_name(role) for role in self.roles}
        return [self._row(user, roles) for user in users]

    def _row(self, user: User, roles: Mapping[str, str]) -> UserRow:
        department = self.departments.get(user.department_uid)
        return UserRow(
            uid=user.uid,
            name=name_of(user),
            initials=initials(name_of(user)),
            username=user.username,
            email=user.email,
            role=roles.get(user.role, role_title(user.role)),
            department=department.title if department else "",
            state=state_of(user),
        )


def read_directory(client: Client, wanted: Wanted) -> Directory:
    """The users that are wanted, by name.

    Raises:
        ProcessMakerError: the users cannot be read; without roles or departments it goes on.
    """
    found = gather(
        users=lambda: client.users.all({"filter": wanted.q} if wanted.q else None),
        roles=client.roles.all,
        departments=client.departments.tree,
    )
    users: Sequence[User] = found.result("users")
    chosen = sorted((user for user in users if _fits(user, wanted)), key=_by_name)
    departments = departments_by_uid(found.get_or("departments", ()))
    return Directory(tuple(chosen), found.get_or("roles", ()), departments)


def _fits(user: User, wanted: Wanted) -> bool:
    return (
        wanted.role in ("", user.role)
        and wanted.status in ("", status_of(user).value)
        and wanted.department in ("", user.department_uid)
    )


def _by_name(user: User) -> tuple[bool, str]:
    return not user.username, name_of(user).casefold()


def name_of(user: User) -> str:
    """The name; deleting a user blanks his user name, and may leave nothing at all."""
    return user.name or _("Deleted user")


def status_of(user: User) -> UserStatus:
    """The status; a record without a user name is what a deletion leaves behind."""
    return user.status if user.username else UserStatus.CLOSED


def state_of(user: User) -> AccountState:
    return STATES[status_of(user)]


def role_name(role: Role) -> str:
    """The name of a role; some come without one."""
    return role.name or role_title(role.code)
