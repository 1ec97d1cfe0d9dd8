"""kill -9 at every point of an item's life: nothing is lost and nothing is done twice.

The small version of `make soak`: few items, one kill each. What was done is read from the
sandbox's own ledger, not from our rows.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from cases.jobs import lifecycle
from cases.jobs.creation import create_job
from cases.models import AuditEvent, Job
from pmdash.processes.redis_server import start_redis
from tests.cases.jobs.conftest import StartWorker, rows, wait_for
from tests.cases.services.conftest import People
from tests.support.office import Office
from tests.support.ports import reserved_port
from tests.support.sandbox import SandboxProcess
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("short_limits")

POINTS = [
    "before_claim",
    "after_claim",
    "before_intent",
    "after_intent",
    "before_send",
    "after_answer",
    "before_result",
    "after_result",
]
QUICKLY = {"PROCESSMAKER_REQUEST_LIMIT": "4"}
"""No call hangs here, so what was under way when a worker died is soon over."""

ITEMS = 5


@pytest.fixture
def job(people: People, office: Office) -> Callable[[], tuple[Job, list[str]]]:
    """Makes a job that gives wendy's cases to silvia."""

    def make() -> tuple[Job, list[str]]:
        silvia = people("silvia")
        cases = [(office.unclaimed_leave(), 2) for _ in range(ITEMS)]
        for app_uid, index in cases:
            office.wendy.claim(app_uid, index)
        target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
        return create_job(silvia, "reassign", target, rows(cases)), [uid for uid, _ in cases]

    return make


def assert_done_once(job: Job, cases: list[str], sandbox: SandboxProcess) -> None:
    """Every case was reassigned once, by the ledger, and our rows say so."""
    done = Counter(
        entry["case"] for entry in sandbox.ledger() if entry["path"].endswith("reassign-case")
    )
    assert {uid: done[uid] for uid in cases} == dict.fromkeys(cases, 1)
    assert Counter(job.items.values_list("state", flat=True)) == {"done": ITEMS}
    assert not job.items.filter(live_key__isnull=False).exists()


@pytest.mark.parametrize(
    ("whom", "point"),
    [("child", point) for point in POINTS]
    + [("worker", point) for point in POINTS if point.startswith("after_")],
)
def test_kill_at(
    job: Callable[[], tuple[Job, list[str]]],
    sandbox: SandboxProcess,
    start_worker: StartWorker,
    tmp_path: Path,
    settings: Settings,
    point: str,
    whom: str,
) -> None:
    mark = tmp_path / "killed"
    settings.PROCESSMAKER_REQUEST_LIMIT = int(QUICKLY["PROCESSMAKER_REQUEST_LIMIT"])
    deadly = QUICKLY | {"KILL_AT": point, "KILL_WHOM": whom, "KILL_MARK": str(mark)}
    start_worker("tests.support.killing_worker", **deadly)
    planned, cases = job()
    wait_for(planned, "planned")
    assert lifecycle.confirm(planned)
    wait_until(mark.exists)
    if whom == "worker":
        start_worker(**QUICKLY)
    wait_for(planned, "finished")
    assert_done_once(planned, cases, sandbox)


def test_redis_is_killed_and_comes_back_empty(
    job: Callable[[], tuple[Job, list[str]]],
    sandbox: SandboxProcess,
    start_worker: StartWorker,
    tmp_path: Path,
) -> None:
    """The worker has a Redis of its own: it finds its work by sweeping."""
    port = reserved_port()
    redis = start_redis(port, tmp_path / "redis")
    worker = start_worker(REDIS_URL=f"redis://127.0.0.1:{port}/0")
    planned, cases = job()
    wait_for(planned, "planned")
    sandbox.latency(300)
    assert lifecycle.confirm(planned)
    wait_until(AuditEvent.objects.filter(busy_until__isnull=False).exists)
    os.kill(redis.process.pid, signal.SIGKILL)
    redis.process.wait()
    redis = start_redis(port, tmp_path / "redis")
    try:
        wait_for(planned, "finished")
        assert_done_once(planned, cases, sandbox)
    finally:
        worker.stop()
        redis.stop()


def test_a_child_dies_that_was_at_work_when_redis_died(
    job: Callable[[], tuple[Job, list[str]]],
    sandbox: SandboxProcess,
    start_worker: StartWorker,
    tmp_path: Path,
) -> None:
    """Its message came over a connection that is gone: the worker outlives giving it back."""
    port = reserved_port()
    redis = start_redis(port, tmp_path / "redis")
    own = {"REDIS_URL": f"redis://127.0.0.1:{port}/0", "SOAK_FOLDER": str(tmp_path)}
    worker = start_worker("tests.soak.hooked_worker", **QUICKLY, **own)
    planned, cases = job()
    wait_for(planned, "planned")
    (tmp_path / "after_intent").write_text("0")
    assert lifecycle.confirm(planned)
    wait_until((tmp_path / "reached").exists)
    os.kill(redis.process.pid, signal.SIGKILL)
    redis.process.wait()
    redis = start_redis(port, tmp_path / "redis")
    try:
        wait_until(lambda: worker.child.log.read_text().count("Connected to redis") > 1)
        os.kill(int((tmp_path / "reached").read_text()), signal.SIGKILL)
        wait_for(planned, "finished")
        assert_done_once(planned, cases, sandbox)
    finally:
        worker.stop()
        redis.stop()
