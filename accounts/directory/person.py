"""One person: what the server tells about role, groups, department, work and menus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.directory.departments import departments_by_uid, titled_choices
from accounts.directory.states import ADMINISTRATOR, AccountState
from accounts.directory.users import name_of, role_name, state_of
from accounts.people import Me
from processmaker import Client
from processmaker.models import CasePage, Department, Group, Role, User, UserConfig
from processmaker.parallel import Gathered, gather
from processmaker.resources.extrarest import Action

GROUPS_READ: Final = 100
"""ProcessMaker tells the members of a group, not the groups of a member: each group is asked."""

WORK: Final[tuple[tuple[Action, str | Promise], ...]] = (
    ("todo", _("To do")),
    ("draft", _("Drafts")),
    ("paused", _("Paused")),
    ("unassigned", _("May claim")),
    ("sent", _("Took part in")),
)


@dataclass(frozen=True)
class Figure:
    """How many cases one list of the person holds; None where the server does not tell."""

    action: str
    label: str | Promise
    count: int | None


@dataclass(frozen=True)
class Person:
    """What the page of a person shows; empty or None where the server does not tell."""

    user: User
    name: str
    state: AccountState
    role: Role | None
    roles: Sequence[tuple[str, str]]
    role_is_fixed: bool
    department: Department | None
    departments: Sequence[tuple[str, str]]
    groups: Sequence[Group]
    other_groups: Sequence[Group]
    groups_left_out: int
    replaced_by: User | None
    reports_to: User | None
    work: Sequence[Figure]
    menu: UserConfig | None


def read_person(client: Client, me: Me, user_uid: str) -> Person:
    """The person with everything around him, asked for side by side.

    Raises:
        ProcessMakerError: there is no such user, or he cannot be read.
    """
    found = gather(
        user=lambda: client.users.get(user_uid),
        roles=client.roles.all,
        departments=client.departments.tree,
        groups=client.groups.all,
        **_work_calls(client, me, user_uid),
    )
    user: User = found.result("user")
    groups: Sequence[Group] = found.get_or("groups", ())
    roles: Sequence[Role] = found.get_or("roles", ())
    departments: Sequence[Department] = found.get_or("departments", ())
    further = gather(**_further_calls(client, user, groups))
    inside = [group for group in groups if _holds(further, group, user)]
    return Person(
        user=user,
        name=name_of(user),
        state=state_of(user),
        role=next((role for role in roles if role.code == user.role), None),
        roles=[(role.uid, role_name(role)) for role in roles],
        role_is_fixed=user.uid == ADMINISTRATOR,
        department=departments_by_uid(departments).get(user.department_uid),
        departments=titled_choices(departments),
        groups=inside,
        other_groups=[group for group in groups if group not in inside],
        groups_left_out=max(0, len(groups) - GROUPS_READ),
        replaced_by=further.get_or("replaced_by", None),
        reports_to=further.get_or("reports_to", None),
        work=_figures(found),
        menu=found.get_or("menu", None),
    )


Calls = dict[str, Callable[[], object]]


def _work_calls(client: Client, me: Me, user_uid: str) -> Calls:
    """The sizes of the lists, and the menus, where the plug-in and the role give them."""
    if not me.capabilities.extrarest:
        return {}
    calls: Calls = {"menu": lambda: client.extrarest.user_config(user_uid)}
    if me.can("PM_ALLCASES"):
        for action, _label in WORK:
            ask = partial(client.extrarest.user_cases, action, {"limit": 1}, user_uid=user_uid)
            calls[f"work_{action}"] = ask
    return calls


def _further_calls(client: Client, user: User, groups: Sequence[Group]) -> Calls:
    query = {"filter": user.username} if user.username else None
    calls: Calls = {
        f"in_{group.uid}": partial(client.groups.users, group.uid, query)
        for group in groups[:GROUPS_READ]
    }
    if user.replaced_by_uid:
        calls["replaced_by"] = partial(client.users.get, user.replaced_by_uid)
    if user.reports_to_uid:
        calls["reports_to"] = partial(client.users.get, user.reports_to_uid)
    return calls


def _holds(found: Gathered, group: Group, user: User) -> bool:
    members: Sequence[User] = found.get_or(f"in_{group.uid}", ())
    return any(member.uid == user.uid for member in members)


def _figures(found: Gathered) -> list[Figure]:
    figures = []
    for action, label in WORK:
        page: CasePage | None = found.get_or(f"work_{action}", None)
        if page is not None:
            figures.append(Figure(action, label, page.total))
    return figures
