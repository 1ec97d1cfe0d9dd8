"""Jobs by real workers: planned, run, read back, reported."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connections

from cases.job_states import ItemState
from cases.jobs import lifecycle
from cases.jobs.collecting import collect_slice
from cases.jobs.creation import NotAllowed, create_job, retry, undo
from cases.jobs.progress import progress_of
from cases.jobs.report import report_lines
from cases.jobs.runner import run_slice
from cases.models import AuditEvent, Job
from tests.cases.jobs.conftest import StartWorker, confirmed, rows, wait_for
from tests.cases.services.conftest import People
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("short_limits")


def states(job: Job) -> Counter[str]:
    return Counter(job.items.values_list("state", flat=True))


def reassigns(sandbox: SandboxProcess, cases: list[tuple[str, int]]) -> Counter[str]:
    """How often each case was reassigned, by the ledger."""
    wanted = {uid for uid, _ in cases}
    return Counter(
        entry["case"]
        for entry in sandbox.ledger()
        if entry["case"] in wanted and entry["path"].endswith("reassign-case")
    )


def claimed_leaves(office: Office, count: int) -> list[tuple[str, int]]:
    cases = [(office.unclaimed_leave(), 2) for _ in range(count)]
    for app_uid, index in cases:
        office.wendy.claim(app_uid, index)
    return cases


def test_reassign_to_one_and_back(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    silvia, wendy = people("silvia"), people("wendy")
    cases = claimed_leaves(office, 12)
    start_worker()
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    job = wait_for(confirmed(silvia, "reassign", target, rows(cases)), "finished")
    assert states(job) == {"done": 12}
    assert set(reassigns(sandbox, cases).values()) == {1}
    assert AuditEvent.objects.filter(job_item__job=job, outcome="done").count() == 12
    assert not AuditEvent.objects.filter(busy_until__isnull=False).exists()
    assert progress_of(job).percent == 100

    back = wait_for(undo(silvia, job), "planned")
    assert lifecycle.confirm(back)
    wait_for(back, "finished")
    assert states(back) == {"done": 12}
    (holder,) = office.silvia.call("GET", f"/cases/{cases[0][0]}")["current_task"]
    assert holder["usr_uid"] == wendy.me.uid


def test_the_plan_says_for_each_case_why_not(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    silvia, bob = people("silvia"), people("bob")
    claimed, own, paused, done = claimed_leaves(office, 4)
    office.silvia.call(
        "PUT",
        f"/cases/{own[0]}/reassign-case",
        json={
            "usr_uid_source": people("wendy").me.uid,
            "usr_uid_target": silvia.me.uid,
            "del_index": 2,
        },
    )
    office.wendy.pause(*paused)
    office.silvia.cancel(done[0])
    chosen = [claimed, (own[0], 3), paused, done, (office.unclaimed_leave(), 2)]
    start_worker()
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    job = wait_for(create_job(silvia, "reassign", target, rows(chosen)), "planned")
    assert list(job.items.values_list("state", "reason")) == [
        ("planned", ""),
        ("skipped", "already_there"),
        ("skipped", "is_paused"),
        ("skipped", "is_cancelled"),
        ("skipped", "is_unclaimed"),
    ]
    nobody = {"target_uid": bob.me.uid, "target_name": bob.me.name}
    other = wait_for(create_job(silvia, "reassign", nobody, rows([claimed])), "planned")
    assert other.items.get().reason == "target_not_eligible"
    assert reassigns(sandbox, chosen) == {own[0]: 1}


def test_who_lacks_the_permission_makes_no_job(people: People) -> None:
    with pytest.raises(NotAllowed):
        create_job(people("wendy"), "cancel", {}, rows([("a" * 32, 1)]))


def test_two_jobs_on_the_same_cases_touch_none_twice(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    silvia = people("silvia")
    cases = claimed_leaves(office, 6)
    start_worker()
    start_worker()
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    first = wait_for(create_job(silvia, "reassign", target, rows(cases)), "planned")
    second = wait_for(create_job(silvia, "reassign", target, rows(cases)), "planned")
    assert lifecycle.confirm(first)
    assert lifecycle.confirm(second)
    wait_for(first, "finished")
    wait_for(second, "finished")
    assert set(reassigns(sandbox, cases).values()) == {1}
    assert (states(first) + states(second))["done"] == 6


def test_a_job_gives_way_when_another_one_begins(
    people: People, office: Office, sandbox: SandboxProcess
) -> None:
    silvia = people("silvia")
    first, second = claimed_leaves(office, 40), claimed_leaves(office, 1)
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    jobs = [create_job(silvia, "reassign", target, rows(cases)) for cases in (first, second)]
    for job in jobs:
        collect_slice(job.pk)
    assert lifecycle.confirm(jobs[0])
    sandbox.latency(1000)
    with ThreadPoolExecutor(1) as worker:
        run = worker.submit(in_a_worker, jobs[0].pk)
        wait_until(jobs[0].items.filter(state="done").exists)
        assert lifecycle.confirm(jobs[1])
        assert run.result(timeout=120), "it has more to do"
    found = states(jobs[0])
    assert found["done"] + found["planned"] == 40
    assert found["planned"] > 0


def in_a_worker(job_id: int) -> bool:
    try:
        return run_slice(job_id)
    finally:
        connections.close_all()


def test_pause_resume_and_stop(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    silvia = people("silvia")
    cases = claimed_leaves(office, 40)
    start_worker()
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    job = wait_for(create_job(silvia, "reassign", target, rows(cases)), "planned")
    sandbox.latency(1500)
    assert lifecycle.confirm(job)
    assert lifecycle.pause(job)
    job.refresh_from_db()
    assert job.state == "paused"
    assert lifecycle.resume(job)
    assert lifecycle.stop(job)
    wait_for(job, "cancelled")
    found = states(job)
    assert set(found) <= {"done", "cancelled"}
    assert sum(reassigns(sandbox, cases).values()) == found["done"]
    assert not job.items.filter(live_key__isnull=False).exists()


def test_an_owner_who_is_signed_out_is_waited_for(
    people: People, office: Office, start_worker: StartWorker
) -> None:
    silvia = people("silvia")
    cases = claimed_leaves(office, 3)
    start_worker()
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    job = wait_for(create_job(silvia, "reassign", target, rows(cases)), "planned")
    job.grant.delete()
    assert lifecycle.confirm(job)
    wait_for(job, "waiting")
    people("silvia")
    wait_for(job, "finished")
    assert states(job) == {"done": 3}


def test_calls_keep_the_pace_that_is_set(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    silvia = people("silvia")
    cases = claimed_leaves(office, 12)
    start_worker(JOB_CALLS_PER_SECOND="5")
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    job = wait_for(confirmed(silvia, "reassign", target, rows(cases)), "finished")
    assert states(job) == {"done": 12}
    wanted = {uid for uid, _ in cases}
    at = [
        datetime.fromisoformat(entry["at"])
        for entry in sandbox.ledger()
        if entry["case"] in wanted and entry["path"].endswith("reassign-case")
    ]
    # Eleven fifths of a second, of which the first call may come late on a busy machine.
    assert (max(at) - min(at)).total_seconds() > 1


def test_what_failed_can_be_tried_again(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    silvia = people("silvia")
    cases = claimed_leaves(office, 4)
    start_worker()
    sandbox.fault("token_in_error", path="/cases/*/reassign-case", method="PUT", times=2)
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    job = wait_for(confirmed(silvia, "reassign", target, rows(cases)), "finished")
    assert states(job) == {"done": 2, "failed": 2}
    assert "Bearer" not in "".join(report_lines(job))
    again = wait_for(retry(silvia, job), "planned")
    assert again.items.count() == 2
    assert lifecycle.confirm(again)
    wait_for(again, "finished")
    assert states(again) == {"done": 2}
    assert set(reassigns(sandbox, cases).values()) == {1}


@pytest.mark.parametrize(
    "fault", ["applied_then_400", "applied_then_reset", "applied_then_hang", "hang"]
)
def test_bad_answers_do_nothing_twice_and_lose_nothing(
    people: People,
    office: Office,
    sandbox: SandboxProcess,
    start_worker: StartWorker,
    fault: str,
) -> None:
    silvia = people("silvia")
    cases = claimed_leaves(office, 10)
    start_worker()
    sandbox.fault(fault, path="/cases/*/reassign-case", method="PUT", times=3, seconds=6)
    target = {"target_uid": silvia.me.uid, "target_name": silvia.me.name}
    job = wait_for(confirmed(silvia, "reassign", target, rows(cases)), "finished")
    assert states(job) == {"done": 10}
    assert reassigns(sandbox, cases) == dict.fromkeys([uid for uid, _ in cases], 1)


def test_routes_in_bulk_double_no_case(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    wendy = people("wendy")
    cases = claimed_leaves(office, 8)
    for app_uid, index in cases:
        office.wendy.set(app_uid, index, decision="approve")
    start_worker()
    sandbox.fault("applied_then_reset", path="/cases/*/route-case", method="PUT", times=3)
    job = wait_for(confirmed(wendy, "route", {}, rows(cases)), "finished")
    assert states(job) == {"done": 8}
    for app_uid, _index in cases:
        assert len(office.wendy.call("GET", f"/cases/{app_uid}")["current_task"]) == 1


def test_all_that_match_are_collected_page_by_page(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    wendy = people("wendy")
    office.purchase(what="Zebra crossing")
    start_worker()
    selection = {"kind": "list", "list": "draft", "query": {"search": ""}}
    job = wait_for(create_job(wendy, "delete", {}, selection), "planned")
    drafts = office.wendy.call("GET", "/cases/draft/paged?limit=500")["totalCount"]
    assert job.items.filter(state=ItemState.PLANNED).count() == int(drafts) > 0


def test_case_numbers_that_nobody_knows_are_reported(
    people: People, office: Office, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    silvia = people("silvia")
    app_uid = office.purchase()
    number = office.wendy.call("GET", f"/cases/{app_uid}")["app_number"]
    start_worker()
    selection = {"kind": "numbers", "numbers": [int(number), 987654321]}
    job = wait_for(create_job(silvia, "note", {"text": "hello"}, selection), "planned")
    assert list(job.items.values_list("number", "state", "reason")) == [
        (int(number), "planned", ""),
        (987654321, "skipped", "unknown_number"),
    ]
    assert "There is no case 987654321" in "".join(report_lines(job))
