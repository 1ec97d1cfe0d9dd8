"""The only place that sends: one connection pool and one circuit breaker for each server."""

from __future__ import annotations

import os
import ssl
from collections.abc import Generator, Mapping
from contextlib import closing
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.util import Retry, Timeout

from processmaker import errors
from processmaker.breaker import CircuitBreaker
from processmaker.deadline import Deadline, DeadlineAdapter, set_deadline

POOL_SIZE = 64
_ONCE = Retry(0, read=False)
_LIBRARY_ERRORS = (
    urllib3.exceptions.HTTPError,
    OSError,
    ValueError,
)
_CHUNK = 64 * 1024


class Transport:
    """Sends to one origin; shared by all clients of a server, thread-safe.

    It sends through the connection pool of requests and without a ``Session``: so there are no
    redirects, no cookies, and no proxies, passwords or certificates from the environment.
    """

    def __init__(self, base_url: str, *, verify: bool | str) -> None:
        self.breaker = CircuitBreaker()
        self._origin = base_url.removesuffix(urlsplit(base_url).path)
        self._verify = verify
        self._adapter = DeadlineAdapter(pool_connections=1, pool_maxsize=POOL_SIZE)
        self._pool: HTTPConnectionPool | None = None

    def open(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: Any,
        connect_timeout: float,
        deadline: Deadline,
    ) -> urllib3.BaseHTTPResponse:
        """Send and return the response with its headers read and its body not.

        Raises:
            Unreachable: no answer came. ``outcome_unknown`` is true unless nothing was sent.
            TimedOut: the deadline passed.
        """
        left = max(0.001, deadline.left())
        set_deadline(deadline)
        try:
            return self._ready_pool().urlopen(
                method,
                url.removeprefix(self._origin),
                body=body,
                headers=headers,
                retries=_ONCE,
                redirect=False,
                timeout=Timeout(connect=min(connect_timeout, left), read=min(deadline.idle, left)),
                preload_content=False,
                decode_content=False,
            )
        except _LIBRARY_ERRORS as error:
            raise failure(error, is_connected=deadline.is_connected) from None
        finally:
            set_deadline(None)

    def close(self) -> None:
        """Close all pooled connections."""
        self._adapter.close()
        self._pool = None

    def _ready_pool(self) -> HTTPConnectionPool:
        self._pool = self._pool or self._adapter.pool_of(self._origin, self._verify)
        return self._pool


def pieces(raw: urllib3.BaseHTTPResponse, size: int) -> Generator[bytes, None, None]:
    """Yield the body, decompressed, in pieces of ``size`` bytes at most.

    The connection goes back to the pool when the body was read to its end, and is closed else.

    Raises:
        Unreachable: the body is cut short.
        TimedOut: the deadline passed.
    """
    is_whole = False
    try:
        while piece := raw.read(size, decode_content=True):
            yield piece
        is_whole = True
    except _LIBRARY_ERRORS as error:
        raise failure(error, is_connected=True) from None
    finally:
        if not is_whole:
            raw.close()
        raw.release_conn()


def read_body(raw: urllib3.BaseHTTPResponse, most: int) -> bytes:
    """Return the whole body, decompressed.

    Raises:
        Unreachable, TimedOut: as :func:`pieces`.
        BadAnswer: the body is longer than ``most`` bytes.
    """
    found: list[bytes] = []
    size = 0
    with closing(pieces(raw, _CHUNK)) as body:
        for piece in body:
            size += len(piece)
            if size > most:
                raise errors.BadAnswer(f"the answer is longer than {most} bytes")
            found.append(piece)
    return found[0] if len(found) == 1 else b"".join(found)


_TLS = (urllib3.exceptions.SSLError, ssl.SSLError)
_NO_CONNECTION = (urllib3.exceptions.NewConnectionError, ConnectionRefusedError)
_CONNECT_TIMEOUTS = (urllib3.exceptions.ConnectTimeoutError,)
_TIMEOUTS = (TimeoutError, urllib3.exceptions.TimeoutError)


def failure(error: Exception, *, is_connected: bool) -> errors.ProcessMakerError:
    """Return the error of the tree for an exception of the HTTP library.

    ``is_connected`` says whether the handshake of TLS was over. ``outcome_unknown`` says that the
    request may have reached the server; the caller clears it for reads.
    """
    causes = _causes(error)

    def is_any(kinds: tuple[type[BaseException], ...]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    # A refused connection is also a kind of connect time-out in urllib3: ask for it first.
    if is_any(_NO_CONNECTION):
        return errors.Unreachable("ProcessMaker cannot be reached")
    if is_any(_CONNECT_TIMEOUTS):
        return errors.TimedOut("ProcessMaker did not take the connection in time")
    if is_any(_TIMEOUTS):
        return errors.TimedOut("no complete answer came in time", outcome_unknown=True)
    if is_any(_TLS) and not is_connected:
        return errors.Unreachable("no secure connection to ProcessMaker could be made")
    return errors.Unreachable("the connection to ProcessMaker broke", outcome_unknown=True)


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if isinstance(cause, BaseException) and cause not in found:
            found.append(cause)
            waiting += [cause.__cause__, cause.__context__, *cause.args]
            waiting += [getattr(cause, "reason", None)]
    return found


@lru_cache(maxsize=64)
def _transport(base_url: str, verify: bool | str) -> Transport:
    return Transport(base_url, verify=verify)


def transport_of(base_url: str, *, verify: bool | str) -> Transport:
    """Return the transport that all clients of this server share."""
    return _transport(base_url, verify)


os.register_at_fork(after_in_child=_transport.cache_clear)
