"""A Celery application whose worker dies by SIGKILL at one point of an item's life, once.

``KILL_AT`` names the point, ``KILL_MARK`` a file that says that it has happened, ``KILL_WHOM``
whether the child that runs the task dies alone or with the worker's main process.
"""

import os
import signal
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")
django.setup()

from cases.jobs import claims  # noqa: E402
from cases.jobs.desk import Desk, ItemJournal  # noqa: E402
from cases.services.holding import Reassign  # noqa: E402
from pmdash.celery import app  # noqa: E402, F401

# An intent is committed ahead of its thread, or at the wish of its thread.
BEFORE = {
    "before_claim": [(claims, "claim_due")],
    "before_intent": [(Desk, "open_ahead"), (Desk, "commit")],
    "before_send": [(Reassign, "send")],
    "before_result": [(Desk, "report")],
}
AFTER = {
    "after_claim": [(claims, "claim_due")],
    "after_intent": [(ItemJournal, "resume"), (ItemJournal, "begin")],
    "after_answer": [(Reassign, "send")],
    "after_result": [(Desk, "serve")],
}


def die_once() -> None:
    """Kill this process, and its parent if asked to, unless that has been done."""
    try:
        Path(os.environ["KILL_MARK"]).touch(exist_ok=False)
    except FileExistsError:
        return
    if os.environ["KILL_WHOM"] == "worker":
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def deadly(function: Callable[..., Any], *, before: bool) -> Callable[..., Any]:
    """``function``, with death before it or after it."""

    @wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if before:
            die_once()
        result = function(*args, **kwargs)
        # An empty answer of `claim_due` or `serve` means that nothing has happened yet.
        if not before and result != []:
            die_once()
        return result

    return wrapped


POINT = os.environ.get("KILL_AT", "")
for place, name in (BEFORE | AFTER).get(POINT, []):
    setattr(place, name, deadly(getattr(place, name), before=POINT in BEFORE))
