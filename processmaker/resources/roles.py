"""Roles: needs PM_USERS, but the permissions of a role may be asked by anybody."""

from __future__ import annotations

from collections.abc import Mapping

from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.models import Permission, Role, User
from processmaker.paths import checked


class Roles(Resource):
    """``query`` of the lists: ``start``, ``limit`` (0 is none), ``filter``."""

    @endpoint("GET", "/roles")
    def all(self, call: Call, query: Query | None = None) -> tuple[Role, ...]:
        """All roles."""
        return call.many(Role, query=query)

    @endpoint("GET", "/role/{rol_uid}")
    def get(self, call: Call, role_uid: str) -> Role:
        """One role."""
        return call.one(Role, role_uid)

    @endpoint("POST", "/role")
    def create(self, call: Call, code: str, name: str, *, status: str = "ACTIVE") -> Role:
        """Create a role."""
        body = {"rol_code": code, "rol_name": name, "rol_status": status}
        return call.one(Role, body=body)

    @endpoint("PUT", "/role/{rol_uid}")
    def update(self, call: Call, role_uid: str, values: Mapping[str, object]) -> None:
        """Change ``rol_code``, ``rol_name``, ``rol_status``."""
        call.done(role_uid, body=dict(values))

    @endpoint("DELETE", "/role/{rol_uid}")
    def delete(self, call: Call, role_uid: str) -> None:
        """Delete a role that nobody has."""
        call.done(role_uid)

    @endpoint("GET", "/role/{rol_uid}/permissions")
    def permissions(
        self, call: Call, role_uid: str, query: Query | None = None
    ) -> tuple[Permission, ...]:
        """The permissions of a role; any user may ask."""
        return call.many(Permission, role_uid, query=query)

    @endpoint("GET", "/role/{rol_uid}/available-permissions")
    def available_permissions(
        self, call: Call, role_uid: str, query: Query | None = None
    ) -> tuple[Permission, ...]:
        """The permissions that a role lacks; any user may ask."""
        return call.many(Permission, role_uid, query=query)

    @endpoint("POST", "/role/{rol_uid}/permission")
    def add_permission(self, call: Call, role_uid: str, permission_uid: str) -> None:
        """Give a permission to a role."""
        call.done(role_uid, body={"per_uid": checked("per_uid", permission_uid)})

    @endpoint("DELETE", "/role/{rol_uid}/permission/{per_uid}")
    def remove_permission(self, call: Call, role_uid: str, permission_uid: str) -> None:
        """Take a permission from a role."""
        call.done(role_uid, permission_uid)

    @endpoint("GET", "/role/{rol_uid}/users")
    def users(self, call: Call, role_uid: str, query: Query | None = None) -> tuple[User, ...]:
        """Who has the role."""
        return call.many(User, role_uid, query=query)

    @endpoint("GET", "/role/{rol_uid}/available-users")
    def available_users(
        self, call: Call, role_uid: str, query: Query | None = None
    ) -> tuple[User, ...]:
        """Who has another role; admin is listed and can still not be moved."""
        return call.many(User, role_uid, query=query)

    @endpoint("POST", "/role/{rol_uid}/user")
    def add_user(self, call: Call, role_uid: str, user_uid: str) -> None:
        """Give the role to a user, instead of the one he has."""
        call.done(role_uid, body={"usr_uid": checked("usr_uid", user_uid)})

    @endpoint("DELETE", "/role/{rol_uid}/user/{usr_uid}")
    def remove_user(self, call: Call, role_uid: str, user_uid: str) -> None:
        """Take the role from a user."""
        call.done(role_uid, user_uid)
