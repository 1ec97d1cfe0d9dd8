"""Items change hands by conditional updates: the state machine, fences, leases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.job_states import (
    ITEM_MOVES,
    JOB_MOVES,
    ItemState,
    JobState,
    MoveError,
    check_item_move,
    check_job_move,
)
from cases.jobs import claims, lifecycle, sweeper
from cases.models import Job, JobItem

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(minutes=10)


@pytest.fixture
def job() -> Job:
    """A confirmed job of three items."""
    return make_job(3)


def make_job(count: int, state: JobState = JobState.RUNNING, offset: int = 0) -> Job:
    job = Job.objects.create(
        operation="reassign",
        state=state,
        server="http://pm/workflow",
        owner_uid="a" * 32,
        owner_name="Silvia",
        confirmed_at=timezone.now() if state is JobState.RUNNING else None,
    )
    for number in range(offset, offset + count):
        JobItem.objects.create(job=job, app_uid=f"{number:032x}", del_index=2, number=number)
    return job


def states(job: Job) -> list[str]:
    return list(job.items.values_list("state", flat=True))


def expire(job: Job) -> None:
    job.items.update(lease_until=timezone.now() - LONG_AGO)


@pytest.mark.parametrize("before", list(ItemState))
@pytest.mark.parametrize("after", list(ItemState))
def test_items_move_only_as_the_machine_says(before: ItemState, after: ItemState) -> None:
    if after in ITEM_MOVES.get(before, ()):
        check_item_move(before, after)
        assert not before.terminal
    else:
        with pytest.raises(MoveError):
            check_item_move(before, after)


@pytest.mark.parametrize("state", list(JobState))
def test_a_job_that_is_over_does_not_move(state: JobState) -> None:
    assert bool(JOB_MOVES.get(state)) is not state.terminal
    with pytest.raises(MoveError):
        check_job_move(state, JobState.COLLECTING if state.terminal else state)


def test_an_item_is_claimed_once(job: Job) -> None:
    first, second = claims.take_fence(job.pk), claims.take_fence(job.pk)
    assert second > first
    assert len(claims.claim_due(job, first, 2)) == 2
    assert len(claims.claim_due(job, second, 5)) == 1
    assert claims.claim_due(job, second, 5) == []


def test_items_of_a_dead_worker_come_back_after_their_lease(job: Job) -> None:
    dead, alive = claims.take_fence(job.pk), claims.take_fence(job.pk)
    items = claims.claim_due(job, dead, 3)
    assert claims.put_back_abandoned(job) == 0
    expire(job)
    assert claims.put_back_abandoned(job) == 3
    assert len(claims.claim_due(job, alive, 3)) == 3
    assert claims.mark_sent([item.pk for item in items], dead) == set()
    assert claims.put_back([item.pk for item in items], dead) == 0


def test_what_was_sent_is_taken_over_only_after_its_lease(job: Job) -> None:
    dead, alive = claims.take_fence(job.pk), claims.take_fence(job.pk)
    items = claims.claim_due(job, dead, 3)
    claims.mark_sent([item.pk for item in items], dead)
    assert claims.claim_unanswered(job, alive, 5) == []
    expire(job)
    claims.put_back_abandoned(job)
    assert states(job) == ["sent"] * 3
    assert [item.reads for item in claims.claim_unanswered(job, alive, 5)] == [1, 1, 1]


def test_an_item_that_kills_its_worker_again_and_again_fails(job: Job) -> None:
    for _round in range(claims.CLAIMS_AT_MOST):
        claims.claim_due(job, claims.take_fence(job.pk), 3)
        expire(job)
        claims.put_back_abandoned(job)
    assert set(job.items.values_list("state", "reason")) == {("failed", "too_often")}


def test_the_window_is_shared_between_jobs(job: Job, settings: object) -> None:
    settings.JOB_WINDOW = 16  # type: ignore[attr-defined]
    assert claims.window_of(job, 1) == 16
    make_job(1, offset=10)
    assert claims.window_of(job, 1) == 8
    claims.claim_due(job, claims.take_fence(job.pk), 3)
    assert claims.window_of(job, 99) == 5


def test_a_case_is_live_in_one_job_only() -> None:
    first, second = make_job(2, JobState.PLANNED), make_job(3, JobState.PLANNED)
    assert lifecycle.confirm(first)
    assert lifecycle.confirm(second)
    assert list(second.items.values_list("state", "reason")) == [
        ("skipped", "job_live"),
        ("skipped", "job_live"),
        ("planned", ""),
    ]


def test_a_job_is_confirmed_once() -> None:
    job = make_job(1, JobState.PLANNED)
    assert lifecycle.confirm(job)
    assert not lifecycle.confirm(job)


def test_stopping_a_plan_cancels_its_items() -> None:
    job = make_job(2, JobState.PLANNED)
    assert lifecycle.stop(job)
    job.refresh_from_db()
    assert (job.state, states(job)) == ("cancelled", ["cancelled"] * 2)


def test_the_sweeper_rings_for_what_is_due_and_for_nothing_else(job: Job) -> None:
    assert sweeper.is_due(job.pk)
    claims.heartbeat(job.pk)
    assert not sweeper.is_due(job.pk)
    claims.end_run(job.pk, 0)
    job.items.update(due_at=timezone.now() + LONG_AGO)
    assert not sweeper.is_due(job.pk)
    lifecycle.pause(job)
    job.items.update(due_at=timezone.now() - LONG_AGO)
    assert not sweeper.is_due(job.pk)


def test_a_job_that_no_worker_takes_up_is_told_of(job: Job) -> None:
    assert not sweeper.is_left_alone(job)
    job.items.update(due_at=timezone.now() - LONG_AGO)
    Job.objects.update(created_at=timezone.now() - LONG_AGO)
    job.refresh_from_db()
    assert sweeper.is_left_alone(job)
    other = make_job(1, offset=10)
    claims.heartbeat(other.pk)
    assert not sweeper.is_left_alone(job)
    Job.objects.filter(pk=other.pk).update(lease_until=None)
    lifecycle.pause(job)
    job.refresh_from_db()
    assert not sweeper.is_left_alone(job)


def test_a_job_without_live_items_is_finished(job: Job) -> None:
    assert not lifecycle.finish_if_over(job.pk)
    job.items.update(state=ItemState.DONE)
    assert lifecycle.finish_if_over(job.pk)
    job.refresh_from_db()
    assert job.state == "finished"
