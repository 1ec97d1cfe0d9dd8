"""What a server can do: probed once, cached for each server, asked for by name.

::

    capabilities = probe(client)          # with the token of any user
    if capabilities.has("extrarest"): …
    cached = msgspec.json.encode(capabilities)
    capabilities = msgspec.json.decode(cached, type=Capabilities)

The answers depend on the server and not on the user who happens to ask: a refusal (401, 403, 400)
shows that an endpoint is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, tzinfo
from typing import Final

import msgspec

from processmaker import errors, fields
from processmaker.client import Client
from processmaker.models import ServerConfig
from processmaker.parallel import gather

NAMES: Final[dict[str, str]] = {
    "core": "cases, variables, documents, notes: every 3.x",
    "light": "the mobile API /light/*",
    "home": "/home/* lists, counters and pickers (3.6 and later)",
    "extrarest": "the extraRest plug-in",
    "extrarest_counters": "extraRest counts all lists in one call",
    "extrarest_folders": "extraRest reads folders and files of ProcessMaker's Documents",
    "extrarest_sql": "extraRest runs named reports",
    "metrics": "/metrics/* and custom case lists (3.7 and later)",
    "claim": "PUT /cases/{app_uid}/claim, which checks who claims (3.7 and later)",
    "users_to_reassign": "who may take a task, by case (3.8.1 and later)",
    "supervisor": "tells whether one supervises a case (3.8.1 and later)",
    "reasons": "cancel, pause and reassign take a reason and sendMail (3.8.1 and later)",
    "assign": "PUT /cases/{app_uid}/{usr_uid}/assign (3.8.1 and later)",
    "sub_process_cases": "lists the sub-cases of a case (3.3.10 and later)",
    "upload_variable": "uploads straight into a variable (3.3.10 and later)",
}
"""The name of each capability, and what it means."""

_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?")
_BY_VERSION: Final[dict[str, tuple[int, int, int]]] = {
    "claim": (3, 7, 0),
    "metrics": (3, 7, 0),
    "users_to_reassign": (3, 8, 1),
    "supervisor": (3, 8, 1),
    "reasons": (3, 8, 1),
    "assign": (3, 8, 1),
    "sub_process_cases": (3, 3, 10),
    "upload_variable": (3, 3, 10),
}
_HOME_SINCE = (3, 6, 0)


class Capabilities(msgspec.Struct, frozen=True, kw_only=True):
    """What one server can do.

    Attributes:
        version: ``3.8.3-community``, or empty where the server does not tell.
        names: the capabilities that it has, of :data:`NAMES`.
        time_zone: the zone of its dates: the configured name, else the offset it tells.
        config: what ``GET /light/config`` answered.
    """

    version: str = ""
    names: frozenset[str] = frozenset({"core"})
    time_zone: str = ""
    config: ServerConfig | None = None

    def has(self, name: str) -> bool:
        """Tell whether the server has the capability ``name``.

        Raises:
            KeyError: there is no capability of that name: a typing error.
        """
        NAMES[name]
        return name in self.names

    @property
    def home(self) -> bool:
        """``/home/*`` is there."""
        return self.has("home")

    @property
    def light(self) -> bool:
        """``/light/*`` is there."""
        return self.has("light")

    @property
    def extrarest(self) -> bool:
        """The extraRest plug-in is installed."""
        return self.has("extrarest")

    @property
    def zone(self) -> tzinfo:
        """The zone of dates without offset; UTC where nothing is known."""
        return fields.zone_of(self.time_zone) or UTC


def version_of(text: str) -> tuple[int, int, int]:
    """Return (3, 8, 3) of ``3.8.3-community``; (0, 0, 0) of a text without a version."""
    found = _VERSION.search(text)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else (0, 0, 0)


def probe(client: Client) -> Capabilities:
    """Ask a server what it can do: at most five small calls, side by side.

    Raises:
        ProcessMakerError: the server cannot be reached, or the token is dead.
    """
    config = _config(client)
    asked: dict[str, Callable[[], object]] = {
        "home": client.home.task_counters,
        "extrarest": client.extrarest.login_user,
        "extrarest_counters": client.extrarest.counters,
        "light": client.light.user_data,
    }
    found = gather(**asked)
    names = {"core"} | {name for name in asked if _is_there(found[name])}
    version = config.version if config else ""
    names |= _by_version(version_of(version), home="home" in names)
    return Capabilities(
        version=version,
        names=frozenset(names),
        time_zone=client.server.time_zone or (config.time_zone if config else ""),
        config=config,
    )


def _by_version(version: tuple[int, int, int], *, home: bool) -> set[str]:
    if version == (0, 0, 0):
        version = _HOME_SINCE if home else version
    return {name for name, since in _BY_VERSION.items() if version >= since}


def _config(client: Client) -> ServerConfig | None:
    try:
        return client.light.config()
    except (errors.Refused, errors.BadAnswer):
        return None


def _is_there(outcome: object) -> bool:
    if isinstance(outcome, errors.EndpointMissing | errors.FatalError):
        return False
    if isinstance(outcome, errors.Refused) or not isinstance(outcome, Exception):
        return True
    raise outcome
