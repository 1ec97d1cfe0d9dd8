"""Users, groups, departments, roles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec

from processmaker.decoding import From
from processmaker.models.words import UserStatus


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A user. ``/home/users`` gives no uid but a numeric ``id``; the others the reverse.

    What ProcessMaker names ``usr_city`` is the state; the city is ``usr_location``.
    """

    uid: Annotated[str, From("usr_uid", "userId", "uid")] = ""
    id: Annotated[int | None, From("usr_id")] = None
    username: Annotated[str, From("usr_username", "userName")] = ""
    first_name: Annotated[str, From("usr_firstname", "firstName")] = ""
    last_name: Annotated[str, From("usr_lastname", "lastName")] = ""
    full_name: Annotated[str, From("usr_fullname", "fullName", "userFullName")] = ""
    email: Annotated[str, From("usr_email", "email", "mail")] = ""
    status: Annotated[UserStatus, From("usr_status", "status")] = UserStatus.UNKNOWN
    role: Annotated[str, From("usr_role", "userRole")] = ""
    position: Annotated[str, From("usr_position", "position")] = ""
    phone: Annotated[str, From("usr_phone", "userPhone", "phone")] = ""
    country: Annotated[str, From("usr_country", "country")] = ""
    state: Annotated[str, From("usr_city", "state")] = ""
    city: Annotated[str, From("usr_location", "location")] = ""
    department_uid: Annotated[str, From("dep_uid", "department")] = ""
    reports_to_uid: Annotated[str, From("usr_reports_to", "reportsto")] = ""
    replaced_by_uid: Annotated[str, From("usr_replaced_by", "replacedby")] = ""
    calendar_uid: Annotated[str, From("usr_calendar_uid", "calendar")] = ""
    expires_on: Annotated[date | None, From("usr_due_date", "duedate")] = None
    created_at: Annotated[datetime | None, From("usr_create_date")] = None
    updated_at: Annotated[datetime | None, From("usr_update_date", "updateDate")] = None

    @property
    def name(self) -> str:
        """First and last name, or the user name where neither is known."""
        return f"{self.first_name} {self.last_name}".strip() or self.full_name or self.username


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in.

    ``role`` is the role's code (PROCESSMAKER_OPERATOR) or, where the server tells an ordinary
    user only the name, its name; ``role_name`` is for people to read. ``permissions`` are codes
    such as ``PM_CASES``; ``permissions_known`` is False where they had to be inferred.
    """

    uid: str
    username: str
    name: str = ""
    email: str = ""
    role: str = ""
    role_name: str = ""
    permissions: frozenset[str] = frozenset()
    permissions_known: bool = False


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A group of users."""

    uid: Annotated[str, From("grp_uid")]
    title: Annotated[str, From("grp_title")] = ""
    status: Annotated[str, From("grp_status")] = ""
    users: Annotated[int, From("grp_users")] = 0
    tasks: Annotated[int, From("grp_tasks")] = 0


class Department(msgspec.Struct, frozen=True, kw_only=True):
    """A department with its sub-departments."""

    uid: Annotated[str, From("dep_uid")]
    title: Annotated[str, From("dep_title")] = ""
    parent_uid: Annotated[str, From("dep_parent")] = ""
    status: Annotated[str, From("dep_status")] = ""
    manager_uid: Annotated[str, From("dep_manager")] = ""
    manager_username: Annotated[str, From("dep_manager_username")] = ""
    members: Annotated[int, From("dep_members")] = 0
    has_children: bool = False
    children: Annotated[tuple[Department, ...], From("dep_children")] = ()


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """A role."""

    uid: Annotated[str, From("rol_uid")]
    code: Annotated[str, From("rol_code")] = ""
    name: Annotated[str, From("rol_name")] = ""
    status: Annotated[str, From("rol_status")] = ""
    users: Annotated[int, From("rol_total_users")] = 0
    created_at: Annotated[datetime | None, From("rol_create_date")] = None
    updated_at: Annotated[datetime | None, From("rol_update_date")] = None


class Permission(msgspec.Struct, frozen=True, kw_only=True):
    """A permission of a role; ``code`` is what counts (``PM_ALLCASES``)."""

    uid: Annotated[str, From("per_uid")]
    code: Annotated[str, From("per_code")]
    name: Annotated[str, From("per_name")] = ""


class Assignee(msgspec.Struct, frozen=True, kw_only=True):
    """A user or group that may do a task; without a uid: whoever claims it."""

    uid: Annotated[str, From("aas_uid", "usr_uid", "grp_uid", "userId")] = ""
    name: Annotated[str, From("aas_name", "usr_fullname", "userFullName")] = ""
    last_name: Annotated[str, From("aas_lastname", "usr_lastname")] = ""
    username: Annotated[str, From("aas_username", "usr_username")] = ""
    type: Annotated[str, From("aas_type")] = "user"


class NextTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task that comes next and who can be given it (``/light/task/…/assignment``)."""

    task_uid: Annotated[str, From("taskId")] = ""
    title: Annotated[str, From("taskName")] = ""
    assign_type: Annotated[str, From("taskAssignType")] = ""
    users: tuple[Assignee, ...] = ()


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What the token endpoint answers. ``expires_in`` is in seconds and only a hint."""

    access_token: str
    refresh_token: str = ""
    expires_in: int = 0
    token_type: str = "bearer"  # noqa: S105
    scope: str = ""

    def __repr__(self) -> str:
        """Keep tokens out of logs."""
        return f"Token(expires_in={self.expires_in})"
