"""Places in the life of a write at which a process stops until the soak has struck.

Loaded by the worker and the web server of the soak alone (``hooked_worker``, ``hooked_web``).
A file of the name of a point asks for a stop there; it holds how often the point is passed first.
The process that stops writes its id to the file ``reached``, and goes on when there is ``go``.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from cases.jobs import claims
from cases.jobs.desk import Desk
from cases.services import performing
from cases.services.journal import DirectJournal

FOLDER = Path(os.environ.get("SOAK_FOLDER", "."))
REACHED = "reached"
GO = "go"
LONGEST_STOP = 10.0
"""Seconds after which a process goes on by itself."""

BEFORE = {
    "before_claim": ((claims, "claim_due"),),
    "before_intent": ((Desk, "open_ahead"), (Desk, "commit"), (DirectJournal, "begin")),
    "after_intent": ((performing, "_send"),),
    "before_result": ((Desk, "report"), (DirectJournal, "finish")),
}
AFTER = {
    "after_claim": ((claims, "claim_due"),),
    "after_answer": ((performing, "_send"),),
    "after_result": ((Desk, "serve"), (DirectJournal, "finish")),
}

_passed: Counter[tuple[str, int]] = Counter()


def install() -> None:
    """Put a stop at every point."""
    for places, before in ((BEFORE, True), (AFTER, False)):
        for point, functions in places.items():
            for owner, name in functions:
                setattr(owner, name, _stopping(getattr(owner, name), point, before=before))


def _stopping(function: Callable[..., Any], point: str, *, before: bool) -> Callable[..., Any]:
    @wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if before:
            _stop_if_asked(point)
        result = function(*args, **kwargs)
        # An empty answer of `claim_due` or `serve` means that nothing has happened yet.
        if not before and result != []:
            _stop_if_asked(point)
        return result

    return wrapped


def _stop_if_asked(point: str) -> None:
    wish = FOLDER / point
    try:
        asked, first = wish.stat().st_mtime_ns, int(wish.read_text() or 0)
        _passed[point, asked] += 1
        if _passed[point, asked] <= first:
            return
        wish.rename(FOLDER / f"{point}.taken")
    except FileNotFoundError:
        return
    note = FOLDER / f"{REACHED}.{os.getpid()}"
    note.write_text(str(os.getpid()))
    note.rename(FOLDER / REACHED)
    give_up = time.monotonic() + LONGEST_STOP
    while not (FOLDER / GO).exists() and time.monotonic() < give_up:
        time.sleep(0.01)
