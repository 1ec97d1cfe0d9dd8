"""Rings again for whatever is due: after a lost message, a killed worker, a new sign-in.

It is a thread of every worker's main process, so it needs no service of its own and dies with
its worker. Several at once do no harm: what they ring for is claimed once.
"""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import Q
from django.utils import timezone

from accounts.grants import end_left_grants
from cases.job_states import LIVE_ITEMS, ItemState, JobState
from cases.jobs import doorbell, lifecycle, table_imports
from cases.jobs.claims import HEARTBEAT_SECONDS
from cases.models import AuditEvent, Job, JobItem
from cases.services.journal import end_abandoned
from cases.services.submissions import forget_old

logger = structlog.get_logger(__name__)

AUDIT_KEPT = timedelta(days=400)

_AT_WORK = (JobState.COLLECTING, JobState.RUNNING, JobState.STOPPING)


def start() -> threading.Thread:
    """Sweep now and then, for as long as this process lives."""
    thread = threading.Thread(target=_sweep_for_ever, name="sweeper", daemon=True)
    thread.start()
    return thread


def _sweep_for_ever() -> None:
    pause = threading.Event()
    while True:
        try:
            sweep()
        except DatabaseError as error:
            logger.warning("sweep_failed", error=type(error).__name__)
        finally:
            # A worker process that is forked between two sweeps inherits no connection.
            connections.close_all()
        pause.wait(settings.JOB_SWEEP_SECONDS)


def sweep() -> list[int]:
    """Look once; returns the jobs that were rung for."""
    end_abandoned()
    forget_old()
    AuditEvent.objects.filter(at__lt=timezone.now() - AUDIT_KEPT).delete()
    for job in Job.objects.filter(state=JobState.WAITING):
        lifecycle.unpark(job)
    rung = []
    for job_id in Job.objects.filter(state__in=_AT_WORK).values_list("pk", flat=True):
        if not lifecycle.finish_if_over(job_id) and is_due(job_id):
            doorbell.ring(job_id)
            rung.append(job_id)
    table_imports.ring_for_waiting()
    end_left_grants()
    return rung


def is_left_alone(job: Job) -> bool:
    """Whether a job has had something to do for longer than a sweep takes, and no worker has
    taken it up although none is at another job."""
    patience = timedelta(seconds=2 * settings.JOB_SWEEP_SECONDS + HEARTBEAT_SECONDS)
    a_while_ago = timezone.now() - patience
    if job.state not in _AT_WORK:
        return False
    last = job.log.values_list("at", flat=True).first() or job.created_at
    if last > a_while_ago or not is_due(job.pk, a_while_ago):
        return False
    return not Job.objects.filter(lease_until__gt=a_while_ago).exists()


def is_due(job_id: int, now: datetime | None = None) -> bool:
    """Whether a job has something to do that no worker is at; ``now`` may be a moment ago."""
    now = now or timezone.now()
    idle = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    job = Job.objects.filter(idle, pk=job_id, state__in=_AT_WORK).first()
    if job is None:
        return False
    if job.state == JobState.COLLECTING:
        return True
    abandoned = Q(state__in=(ItemState.CLAIMED, ItemState.SENT), lease_until__lt=now)
    planned = Q(state=ItemState.PLANNED, due_at__lte=now)
    wanted = abandoned | planned if job.state == JobState.RUNNING else abandoned
    live = JobItem.objects.filter(job=job, state__in=LIVE_ITEMS)
    return live.filter(wanted).exists()
