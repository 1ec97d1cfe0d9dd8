"""How many calls of this process may wait for ProcessMaker at once.

Whoever waits holds a thread of the web server. While ProcessMaker answers, a call beyond the limit
waits for its turn; once those before it are stuck it is refused, so that threads are left for what
pmdash answers by itself. A process without a limit (a worker) refuses nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from processmaker.errors import CircuitOpen

PATIENCE = 0.5
"""Seconds after which a call counts as stuck, and which a call waits for its turn at most."""


class Crowd:
    """The calls that are under way; thread-safe. ``most`` 0 is no limit."""

    def __init__(self, most: int = 0) -> None:
        self.most = most
        self._began: dict[object, float] = {}
        self._moved = threading.Condition()

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Count as one of them within the block.

        Raises:
            CircuitOpen: there are too many, and they do not move; nothing was sent.
        """
        if not self.most:
            yield
            return
        me = object()
        with self._moved:
            if not self._moved.wait_for(self._has_room_or_is_stuck, PATIENCE) or self._is_full():
                raise CircuitOpen("too many are waiting for ProcessMaker already")
            self._began[me] = time.monotonic()
        try:
            yield
        finally:
            with self._moved:
                del self._began[me]
                self._moved.notify()

    def _is_full(self) -> bool:
        return len(self._began) >= self.most

    def _has_room_or_is_stuck(self) -> bool:
        if not self._is_full():
            return True
        since = time.monotonic() - PATIENCE
        return sum(began < since for began in self._began.values()) * 2 > self.most


here = Crowd()
"""The calls of this process."""
