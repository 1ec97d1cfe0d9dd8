"""What Celery calls. The argument is the id of a job or import; all else is in the database."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from celery.signals import worker_ready

from accounts.grants import end_left_grants
from cases.jobs import doorbell, sweeper, table_imports
from cases.jobs.collecting import collect_slice
from cases.jobs.runner import run_slice
from cases.models import Job


@shared_task(name=doorbell.TASK, soft_time_limit=45, time_limit=50)  # type: ignore[untyped-decorator]
def work_on_job(job_id: int) -> None:
    """Work on a job for one slice and ring again if it has more to do.

    A task ends long before the leases of its items, so that what a worker was killed over is
    never in two hands.
    """
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        return
    more = run_slice(job_id) if job.confirmed_at else collect_slice(job_id)
    if more or sweeper.is_due(job_id):
        doorbell.ring(job_id)
    else:
        end_left_grants()


@shared_task(name=table_imports.TASK, soft_time_limit=45, time_limit=50)  # type: ignore[untyped-decorator]
def send_table_import(import_id: str) -> None:
    """Send rows of a file into its PM table for one slice, and ring again if more are left."""
    if table_imports.work_on(import_id):
        table_imports.ring(UUID(import_id))
    else:
        end_left_grants()


@worker_ready.connect  # type: ignore[untyped-decorator]
def start_sweeper(**_signal: object) -> None:
    """Every worker looks for work that no message told of."""
    sweeper.start()
