"""Users, groups, departments and roles."""

from __future__ import annotations

from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.models import Permission, Role, User


class Users(Resource):
    """``/users``; needs PM_USERS, even for one's own record."""

    @endpoint("GET", "/users")
    def all(self, call: Call, query: Query | None = None) -> tuple[User, ...]:
        """All users; ``query``: ``start``, ``limit`` (0 is none), ``filter``."""
        return call.many(User, query=query)

    @endpoint("GET", "/user/{usr_uid}")
    def get(self, call: Call, usr_uid: str) -> User:
        """One user."""
        return call.one(User, usr_uid)


class Roles(Resource):
    """``/roles``; needs PM_USERS, but the permissions of a role need nothing."""

    @endpoint("GET", "/roles")
    def all(self, call: Call, query: Query | None = None) -> tuple[Role, ...]:
        """All roles."""
        return call.many(Role, query=query)

    @endpoint("GET", "/role/{rol_uid}")
    def get(self, call: Call, rol_uid: str) -> Role:
        """One role."""
        return call.one(Role, rol_uid)

    @endpoint("GET", "/role/{rol_uid}/permissions")
    def permissions(self, call: Call, rol_uid: str) -> tuple[Permission, ...]:
        """The permissions of a role; any user may ask."""
        return call.many(Permission, rol_uid)
