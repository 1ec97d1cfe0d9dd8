"""Departments; MissingPermission without PM_USERS."""

from __future__ import annotations

from collections.abc import Mapping

from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.models import Department, User
from processmaker.paths import checked


class Departments(Resource):
    """A department cannot be deleted while it has users; titles are unique."""

    @endpoint("GET", "/departments")
    def tree(self, call: Call) -> tuple[Department, ...]:
        """The topmost departments, each with its children."""
        return call.many(Department)

    @endpoint("GET", "/department/{dep_uid}")
    def get(self, call: Call, department_uid: str) -> Department:
        """One department."""
        return call.one(Department, department_uid)

    @endpoint("POST", "/department")
    def create(
        self, call: Call, title: str, *, parent_uid: str = "", status: str = "ACTIVE"
    ) -> Department:
        """Create a department."""
        parent = checked("dep_uid", parent_uid) if parent_uid else ""
        body = {"dep_title": title, "dep_parent": parent, "dep_status": status}
        return call.one(Department, body=body)

    @endpoint("PUT", "/department/{dep_uid}")
    def update(self, call: Call, department_uid: str, values: Mapping[str, object]) -> None:
        """Change ``dep_title``, ``dep_parent``, ``dep_manager``, ``dep_status``."""
        call.done(department_uid, body=dict(values))

    @endpoint("DELETE", "/department/{dep_uid}")
    def delete(self, call: Call, department_uid: str) -> None:
        """Delete an empty department."""
        call.done(department_uid)

    @endpoint("GET", "/department/{dep_uid}/assigned-user")
    def users(
        self, call: Call, department_uid: str, query: Query | None = None
    ) -> tuple[User, ...]:
        """Who belongs to it."""
        return call.many(User, department_uid, query=query)

    @endpoint("GET", "/department/{dep_uid}/available-user")
    def available_users(
        self, call: Call, department_uid: str, query: Query | None = None
    ) -> tuple[User, ...]:
        """Who belongs to no department."""
        return call.many(User, department_uid, query=query)

    @endpoint("POST", "/department/{dep_uid}/assign-user")
    def add_user(self, call: Call, department_uid: str, user_uid: str) -> None:
        """Put a user into the department."""
        call.done(department_uid, body={"usr_uid": checked("usr_uid", user_uid)})

    @endpoint("DELETE", "/department/{dep_uid}/unassign-user/{usr_uid}")
    def remove_user(self, call: Call, department_uid: str, user_uid: str) -> None:
        """Take a user out of the department."""
        call.done(department_uid, user_uid)

    @endpoint("PUT", "/department/{dep_uid}/set-manager/{usr_uid}")
    def set_manager(self, call: Call, department_uid: str, user_uid: str) -> None:
        """Make a user the manager."""
        call.done(department_uid, user_uid)
