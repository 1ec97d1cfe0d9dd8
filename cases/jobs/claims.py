"""How items change hands between workers: every move is a conditional update.

A worker that works on a job first takes a run number, the fence. What it claims carries this
number; a later run that takes the item over writes its own, and the earlier one can move it no
more. Nothing here speaks to ProcessMaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cases.job_states import ItemState, JobState, check_item_move
from cases.jobs.pace import window_within
from cases.models import AuditEvent, Job, JobItem

CLAIMS_AT_MOST = 8
READS_AT_MOST = 6
QUIET_MARGIN = 2
HEARTBEAT_SECONDS = 10
_UNUSED = ("number", "title", "task_title", "process_title", "source_name", "details")
"""What a run has no use for."""


def lease_seconds() -> float:
    """How long a claimed item belongs to its worker; longer than a task may run."""
    return float(settings.PROCESSMAKER_REQUEST_LIMIT)


def quiet_seconds() -> float:
    """After this time no request of a first attempt can still be running in ProcessMaker."""
    return float(settings.PROCESSMAKER_REQUEST_LIMIT + QUIET_MARGIN)


def take_fence(job_id: int) -> int:
    """A run number for this job, larger than all before."""
    with transaction.atomic():
        Job.objects.filter(pk=job_id).update(fence=F("fence") + 1)
        return Job.objects.values_list("fence", flat=True).get(pk=job_id)


def heartbeat(job_id: int) -> JobState:
    """Say that a run is at work on the job, and return the state the job is in."""
    until = timezone.now() + timedelta(seconds=HEARTBEAT_SECONDS)
    Job.objects.filter(pk=job_id).update(lease_until=until)
    return JobState(Job.objects.values_list("state", flat=True).get(pk=job_id))


def end_run(job_id: int, fence: int) -> None:
    """Say that this run is over; a later run's word stands."""
    Job.objects.filter(pk=job_id, fence=fence).update(lease_until=timezone.now())


def claim_due(job: Job, fence: int, most: int) -> list[JobItem]:
    """Claim up to ``most`` planned items whose time has come, in the order of the plan."""
    return _take(job, fence, most, ItemState.PLANNED, ItemState.CLAIMED, "attempts")


def claim_unanswered(job: Job, fence: int, most: int) -> list[JobItem]:
    """Take over items that were sent and never answered, once their quiet period is over."""
    return _take(job, fence, most, ItemState.SENT, ItemState.SENT, "reads")


def _take(
    job: Job, fence: int, most: int, before: ItemState, after: ItemState, counter: str
) -> list[JobItem]:
    check_item_move(before, after)
    if most < 1:
        return []
    now = timezone.now()
    claim = {
        "state": after,
        "fence": fence,
        "lease_until": now + timedelta(seconds=lease_seconds()),
    }
    with transaction.atomic():
        free = _free(job, before, now).select_for_update(skip_locked=True)
        items = list(free.defer(*_UNUSED).order_by("due_at", "id")[:most])
        mine = JobItem.objects.filter(pk__in=[item.pk for item in items], state=before)
        if items and mine.update(**claim, **{counter: F(counter) + 1}) != len(items):
            raise RuntimeError("an item moved while its row was locked")
    for item in items:
        for name, value in {**claim, counter: getattr(item, counter) + 1}.items():
            setattr(item, name, value)
    return items


def _free(job: Job, state: ItemState, now: datetime) -> QuerySet[JobItem]:
    due = JobItem.objects.filter(job=job, state=state, due_at__lte=now)
    return due if state is ItemState.PLANNED else due.filter(lease_until__lt=now)


def is_due_within(job: Job, seconds: float) -> bool:
    """Whether a planned item is due, or will be within so many seconds."""
    until = timezone.now() + timedelta(seconds=seconds)
    return JobItem.objects.filter(job=job, state=ItemState.PLANNED, due_at__lte=until).exists()


def put_back_abandoned(job: Job) -> int:
    """Return items of dead workers that were claimed and never sent; those claimed too often
    fail, so that a case that kills its worker does not do so for ever."""
    now = timezone.now()
    abandoned = JobItem.objects.filter(job=job, state=ItemState.CLAIMED, lease_until__lt=now)
    settle_items(
        abandoned.filter(attempts__gte=CLAIMS_AT_MOST), ItemState.FAILED, reason="too_often"
    )
    return abandoned.update(state=ItemState.PLANNED, lease_until=None, due_at=now)


def put_back(ids: Iterable[int], fence: int, *, seconds: float = 0.0) -> int:
    """Return claimed items that nothing was sent for; they are due again after ``seconds``."""
    mine = JobItem.objects.filter(pk__in=list(ids), fence=fence, state=ItemState.CLAIMED)
    due = timezone.now() + timedelta(seconds=seconds)
    return mine.update(state=ItemState.PLANNED, lease_until=None, due_at=due)


def put_back_opened(events: Sequence[AuditEvent], fence: int) -> int:
    """Return items whose intents are committed and which were surely not sent."""
    if not events:
        return 0
    ids = [event.job_item_id for event in events if event.job_item_id]
    now = timezone.now()
    with transaction.atomic():
        AuditEvent.objects.filter(ticket__in=[event.ticket for event in events]).delete()
        mine = JobItem.objects.filter(pk__in=ids, fence=fence, state=ItemState.SENT)
        return mine.update(state=ItemState.PLANNED, lease_until=None, due_at=now)


def mark_sent(ids: Iterable[int], fence: int) -> set[int]:
    """Record the intent to send; returns the items that are still this worker's."""
    wanted, now = set(ids), timezone.now()
    sent = JobItem.objects.filter(pk__in=wanted, fence=fence, state=ItemState.CLAIMED).update(
        state=ItemState.SENT,
        sent_at=now,
        lease_until=now + timedelta(seconds=lease_seconds()),
    )
    if sent == len(wanted):
        return wanted
    mine = JobItem.objects.filter(pk__in=wanted, fence=fence, state=ItemState.SENT, sent_at=now)
    return set(mine.values_list("pk", flat=True))


def settle_items(
    items: QuerySet[JobItem],
    state: ItemState,
    *,
    reason: str,
    details: Mapping[str, object] | None = None,
) -> int:
    """Give ``items`` their final state and free their cases for other jobs."""
    return items.update(**final_columns(state, reason, details or {}, timezone.now()))


def final_columns(
    state: ItemState, reason: str, details: Mapping[str, object], now: datetime
) -> dict[str, object]:
    """What the columns of an item become with its final state: its case is free again."""
    return {
        "state": state.value,
        "reason": reason,
        "details": dict(details),
        "live_key": None,
        "lease_until": None,
        "finished_at": now,
    }


def jobs_at_work() -> int:
    """How many jobs want a worker at this moment."""
    wanting = (JobState.COLLECTING, JobState.RUNNING, JobState.STOPPING)
    return Job.objects.filter(state__in=wanting).count()


def window_of(job: Job, fence: int) -> int:
    """How many calls this run may have under way: the server's limit, shared between the jobs
    that run, less what other runs of the same job have in hand."""
    running = max(1, Job.objects.filter(state=JobState.RUNNING).count())
    share = max(1, window_within(settings.JOB_WINDOW) // running)
    elsewhere = JobItem.objects.filter(
        job=job,
        state__in=(ItemState.CLAIMED, ItemState.SENT),
        lease_until__gt=timezone.now(),
    ).exclude(fence=fence)
    return max(1, share - elsewhere.count())
