"""The signed-in person, as views and templates see them."""

from collections.abc import Mapping
from functools import cached_property

from accounts.models import Grant, Preferences
from accounts.server import capabilities_of, known_capabilities
from accounts.workspaces import Workspace, workspace_of
from pmdash.web.cache import UserCache
from pmdash.web.requests import WebRequest
from processmaker import Client
from processmaker.capabilities import Capabilities

TOLD_BY_ENDPOINTS = frozenset({"PM_CASES", "PM_ALLCASES", "PM_SUPERVISOR", "PM_USERS"})
"""Permissions that show in what ProcessMaker answers, whoever asks (`processmaker.identity`)."""


class Me:
    """Who is signed in. Reading it costs no call to ProcessMaker, `capabilities` seldom one."""

    def __init__(self, grant: Grant, client: Client) -> None:
        self.grant_id = grant.id
        self.uid = grant.user_uid
        self.username = grant.username
        self.name = grant.name or grant.username
        self.email = grant.email
        self.role = grant.role
        self.permissions = frozenset[str](grant.permissions)
        self.permissions_known = grant.permissions_known
        self.time_zone = grant.time_zone
        self.shown_zone = grant.preferences.time_zone or grant.time_zone
        self.start_page = grant.preferences.start_page
        self.theme = grant.preferences.theme
        self.density = grant.preferences.density
        self.language = grant.preferences.language
        self.page_size = grant.preferences.page_size
        self.date_format = grant.preferences.date_format
        self.notices = _notices(grant.preferences)
        self._hidden_columns = grant.preferences.hidden_columns
        self.server_name = f"{grant.server}/{grant.workspace}"
        self.cache_owner = f"{grant.server}|{grant.workspace}|{grant.user_uid}"
        self._client = client

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    def can(self, permission: str) -> bool:
        """Whether the role holds `permission`, such as `PM_ALLCASES`.

        For showing what may be done; ProcessMaker decides when it is done. Where the server
        does not tell an ordinary user all of the permissions, the untold ones are supposed.
        """
        untold = not self.permissions_known and permission not in TOLD_BY_ENDPOINTS
        return untold or permission in self.permissions

    def hides(self, list_name: str) -> frozenset[str]:
        """The columns of a list that this person does not want to see."""
        hidden: Mapping[str, list[str]] = self._hidden_columns
        return frozenset(hidden.get(list_name, ()))

    @cached_property
    def workspace(self) -> Workspace:
        """Where this person works; its `label` is for people."""
        return workspace_of(self._client.server)

    @cached_property
    def cache(self) -> UserCache:
        """What ProcessMaker said to this person a moment ago."""
        return UserCache(self.cache_owner)

    @cached_property
    def capabilities(self) -> Capabilities:
        """What the server can do; raises ProcessMakerError where that is not known."""
        return capabilities_of(self._client)

    @property
    def known_capabilities(self) -> Capabilities | None:
        """The same without a call, for what has to be there while ProcessMaker hangs."""
        return known_capabilities(self._client.server)


def _notices(preferences: Preferences) -> frozenset[str]:
    """What this person wants to be told of: `new-cases`, `jobs`, and `browser` to tell it there."""
    wanted = {
        "new-cases": preferences.notice_new_cases,
        "jobs": preferences.notice_jobs,
        "browser": preferences.notice_browser,
    }
    return frozenset(name for name, is_wanted in wanted.items() if is_wanted)


class MaybeSignedInRequest(WebRequest):
    """Any request: `me` is None where nobody is signed in, `pm` then has no token."""

    me: Me | None
    pm: Client


class SignedInRequest(WebRequest):
    """A request behind `@signed_in`."""

    me: Me
    pm: Client
