"""Sockets that obey a total deadline, however slowly the bytes drip.

A read time-out starts anew with every byte that comes, so a server that sends one byte a second
could hold a thread for hours. Here each read of the socket, of headers and body alike, waits at
most until the deadline of the call.
"""

from __future__ import annotations

import io
import socket
import struct
import threading
import time
from typing import Any, cast

import urllib3
from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from processmaker import places
from processmaker.heads import Response
from processmaker.meanwhile import work_now

_SHORTEST = 0.001
_ENDLESS = 86_400.0
_LATE = 0.02
"""Seconds by which a read may end after its deadline."""
_SMALL = 16 * 1024
_SENT_AGAIN = frozenset({"GET", "HEAD"})
_FRESH = 2.0
"""Seconds for which a connection may have been idle that a write is sent on."""


_IN_USE = 0.1
"""Seconds after an answer for which a connection is taken for open without a look."""


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
        found = self._raw.readinto(buffer)
        if found is None:
            raise TimeoutError("nothing came in time")
        return found

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
            super().close()


class _Socket(socket.socket):
    """A connected socket whose time-outs the kernel keeps: a read or write is one system call,
    not two, and so one moment less in which a thread of many has to wait for its turn."""

    _seconds = 0.0

    @classmethod
    def of(cls, plain: socket.socket) -> _Socket:
        """The same connection, which ``plain`` has no more."""
        limit = plain.gettimeout()
        plain.settimeout(None)
        taken = cls(fileno=plain.detach())
        taken.settimeout(limit)
        return taken

    def settimeout(self, value: float | None) -> None:
        """As that of a socket; up to 20 ms more are left as they are."""
        seconds = max(_SHORTEST, value or _ENDLESS)
        if 0 <= self._seconds - seconds < _LATE:
            return
        limit = struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
        self.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        self.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        self._seconds = seconds

    def gettimeout(self) -> float | None:
        """As that of a socket."""
        return self._seconds


class _Response(Response):
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
        is_write = method not in _SENT_AGAIN
        if self._is_stale(is_write):
            self.close()
        if self.sock is not None:
            _note_connected()
            # The limit that urllib3 sets here is that of connecting, which is over.
            self.timeout = max(self.timeout or 0.0, self.sock.gettimeout() or 0.0)
        if body is not None and not (isinstance(body, bytes) and len(body) <= _SMALL):
            places.take(is_write=is_write)
            super().request(method, url, body, *args, **options)
            return
        whole = self._collected(method, url, body, *args, **options)
        if self._is_sent_in_turn(whole, is_write):
            return
        if self._is_stale(is_write):
            self.request(method, url, body, *args, **options)
        else:
            self._send_now(whole)

    def _collected(self, *args: Any, **options: Any) -> bytearray:
        """The bytes of a whole request, of which none is sent."""
        held = self._held = bytearray()
        try:
            super().request(*args, **options)
        finally:
            self._held = None
        return held

    def _is_sent_in_turn(self, whole: bytearray, is_write: bool) -> bool:
        """Wait for a place; whether the thread that gave it has sent the request."""
        began = time.monotonic()
        is_sent = places.enter(
            lambda: self._send_now(whole),
            lambda: self.sock is not None and not self._is_stale(is_write),
            is_write=is_write,
        )
        if _current.deadline is not None:
            _current.deadline.at += time.monotonic() - began
        return is_sent

    def _is_stale(self, is_write: bool) -> bool:
        """Whether Apache may have closed it: that is what it does to those idle for 5 s, and a
        write that meets that has no known outcome."""
        is_old = time.monotonic() - self._used_at > _FRESH
        return is_write and is_old and self.sock is not None

    def connect(self) -> None:
        super().connect()
        if type(self.sock) is socket.socket:
            self.sock = _Socket.of(self.sock)
        _note_connected()
        self._used_at = time.monotonic()

    @property
    def is_connected(self) -> bool:
        """Whether the other side has not closed it; nobody does so while it is in use."""
        if self.sock is not None and time.monotonic() - self._used_at < _IN_USE:
            return True
        return super().is_connected

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]
        work_now()
        response = super().getresponse()
        self._used_at = time.monotonic()
        return response

    def send(self, data: Any) -> None:
        if self._held is None:
            self._send_now(data)
        else:
            self._held += data

    def _send_now(self, data: Any) -> None:
        try:
            super().send(data)
        except BlockingIOError as error:
            raise TimeoutError("nothing was taken in time") from error


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
