"""Imports into PM tables in the background: the database says what is to be sent.

A message holds the id of an import and nothing else; a lost one costs time only, because the
sweeper rings again. The lease of an import ends when no request of it can be running.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

import structlog
from celery import current_app
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import KombuError

from accounts.models import Grant
from cases.jobs.owners import acting, live_grant
from cases.office_models import ImportState, TableImport
from cases.services.actor import Actor
from cases.services.table_parts import end, send_parts
from cases.services.tables import claim
from cases.tables.outcome import reason_for
from processmaker.errors import ProcessMakerError

logger = structlog.get_logger(__name__)

TASK: Final = "cases.jobs.tasks.send_table_import"
SLICE_SECONDS: Final = 20.0


def ring(import_id: UUID) -> None:
    """Tell the workers that rows wait; without a broker the sweeper finds them."""
    try:
        current_app.send_task(TASK, args=[str(import_id)], retry=False)
    except (KombuError, OSError) as error:
        logger.warning("doorbell_is_mute", table_import=str(import_id), error=type(error).__name__)


def ring_after_commit(import_id: UUID) -> None:
    """Ring once the row is committed."""
    transaction.on_commit(lambda: ring(import_id))


def ring_for_waiting() -> None:
    """Ring for every import that nobody is at."""
    idle = Q(lease_until=None) | Q(lease_until__lt=timezone.now())
    waiting = TableImport.objects.filter(idle, state=ImportState.SENDING)
    for import_id in waiting.values_list("pk", flat=True):
        ring(import_id)


def work_on(import_id: UUID | str) -> bool:
    """Send rows for one slice, in the name of their owner; True where more is to be sent."""
    upload = claim(import_id)
    if upload is None:
        return False
    grant = live_grant(upload)
    if grant is None:
        end(None, upload, "signed-out")
        return False
    return send_as(acting(grant, upload.server, f"import-{upload.pk}"), upload)


def send_as(actor: Actor, upload: TableImport) -> bool:
    """Send rows of a claimed import for one slice; True where more is to be sent."""
    try:
        return send_parts(actor, upload, seconds=SLICE_SECONDS)
    except ProcessMakerError as error:
        # Reading the table failed; nothing of this slice is under way.
        end(actor, upload, reason_for(error))
        return False


class ImportWork:
    """The imports that run through a grant: what signing out asks about."""

    def unfinished(self, grant: Grant) -> int:
        """How many imports still send with ``grant``."""
        return _running(grant).count()

    def stop(self, grant: Grant) -> None:
        """Stop them after the part that is under way."""
        _running(grant).update(stopping=True)


def _running(grant: Grant) -> QuerySet[TableImport]:
    return TableImport.objects.filter(grant=grant, state=ImportState.SENDING)
