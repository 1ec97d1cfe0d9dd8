"""Jobs that really run: Celery workers of their own, real Redis, a shared database."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from cases.jobs import lifecycle
from cases.jobs.creation import create_job
from cases.models import Job
from cases.services.actor import Actor
from pmdash.processes.child import Child
from tests.cases.services.conftest import people  # noqa: F401
from tests.support.sandbox import SandboxProcess

REQUEST_LIMIT = 7
"""Seconds; longer than a call may take, short enough for a test that waits for it to pass."""


class Worker:
    """A Celery worker with two children, as in production."""

    def __init__(
        self, folder: Path, name: str = "worker", app: str = "pmdash", **more: str
    ) -> None:
        options = ["--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
        command = [sys.executable, "-m", "celery", "-A", app, "worker", *options]
        env = {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "pmdash.settings",
            "PROCESSMAKER_DEADLINE": "5",
            "PROCESSMAKER_REQUEST_LIMIT": str(REQUEST_LIMIT),
            "JOB_SWEEP_SECONDS": "1",
            "JOB_WINDOW": "8",
            **more,
        }
        self.child = Child(name, command, folder, env)
        self.child.wait_until(lambda: " ready." in self.child.log.read_text(), 180)

    @property
    def pid(self) -> int:
        """The main process."""
        return self.child.process.pid

    def children(self) -> list[int]:
        """The processes that run tasks."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def stop(self) -> None:
        """At once: what it leaves behind goes with the test."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.child.stop()


StartWorker = Callable[..., Worker]


def database_url() -> str:
    """The test database as the worker's environment names it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    login = f"{given['USER']}:{given['PASSWORD']}@" if given["USER"] else ""
    return f"postgres://{login}{given['HOST']}:{given['PORT']}/{given['NAME']}"


@pytest.fixture
def short_limits(settings: Settings) -> None:
    """The time limits of the workers, in this process too."""
    settings.PROCESSMAKER_REQUEST_LIMIT = REQUEST_LIMIT
    settings.JOB_WINDOW = 8


@pytest.fixture
def start_worker(
    transactional_db: None, sandbox: SandboxProcess, tmp_path: Path
) -> Iterator[StartWorker]:
    """Starts workers that are stopped at the end of the test."""
    started: list[Worker] = []

    def start(app: str = "pmdash", **environment: str) -> Worker:
        started.append(Worker(tmp_path, f"worker-{len(started)}", app, **environment))
        return started[-1]

    yield start
    for worker in started:
        worker.stop()


def wait_for(job: Job, *states: str, seconds: float = 120) -> Job:
    """The job, once it is in one of these states."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        job.refresh_from_db()
        if job.state in states:
            return job
        time.sleep(0.05)
    items = list(job.items.values_list("state", "reason", "attempts", "reads"))
    raise AssertionError(f"job is {job.state} after {seconds} s: {items} {os.getpid()}")


def confirmed(actor: Actor, operation: str, params: dict, selection: dict) -> Job:
    """A job that was planned by a worker and then confirmed."""
    job = wait_for(create_job(actor, operation, params, selection), "planned")
    assert lifecycle.confirm(job)
    return job


def rows(cases: list[tuple[str, int]]) -> dict:
    """A selection of these delegations."""
    return {"kind": "rows", "refs": [list(case) for case in cases]}
