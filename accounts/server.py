"""The ProcessMaker servers of this installation, and what each can do."""

import hashlib
import time
from functools import cache

import msgspec
import structlog
from django.core.cache import cache as shared_cache

from accounts.workspaces import first_workspace, forget_workspaces
from pmdash.web.request_id import new_request_id
from processmaker import Client, Server
from processmaker.capabilities import Capabilities, probe
from processmaker.errors import ProcessMakerError, SignedOut

logger = structlog.get_logger(__name__)

SECONDS_BETWEEN_PROBES = 600
SECONDS_BETWEEN_TRIES = 30
SECONDS_IN_MEMORY = 60


class Known(msgspec.Struct, frozen=True):
    """What a server can do, and when it was asked, in seconds since 1970."""

    capabilities: Capabilities
    asked_at: float


_memory: dict[str, tuple[float, Known]] = {}


def the_server() -> Server:
    """The first server and workspace of the settings."""
    return first_workspace().server


def anonymous_client(server: Server, request_id: str = "") -> Client:
    """A client without a token: for the token endpoint and public addresses."""
    return Client(server, token=None, request_id=request_id or new_request_id())


def capabilities_of(client: Client) -> Capabilities:
    """What the server can do, asked again every ten minutes.

    An older answer is used where the server does not answer now; raises ProcessMakerError
    only where nothing is known at all.
    """
    server = client.server
    known = _remembered(server)
    if known and time.time() - known.asked_at < SECONDS_BETWEEN_PROBES:
        return known.capabilities
    if known:
        # While this caller asks, and for a while if that fails, the others use what is known.
        _keep(
            server, known.capabilities, time.time() - SECONDS_BETWEEN_PROBES + SECONDS_BETWEEN_TRIES
        )
    try:
        return _keep(server, probe(client), time.time())
    except SignedOut:
        raise
    except ProcessMakerError as error:
        if known is None:
            raise
        logger.warning("capabilities_stale", error=type(error).__name__, endpoint=error.endpoint)
        return known.capabilities


def known_capabilities(server: Server) -> Capabilities | None:
    """What ``server`` was found to do, however long ago; makes no call."""
    known = _remembered(server)
    return known.capabilities if known else None


def _keep(server: Server, capabilities: Capabilities, asked_at: float) -> Capabilities:
    """Remember what a probe found, in this process and for the others."""
    known = Known(capabilities, asked_at)
    _memory[_key(server)] = (time.monotonic(), known)
    shared_cache.set(_key(server), msgspec.json.encode(known), timeout=24 * 3600)
    return capabilities


def _remembered(server: Server) -> Known | None:
    key = _key(server)
    read_at, known = _memory.get(key, (0.0, None))
    if known and time.monotonic() - read_at < SECONDS_IN_MEMORY:
        return known
    raw = shared_cache.get(key)
    if raw:
        try:
            known = msgspec.json.decode(raw, type=Known)
        except msgspec.DecodeError:
            # Written by another release.
            return known
        _memory[key] = (time.monotonic(), known)
    return known


@cache
def _key(server: Server) -> str:
    """Worked out once for each server: every page asks for it several times."""
    asked = f"{server.base_url}|{server.workspace}|{server.time_zone}"
    return f"capabilities:v1:{hashlib.sha256(asked.encode()).hexdigest()[:16]}"


def forget() -> None:
    """Forget in this process what is known about the servers, and which they are."""
    _memory.clear()
    forget_workspaces()
