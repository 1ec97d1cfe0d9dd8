"""The only place that sends: one pooled session and one circuit breaker for each server."""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Generator, Mapping
from contextlib import closing
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
import urllib3

from processmaker import errors
from processmaker.breaker import CircuitBreaker
from processmaker.deadline import Deadline, DeadlineAdapter, set_deadline

POOL_SIZE = 64
_LIBRARY_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    OSError,
    ValueError,
)
_CHUNK = 64 * 1024


class Transport:
    """Sends prepared requests to one origin; shared by all clients of a server, thread-safe.

    No redirects, no proxies or certificates from the environment, no cookies.
    """

    def __init__(self, *, verify: bool | str) -> None:
        self.breaker = CircuitBreaker()
        self._verify = verify
        session = requests.Session()
        session.trust_env = False
        session.headers.clear()
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = DeadlineAdapter(pool_connections=4, pool_maxsize=POOL_SIZE, max_retries=0)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        self._session = session

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
        request = requests.PreparedRequest()
        request.method, request.url = method, url
        request.headers = requests.structures.CaseInsensitiveDict(headers)
        request.body = body
        request.hooks = {"response": []}
        left = max(0.001, deadline.left())
        set_deadline(deadline)
        try:
            response = self._session.send(
                request,
                stream=True,
                timeout=(min(connect_timeout, left), min(deadline.idle, left)),
                allow_redirects=False,
                verify=self._verify,
                cert=None,
                proxies={},
            )
        except (
            requests.RequestException,
            urllib3.exceptions.HTTPError,
            OSError,
            ValueError,
        ) as error:
            raise failure(error) from None
        finally:
            set_deadline(None)
        raw: urllib3.BaseHTTPResponse = response.raw
        return raw

    def close(self) -> None:
        """Close all pooled connections."""
        self._session.close()


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
        raise failure(error) from None
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


_TIMEOUTS = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)
_NOTHING_SENT = (
    requests.exceptions.SSLError,
    requests.ConnectTimeout,
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.SSLError,
    ssl.SSLError,
)


def failure(error: Exception) -> errors.ProcessMakerError:
    """Return the error of the tree for an exception of the HTTP library.

    ``outcome_unknown`` says that the request may have reached the server; the caller clears it
    for reads.
    """
    causes = _causes(error)
    nothing_sent = any(isinstance(cause, _NOTHING_SENT) for cause in causes)
    if any(isinstance(cause, _TIMEOUTS) for cause in causes):
        words = "ProcessMaker did not take the connection" if nothing_sent else "no complete answer"
        return errors.TimedOut(f"{words} in time", outcome_unknown=not nothing_sent)
    if any(isinstance(cause, requests.exceptions.SSLError | ssl.SSLError) for cause in causes):
        return errors.Unreachable("no secure connection to ProcessMaker could be made")
    if nothing_sent:
        return errors.Unreachable("ProcessMaker cannot be reached")
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


_lock = threading.Lock()


@lru_cache(maxsize=64)
def _transport(_origin: str, verify: bool | str) -> Transport:
    return Transport(verify=verify)


def transport_of(origin: str, *, verify: bool | str) -> Transport:
    """Return the transport that all clients of this origin share."""
    with _lock:
        return _transport(origin, verify)


os.register_at_fork(after_in_child=_transport.cache_clear)
