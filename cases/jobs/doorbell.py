"""Rings for a worker. The message holds the id of the job and nothing else; a lost one costs
time only, because the sweeper rings again."""

from __future__ import annotations

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import KombuError

logger = structlog.get_logger(__name__)

TASK = "cases.jobs.tasks.work_on_job"


def ring(job_id: int) -> bool:
    """Tell the workers that a job has something due; ``False`` where the broker is away."""
    try:
        current_app.send_task(TASK, args=[job_id], retry=False)
    except (KombuError, OSError) as error:
        logger.warning("doorbell_is_mute", job=job_id, error=type(error).__name__)
        return False
    return True


def ring_after_commit(job_id: int) -> None:
    """Ring once the rows are committed."""
    transaction.on_commit(lambda: ring(job_id))
