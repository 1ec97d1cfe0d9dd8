"""Work that a caller does while the answer to its call is on its way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Work = Callable[[], object]


class _Waiting(threading.local):
    """Of the thread that waits alone: calls side by side share the context, not the work."""

    work: Work | None = None


_waiting = _Waiting()


@contextmanager
def meanwhile(work: Work) -> Iterator[None]:
    """Do ``work`` once, between the sending of the first call of the block and its answer.

    It is left out where nothing is sent, and what it raises is dropped: so it may only prepare
    what is made later where it is missing. It may not call ProcessMaker.
    """
    _waiting.work = work
    try:
        yield
    finally:
        _waiting.work = None


def work_now() -> None:
    """Do the work that waits for this moment, if there is any: a request has been sent."""
    work, _waiting.work = _waiting.work, None
    if work is not None:
        with suppress(Exception):
            work()
