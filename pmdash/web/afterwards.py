"""What a request leaves to be done once its answer is out, so that nobody waits for it."""

import threading
from collections.abc import Callable
from typing import Any

import structlog
from django.core.signals import request_finished, request_started

logger = structlog.get_logger(__name__)

Work = Callable[[], object]


class _Left(threading.local):
    """The work that the request of this thread has left; None outside of a request."""

    work: list[Work] | None = None


_left = _Left()


def afterwards(work: Work) -> None:
    """Do `work` after the answer of this thread's request; at once where there is no request.

    It may be lost with the process, and the person's next request may come before it.
    """
    if _left.work is None:
        work()
    else:
        _left.work.append(work)


def connect() -> None:
    """Called once, when the apps are ready."""
    request_started.connect(_begin)
    request_finished.connect(_finish)


def _begin(**_sent: Any) -> None:
    _left.work = []


def _finish(**_sent: Any) -> None:
    left, _left.work = _left.work, None
    for work in left or ():
        try:
            work()
        except Exception:
            logger.exception("afterwards_failed")
