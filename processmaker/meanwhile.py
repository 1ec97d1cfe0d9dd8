"""Work that a caller does while the answer to its call is on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

Work = Callable[[], object]

_work: ContextVar[Work | None] = ContextVar("meanwhile", default=None)


@contextmanager
def meanwhile(work: Work) -> Iterator[None]:
    """Do ``work`` once, between the sending of the first call of the block and its answer.

    It is left out where nothing is sent, and what it raises is dropped: so it may only prepare
    what is made later where it is missing. It may not call ProcessMaker.
    """
    token = _work.set(work)
    try:
        yield
    finally:
        _work.reset(token)


def work_now() -> None:
    """Do the work that waits for this moment, if there is any: a request has been sent."""
    work = _work.get()
    if work is not None:
        _work.set(None)
        with suppress(Exception):
            work()
