"""Groups; MissingPermission without PM_USERS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.models import Group, User
from processmaker.paths import checked


class Groups(Resource):
    """``query`` of the lists: ``start``, ``limit`` (0 is none), ``filter``."""

    @endpoint("GET", "/groups")
    def all(self, call: Call, query: Query | None = None) -> tuple[Group, ...]:
        """All groups."""
        return call.many(Group, query=query)

    @endpoint("GET", "/group/{grp_uid}")
    def get(self, call: Call, group_uid: str) -> Group:
        """One group."""
        return call.one(Group, group_uid)

    @endpoint("POST", "/group")
    def create(self, call: Call, title: str, *, status: str = "ACTIVE") -> Group:
        """Create a group."""
        return call.one(Group, body={"grp_title": title, "grp_status": status})

    @endpoint("PUT", "/group/{grp_uid}")
    def update(self, call: Call, group_uid: str, *, title: str, status: str = "ACTIVE") -> None:
        """Rename a group, or change its status."""
        call.done(group_uid, body={"grp_title": title, "grp_status": status})

    @endpoint("DELETE", "/group/{grp_uid}")
    def delete(self, call: Call, group_uid: str) -> None:
        """Delete a group; its membership records stay behind."""
        call.done(group_uid)

    @endpoint("GET", "/group/{grp_uid}/users")
    def users(self, call: Call, group_uid: str, query: Query | None = None) -> tuple[User, ...]:
        """The members."""
        return call.many(User, group_uid, query=query)

    @endpoint("GET", "/group/{grp_uid}/available-users")
    def available_users(
        self, call: Call, group_uid: str, query: Query | None = None
    ) -> tuple[User, ...]:
        """Who is no member yet."""
        return call.many(User, group_uid, query=query)

    @endpoint("GET", "/group/{grp_uid}/supervisor-users")
    def supervisor_users(
        self, call: Call, group_uid: str, query: Query | None = None
    ) -> tuple[User, ...]:
        """Members who may supervise processes."""
        return call.many(User, group_uid, query=query)

    @endpoint("POST", "/group/{grp_uid}/user")
    def add_user(self, call: Call, group_uid: str, user_uid: str) -> None:
        """Add a member."""
        call.done(group_uid, body={"usr_uid": checked("usr_uid", user_uid)})

    @endpoint("POST", "/group/batch-users")
    def add_users(self, call: Call, members: Mapping[str, Iterable[str]]) -> None:
        """Add several members to several groups: user uids by group uid."""
        body = [
            {
                "groupUid": checked("grp_uid", group_uid),
                "users": [checked("usr_uid", user_uid) for user_uid in user_uids],
            }
            for group_uid, user_uids in members.items()
        ]
        call.done(body=body)

    @endpoint("DELETE", "/group/{grp_uid}/user/{usr_uid}")
    def remove_user(self, call: Call, group_uid: str, user_uid: str) -> None:
        """Remove a member."""
        call.done(group_uid, user_uid)
