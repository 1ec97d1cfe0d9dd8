"""Sockets that obey a total deadline, however slowly the bytes drip.

A read time-out starts anew with every byte that comes, so a server that sends one byte a second
could hold a thread for hours. Here each read of the socket, of headers and body alike, waits at
most until the deadline of the call.
"""

from __future__ import annotations

import io
import socket
import threading
import time
from http.client import HTTPResponse
from typing import Any, cast

import urllib3
from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from processmaker.meanwhile import work_now

_SHORTEST = 0.001
_LATE = 0.02
"""Seconds by which a read may end after its deadline."""
_SMALL = 16 * 1024
_SENT_AGAIN = frozenset({"GET", "HEAD"})
_FRESH = 2.0
"""Seconds for which a connection may have been idle that a write is sent on."""


class Deadline:
    """The moment at which a call has to be over, on the monotonic clock."""

    __slots__ = ("at", "idle", "is_connected")

    def __init__(self, seconds: float, idle: float) -> None:
        self.at = time.monotonic() + seconds
        self.idle = idle
        self.is_connected = False
        """Whether there is a connection, so that a byte of the request may have left."""

    def left(self) -> float:
        """Return the seconds left; negative when it has passed."""
        return self.at - time.monotonic()

    def wait(self) -> float:
        """Return how long the next read may wait, or raise TimeoutError."""
        left = self.left()
        if left <= 0:
            raise TimeoutError("the total deadline of the call has passed")
        return max(_SHORTEST, min(left, self.idle))

    def lift(self) -> None:
        """Leave only the limit between two reads: the body of a download may take its time."""
        self.at = float("inf")


class _Current(threading.local):
    deadline: Deadline | None = None


_current = _Current()


def set_deadline(deadline: Deadline | None) -> None:
    """Put the connections that this thread opens or uses next under ``deadline``."""
    _current.deadline = deadline


def _note_connected() -> None:
    if _current.deadline is not None:
        _current.deadline.is_connected = True


class _Raw(io.RawIOBase):
    """The file of a socket, with the deadline applied before every read."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: Deadline) -> None:
        self._raw = raw
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        wait = self._deadline.wait()
        # urllib3 has set a limit when it began: to set it again would be one more system call.
        if not 0 <= (self._sock.gettimeout() or -1) - wait < _LATE:
            self._sock.settimeout(wait)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
            super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        deadline = _current.deadline
        if deadline is not None:
            raw = self.fp.detach()
            self.fp = io.BufferedReader(_Raw(raw, sock, deadline))


class _Connection(HTTPConnection):
    """Sends the head of a request together with a small body: one packet in place of two, and
    one moment less in which a thread of many has to wait for its turn."""

    response_class = _Response
    _held: bytearray | None = None
    _used_at = 0.0

    def request(self, method: str, url: str, body: Any = None, *args: Any, **options: Any) -> None:
        if method not in _SENT_AGAIN and time.monotonic() - self._used_at > _FRESH:
            # Apache closes what is idle for 5 s; a write that meets that has no known outcome.
            self.close()
        if self.sock is not None:
            _note_connected()
        self._held = bytearray() if isinstance(body, bytes) and len(body) <= _SMALL else None
        try:
            super().request(method, url, body, *args, **options)
            held, self._held = self._held, None
            if held:
                super().send(held)
        finally:
            self._held = None

    def connect(self) -> None:
        super().connect()
        _note_connected()
        self._used_at = time.monotonic()

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]
        work_now()
        response = super().getresponse()
        self._used_at = time.monotonic()
        return response

    def send(self, data: Any) -> None:
        if self._held is None:
            super().send(data)
        else:
            self._held += data


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class DeadlineAdapter(HTTPAdapter):
    """The connections of requests, with its TLS, obeying :func:`set_deadline`."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def pool_of(self, origin: str, verify: bool | str) -> HTTPConnectionPool:
        """Return the pool for ``scheme://host:port``, set up to verify its certificate."""
        request = PreparedRequest()
        request.prepare_url(origin, None)
        pool: Any = self.get_connection_with_tls_context(request, verify)
        self.cert_verify(pool, origin, verify, None)  # type: ignore[no-untyped-call]
        return cast(HTTPConnectionPool, pool)
