"""What befalls the processes of the stand, and when."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from fnmatch import fnmatchcase

from django.conf import settings
from django.db import connection

from tests.soak.points import GO, REACHED
from tests.soak.stand import Stand, children_of, kill, kill_alone
from tests.soak.work import Kind

SECONDS_DOWN = 0.5
"""How long what was killed stays away."""
SECONDS_LOCKED = 3.0
API = "/api/1.0/workflow"
SLOW = 2.0
"""Seconds that an answer is held back while the blow falls."""

JOB_POINTS = (
    "before_claim",
    "after_claim",
    "before_intent",
    "after_intent",
    "applied",
    "unapplied",
    "after_answer",
    "before_result",
    "after_result",
)
"""From the claim of an item to its stored result; ``applied`` and ``unapplied`` lie between
sending and the answer, after and before ProcessMaker has done it."""
PAGE_POINTS = JOB_POINTS[2:]
IN_THE_CALL = {"applied": "slow", "unapplied": "hang"}
"""By the point: the fault of the sandbox that holds the answer back."""


def child(stand: Stand, pid: int | None) -> None:
    """The process that runs the task dies; the worker makes another."""
    own = children_of(stand.worker.process.pid)
    for one in [pid] if pid in own else own:
        os.kill(int(one or 0), signal.SIGKILL)


def worker(stand: Stand, pid: int | None) -> None:
    """The worker dies with its children, and is started again."""
    kill(stand.worker)
    time.sleep(SECONDS_DOWN)
    stand.start_worker()


def orphans(stand: Stand, pid: int | None) -> None:
    """The main process dies; its children live on beside those of the next worker."""
    dead = stand.worker
    kill_alone(dead)
    stand.start_worker()
    # They have had the time that a worker takes to start.
    kill_orphans(dead.process.pid)


def kill_orphans(group: int) -> None:
    """End what is left of a group that we started."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def redis(stand: Stand, pid: int | None) -> None:
    """Redis dies and comes back empty."""
    kill(stand.redis)
    time.sleep(SECONDS_DOWN)
    stand.start_redis()


def web(stand: Stand, pid: int | None) -> None:
    """The web server dies with its workers, and is started again."""
    kill(stand.web)
    time.sleep(SECONDS_DOWN)
    stand.start_web()


def database(stand: Stand, pid: int | None) -> None:
    """Every connection to PostgreSQL is cut; SQLite is locked for seconds."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                " current_database() AND pid <> pg_backend_pid()"
            )
        return
    threading.Thread(target=_lock_sqlite).start()


def _lock_sqlite() -> None:
    name = settings.DATABASES["default"]["NAME"]
    with closing(sqlite3.connect(name, timeout=30, isolation_level=None)) as file:
        file.execute("BEGIN IMMEDIATE")
        time.sleep(SECONDS_LOCKED)
        file.execute("ROLLBACK")


Victim = Callable[[Stand, int | None], None]
VICTIMS: dict[str, Victim] = {
    "child": child,
    "worker": worker,
    "orphans": orphans,
    "redis": redis,
    "database": database,
    "web": web,
}


@contextmanager
def armed(stand: Stand, point: str, kinds: tuple[Kind, ...], skip: int) -> Iterator[None]:
    """Within the block a process stops at the point, or the sandbox holds answers back."""
    for name in (REACHED, GO):
        (stand.folder / name).unlink(missing_ok=True)
    stand.sandbox.forget_asked()
    if point in IN_THE_CALL:
        for kind in kinds:
            rule = {"path": kind.path, "method": kind.method, "times": 3, "seconds": SLOW}
            stand.sandbox.fault(IN_THE_CALL[point], **rule)
    else:
        (stand.folder / point).write_text(str(skip))
    try:
        yield
    finally:
        (stand.folder / GO).touch()
        (stand.folder / point).unlink(missing_ok=True)
        stand.sandbox.clear_faults()


def reached(stand: Stand, point: str, kinds: tuple[Kind, ...]) -> tuple[bool, int | None]:
    """Whether the point is reached, and the process that stands there, where one does."""
    if point in IN_THE_CALL:
        asked = (one.partition(" ") for one in stand.sandbox.asked())
        wanted = [(kind.method, API + kind.path) for kind in kinds]
        hit = any(
            method == sought and fnmatchcase(path, pattern)
            for method, _, path in asked
            for sought, pattern in wanted
        )
        return hit, None
    note = stand.folder / REACHED
    return (True, int(note.read_text())) if note.exists() else (False, None)


def strike(stand: Stand, victim: str, pid: int | None) -> float:
    """Let it befall the victim; the moment at which it did. Whoever stopped goes on."""
    moment = time.monotonic()
    try:
        VICTIMS[victim](stand, pid)
    finally:
        (stand.folder / GO).touch()
    return moment
