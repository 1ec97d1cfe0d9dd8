"""What becomes of a job as a whole: confirm, pause, resume, stop, park, finish.

Every change is a conditional update, so two tabs or two workers cannot undo each other's; each
leaves a line in the log of the job.
"""

from __future__ import annotations

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from cases.job_states import LIVE_ITEMS, ItemState, JobState, check_job_move
from cases.jobs.claims import settle_items
from cases.jobs.doorbell import ring_after_commit
from cases.jobs.owners import live_grant
from cases.models import Job, JobEvent, JobItem
from cases.services.outcomes import Remark


def planned(job: Job) -> bool:
    """The dry run is complete: its owner decides."""
    return _move(job.pk, JobState.COLLECTING, JobState.PLANNED, lease_until=None)


def broken(job: Job, remark: Remark) -> bool:
    """The dry run could not be made."""
    problem = msgspec.to_builtins(remark)
    return _move(
        job.pk,
        JobState.COLLECTING,
        JobState.BROKEN,
        problem=problem,
        finished_at=timezone.now(),
    )


def confirm(job: Job) -> bool:
    """Let a planned job run; items that another job is about to send are skipped."""
    for _attempt in range(2):
        try:
            with transaction.atomic():
                return _start(job)
        except IntegrityError:
            # Another job with the same case was confirmed in the same moment.
            continue
    return False


def _start(job: Job) -> bool:
    if not _move(job.pk, JobState.PLANNED, JobState.RUNNING, confirmed_at=timezone.now()):
        return False
    planned = JobItem.objects.filter(job=job, state=ItemState.PLANNED)
    index = Cast(F("del_index"), CharField())
    key = Concat(Value(f"{job.server}/"), F("app_uid"), Value("/"), index)
    # By the key, which has an index: without one, each item would look through all others.
    live = JobItem.objects.filter(live_key=OuterRef("place"))
    clashing = planned.annotate(place=key).filter(Exists(live)).values_list("pk", flat=True)
    settle_items(
        JobItem.objects.filter(pk__in=list(clashing)), ItemState.SKIPPED, reason="job_live"
    )
    planned.update(live_key=key, due_at=timezone.now())
    ring_after_commit(job.pk)
    return True


def pause(job: Job) -> bool:
    """Send nothing more until it is resumed; calls under way end by themselves."""
    return _move(job.pk, JobState.RUNNING, JobState.PAUSED)


def resume(job: Job) -> bool:
    """Go on with a paused job."""
    resumed = _move(job.pk, JobState.PAUSED, JobState.RUNNING)
    if resumed:
        ring_after_commit(job.pk)
    return resumed


def stop(job: Job) -> bool:
    """Cancel what was not sent yet; what was sent is still read back."""
    if _move(job.pk, JobState.COLLECTING, JobState.CANCELLED, finished_at=timezone.now()) or _move(
        job.pk, JobState.PLANNED, JobState.CANCELLED, finished_at=timezone.now()
    ):
        _cancel_planned(job.pk)
        return True
    stopped = any(
        _move(job.pk, state, JobState.STOPPING)
        for state in (JobState.RUNNING, JobState.PAUSED, JobState.WAITING)
    )
    if stopped:
        finish_if_over(job.pk)
        ring_after_commit(job.pk)
    return stopped


def park(job: Job) -> bool:
    """Wait for the owner to sign in; nothing is lost meanwhile."""
    return any(
        _move(job.pk, state, JobState.WAITING) for state in (JobState.RUNNING, JobState.COLLECTING)
    )


def unpark(job: Job) -> bool:
    """Go on with a job whose owner has signed in again."""
    if live_grant(job) is None:
        return False
    after = JobState.RUNNING if job.confirmed_at else JobState.COLLECTING
    moved = _move(job.pk, JobState.WAITING, after)
    if moved:
        ring_after_commit(job.pk)
    return moved


def finish_if_over(job_id: int) -> bool:
    """Close a job that has nothing left to do; ``True`` where it is closed."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.state == JobState.STOPPING:
            _cancel_planned(job_id)
        elif job.state != JobState.RUNNING:
            return job.job_state.terminal
        if JobItem.objects.filter(job=job, state__in=LIVE_ITEMS).exists():
            return False
        after = JobState.FINISHED if job.state == JobState.RUNNING else JobState.CANCELLED
        return _move(job_id, job.job_state, after, finished_at=timezone.now())


def _cancel_planned(job_id: int) -> None:
    planned = JobItem.objects.filter(job_id=job_id, state=ItemState.PLANNED)
    settle_items(planned, ItemState.CANCELLED, reason="stopped")


def _move(job_id: int, before: JobState, after: JobState, **also: object) -> bool:
    check_job_move(before, after)
    with transaction.atomic():
        moved = bool(Job.objects.filter(pk=job_id, state=before).update(state=after, **also))
        if moved:
            who = _steered_by_owner(job_id, before, after)
            JobEvent.objects.create(job_id=job_id, state=after, who=who)
    return moved


_OWN_CHOICES = (JobState.PAUSED, JobState.STOPPING)


def _steered_by_owner(job_id: int, before: JobState, after: JobState) -> str:
    """The name of the owner, who alone confirms, pauses, resumes and stops a job."""
    chosen = after in _OWN_CHOICES or before in (JobState.PLANNED, JobState.PAUSED)
    return Job.objects.values_list("owner_name", flat=True).get(pk=job_id) if chosen else ""
