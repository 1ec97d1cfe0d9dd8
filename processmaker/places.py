"""How many calls of some threads may be under way at once, and how a place changes hands.

A call waits for its place with its request ready to be sent. The thread that gives a place back
sends the next request itself, before anything else: so a place stands empty for no longer than
one thread needs, and does not wait for a second one to wake up.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from math import inf

from processmaker import errors


class _Turn:
    """A call that waits for a place. ``may_be_sent`` says whether another thread may send it."""

    def __init__(self, send: Callable[[], None], may_be_sent: Callable[[], bool]) -> None:
        self.is_sent = False
        self._send = send
        self._may_be_sent = may_be_sent
        self._error: BaseException | None = None
        self._came = threading.Lock()
        self._came.acquire()

    def come(self) -> None:
        """Called by the thread whose place it is: the place goes to this call."""
        try:
            if self._may_be_sent():
                self._send()
                self.is_sent = True
        except BaseException as error:
            self._error = error
        self._came.release()

    def wait(self) -> bool:
        """Wait for the place; whether the request is on its way. Raises what sending it raised."""
        self._came.acquire()
        if self._error is not None:
            raise self._error
        return self.is_sent


class Places:
    """So many places; thread-safe. First come, first served."""

    def __init__(self, many: int) -> None:
        self._free = many
        self._waiting: deque[_Turn] = deque()
        self._guard = threading.Lock()

    def take(self, send: Callable[[], None], may_be_sent: Callable[[], bool]) -> bool:
        """Wait for a place and take it; whether another thread has sent the request."""
        with self._guard:
            if self._free:
                self._free -= 1
                return False
            turn = _Turn(send, may_be_sent)
            self._waiting.append(turn)
        return turn.wait()

    def give_back(self) -> None:
        """Hand the place on to the call that waits longest."""
        with self._guard:
            turn = self._waiting.popleft() if self._waiting else None
            self._free += turn is None
        if turn is not None:
            turn.come()


class _Mine(threading.local):
    """What the calls of a thread obey."""

    places: Places | None = None
    is_held = False
    not_after = inf


_mine = _Mine()


def use(places: Places) -> None:
    """Every call of this thread takes one of ``places`` from its sending to its answer."""
    _mine.places = places


def expire(not_after: float) -> None:
    """The next write of this thread may not be sent later than at this time (``monotonic``)."""
    _mine.not_after = not_after


def take(*, is_write: bool = False) -> None:
    """Wait for a place; for a call that cannot be sent by another thread."""
    enter(_nothing, _never, is_write=is_write)


def enter(
    send: Callable[[], None], may_be_sent: Callable[[], bool], *, is_write: bool = False
) -> bool:
    """Wait until this thread holds a place; whether ``send`` has been called meanwhile.

    Raises:
        Unreachable: the time in which the write may be sent has passed; nothing was sent.
    """
    if _mine.places is None:
        return False
    not_after = inf
    if is_write:
        not_after, _mine.not_after = _mine.not_after, inf
    if _take(lambda: time.monotonic() <= not_after and may_be_sent(), send):
        return True
    if time.monotonic() > not_after:
        raise errors.Unreachable("no call ended in time to make this one")
    return False


def _take(may_be_sent: Callable[[], bool], send: Callable[[], None]) -> bool:
    if _mine.places is None or _mine.is_held:
        return False
    _mine.is_held = True
    return _mine.places.take(send, may_be_sent)


def leave() -> None:
    """Give back the place of this thread, if it holds one."""
    if _mine.is_held and _mine.places is not None:
        _mine.is_held = False
        _mine.places.give_back()


def _nothing() -> None:
    return


def _never() -> bool:
    return False
