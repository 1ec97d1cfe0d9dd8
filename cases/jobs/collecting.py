"""The dry run: collects the chosen cases and says for each what will happen, or why not.

Nothing is sent. Each batch is stored together with the place where the next one begins, so that
a worker that dies loses a batch at most, and reads it again.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import msgspec
import structlog
from django.db import transaction

from cases.job_states import ItemState, JobState
from cases.jobs import claims, lifecycle
from cases.jobs.operation import Operation
from cases.jobs.operations import operation_of
from cases.jobs.owners import actor_of
from cases.jobs.planning import Planning
from cases.jobs.reading import reading_of
from cases.jobs.selection import Batch, Found, next_batch
from cases.models import Job, JobItem
from cases.services.actor import Actor
from cases.services.refusals import remark_of
from processmaker.errors import ProcessMakerError, SignedOut

logger = structlog.get_logger(__name__)

SLICE_SECONDS = 20.0
FAILURES_AT_MOST = 5


def collect_slice(job_id: int) -> bool:
    """Plan for one slice; ``True`` where there is more to do at once."""
    job = Job.objects.get(pk=job_id)
    try:
        actor = actor_of(job)
        return _collect(job, actor)
    except SignedOut:
        lifecycle.park(job)
        return False
    except ProcessMakerError as error:
        return _failed(job, error)


def _collect(job: Job, actor: Actor) -> bool:
    fence = claims.take_fence(job.pk)
    planning = Planning(job, actor)
    ends_at = time.monotonic() + SLICE_SECONDS
    while True:
        if claims.heartbeat(job.pk) is not JobState.COLLECTING:
            return False
        batch = next_batch(job, actor)
        if not _store(job, fence, planning, batch):
            return False
        if not batch.more and reading_of(job).over:
            lifecycle.planned(job)
            return False
        if time.monotonic() >= ends_at:
            break
    claims.end_run(job.pk, fence)
    return True


def _store(job: Job, fence: int, planning: Planning, batch: Batch) -> bool:
    """Plan and store a batch; ``False`` where another worker has gone on with this job."""
    operation = operation_of(job)
    new = _not_stored(job, batch.found)
    items = [planned_item(operation, planning, found) for found in new]
    if operation.whole_case:
        _once_a_case(job, items)
    reading = reading_of(job).after(batch, len(new))
    job.selection = {
        **job.selection,
        "cursor": batch.cursor if batch.more else 0,
        "reading": msgspec.to_builtins(reading),
        "spread": planning.remember(),
        "failures": 0,
    }
    with transaction.atomic():
        mine = Job.objects.filter(pk=job.pk, fence=fence, state=JobState.COLLECTING)
        if not mine.update(selection=job.selection):
            return False
        JobItem.objects.bulk_create(items, ignore_conflicts=True)
    return True


def _not_stored(job: Job, found: Sequence[Found]) -> list[Found]:
    """Without the rows that were read before: a row can come up on two pages."""
    by_place = {(one.row.app_uid, one.row.del_index, one.row.number): one for one in found}
    uids = [one.row.app_uid for one in found if one.row.app_uid]
    stored = set(
        JobItem.objects.filter(job=job, app_uid__in=uids).values_list("app_uid", "del_index")
    )
    return [one for (uid, index, _number), one in by_place.items() if (uid, index) not in stored]


def planned_item(operation: Operation, planning: Planning, found: Found) -> JobItem:
    """What will become of one case, not stored yet; nothing is sent."""
    row = found.row
    item = JobItem(
        job=planning.job,
        app_uid=row.app_uid or f"number-{row.number}",
        del_index=row.del_index,
        number=row.number,
        title=row.title[:300],
        task_uid=row.task_uid,
        task_title=row.task_title[:200],
        process_title=row.process_title[:200],
        source_uid=row.user_uid,
        source_name=row.user_name[:200],
        target_uid=found.target[0],
        target_name=found.target[1],
    )
    _judge(item, found.why_not or operation.plan(planning, row, item))
    return item


def _judge(item: JobItem, why_not: str) -> None:
    item.state = ItemState.SKIPPED if why_not else ItemState.PLANNED
    item.reason = why_not


def _once_a_case(job: Job, items: list[JobItem]) -> None:
    """Skip every delegation of a case but one: the operation concerns the case as a whole."""
    cases = [item.app_uid for item in items]
    stored = JobItem.objects.filter(job=job, app_uid__in=cases).exclude(state=ItemState.SKIPPED)
    seen = set(stored.values_list("app_uid", flat=True))
    for item in items:
        if item.state == ItemState.PLANNED and item.app_uid in seen:
            _judge(item, "same_case")
        elif item.state == ItemState.PLANNED:
            seen.add(item.app_uid)


def _failed(job: Job, error: ProcessMakerError) -> bool:
    """Try again with the next ring, some times; then say that the plan could not be made."""
    failures = int(job.selection.get("failures", 0)) + 1
    logger.warning("job_plan_failed", job=job.pk, error=type(error).__name__, failures=failures)
    Job.objects.filter(pk=job.pk).update(
        selection={**job.selection, "failures": failures}, lease_until=None
    )
    if failures >= FAILURES_AT_MOST or not error.may_retry:
        lifecycle.broken(job, remark_of(error))
    return False
