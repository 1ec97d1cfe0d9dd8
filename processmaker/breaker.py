"""A circuit breaker: a server that fails again and again is left alone for some seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class CircuitBreaker:
    """Counts failures in a row of one server; thread-safe.

    Closed: calls pass. After ``threshold`` failures in a row it opens: :meth:`allows` says no for
    ``pause`` seconds. Then one call at a time may try; its success closes the breaker.
    """

    def __init__(
        self,
        threshold: int = 8,
        pause: float = 3.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._threshold = threshold
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are being kept away at this moment."""
        return self._failures >= self._threshold and self._clock() < self._open_until

    def allows(self) -> bool:
        """Tell whether a call may go out; when the pause is over, one caller gets a yes."""
        if self._failures < self._threshold:
            return True
        with self._lock:
            if self._clock() < self._open_until:
                return False
            self._open_until = self._clock() + self._pause
            return True

    def succeeded(self) -> None:
        """Note that an answer came, whatever it said."""
        if self._failures:
            with self._lock:
                self._failures = 0

    def failed(self) -> None:
        """Note that no answer came."""
        with self._lock:
            self._failures += 1
            if self._failures >= self._threshold:
                self._open_until = self._clock() + self._pause
