"""The workspaces of ProcessMaker that people may sign in to: those of the settings."""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from pmdash.workspaces import Place
from processmaker import Server


@dataclass(frozen=True)
class Workspace:
    """One workspace of a server.

    ``number`` is that of its settings, the first has none there; ``label`` is what people read;
    ``key`` stands for it in forms and sessions.
    """

    number: int
    label: str
    server: Server

    @property
    def key(self) -> str:
        return key_of(self.server.base_url, self.server.workspace)


@cache
def key_of(base_url: str, workspace: str) -> str:
    """What tells a workspace from all others; says nothing about where it is.

    Remembered, as each request asks for it several times; the settings and the grants name few.
    """
    return hashlib.sha256(f"{base_url}|{workspace}".encode()).hexdigest()[:16]


@cache
def workspaces() -> tuple[Workspace, ...]:
    """All of them, the first of the settings first."""
    places = (_first(), *settings.FURTHER_WORKSPACES)
    often = Counter(place.workspace for place in places)
    return tuple(
        Workspace(place.number, _label(place, alone=often[place.workspace] == 1), _server(place))
        for place in places
    )


def first_workspace() -> Workspace:
    return workspaces()[0]


def workspace_by_key(key: str) -> Workspace | None:
    """The workspace that a form or a session names; None where there is none."""
    return next((one for one in workspaces() if one.key == key), None)


def workspace_at(base_url: str, workspace: str) -> Workspace | None:
    """The workspace of a stored sign-in; None where the settings do not name it."""
    return workspace_by_key(key_of(base_url, workspace))


def workspace_of(server: Server) -> Workspace:
    """The workspace of a server of the settings, or one that no setting names."""
    known = workspace_at(server.base_url, server.workspace)
    return known or Workspace(0, server.workspace, server)


def forget_workspaces() -> None:
    """Read the settings again."""
    workspaces.cache_clear()


def _first() -> Place:
    """As the settings are, which may not be what they were at the start."""
    return replace(
        settings.FIRST_WORKSPACE,
        url=settings.PROCESSMAKER_URL,
        workspace=settings.PROCESSMAKER_WORKSPACE,
    )


def _server(place: Place) -> Server:
    return Server(
        base_url=place.url,
        workspace=place.workspace,
        client_id=place.client_id,
        client_secret=place.client_secret,
        time_zone=place.time_zone,
        deadline=settings.PROCESSMAKER_DEADLINE,
    )


def _label(place: Place, *, alone: bool) -> str:
    """The given name, else the workspace, with the host where another is called the same."""
    host = urlsplit(place.url).netloc
    return place.name or (place.workspace if alone else f"{place.workspace} · {host}")
