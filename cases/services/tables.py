"""Imports into PM tables: begun once, in one hand at a time, with a backup before they overwrite.

The rows themselves are sent by `cases.services.table_parts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cases.models import AuditEvent
from cases.office_models import ImportState, TableBackup, TableImport
from cases.services.actor import Actor
from cases.tables.outcome import UNKNOWN_REST
from cases.tables.rows import columns_of, table_csv
from processmaker.models import Table, TableRows

DAYS_KEPT: Final = timedelta(days=7)


class ImportRunning(Exception):
    """Another file is on its way into the table; `holder` says whose."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} is importing")
        self.holder = holder


def begin_import(
    actor: Actor, upload: TableImport, table: Table, chosen: Sequence[int], *, overwrite: bool
) -> bool:
    """Have the rows `chosen`, by their positions in the file, sent; False where they were already.

    Nothing is sent yet. What the table holds is kept as a backup before it is overwritten.

    Raises:
        ImportRunning: another import into this table is under way.
        ProcessMakerError: the table cannot be read.
    """
    there = actor.pm.pm_tables.rows(table.uid)
    started: dict[str, Any] = {
        "state": ImportState.SENDING,
        "table_name": table.name,
        "user_name": actor.me.name,
        "grant_id": actor.me.grant_id,
        "overwrite": overwrite,
        "chosen": list(chosen),
        "before": len(there.rows),
    }
    try:
        with transaction.atomic():
            if not _ready(upload).update(**started):
                return False
            backup = back_up(actor, table, there) if overwrite else None
            event = _begun(actor, table, len(chosen), overwrite=overwrite)
            TableImport.objects.filter(pk=upload.pk).update(backup=backup, event=event)
    except IntegrityError:
        raise ImportRunning(_holder(upload)) from None
    return True


def go_on(actor: Actor, upload: TableImport) -> bool:
    """Send the rest of an import that has failed, if the table holds what was sent and no more.

    Raises:
        ImportRunning: another import into this table is under way.
        ProcessMakerError: the table cannot be read.
    """
    there = len(actor.pm.pm_tables.rows(upload.table_uid).rows)
    if not can_go_on(upload) or there != upload.kept + upload.sent:
        return False
    failed = TableImport.objects.filter(pk=upload.pk, state=ImportState.FAILED)
    try:
        with transaction.atomic():
            return bool(failed.update(state=ImportState.SENDING, stopping=False, result={}))
    except IntegrityError:
        raise ImportRunning(_holder(upload)) from None


def can_go_on(upload: TableImport) -> bool:
    """Whether it has failed, rows are left, and it was known which."""
    is_known = upload.result.get("reason") not in UNKNOWN_REST
    return upload.state == ImportState.FAILED and upload.sent < len(upload.chosen) and is_known


def claim(import_id: UUID | str) -> TableImport | None:
    """The import, in this hand alone until its lease ends; None where there is nothing to do."""
    now = timezone.now()
    idle = Q(lease_until=None) | Q(lease_until__lt=now)
    mine = TableImport.objects.filter(idle, pk=import_id, state=ImportState.SENDING)
    if not mine.update(lease_until=lease_end(), fence=F("fence") + 1):
        return None
    return TableImport.objects.get(pk=import_id)


def lease_end() -> datetime:
    """Until when a request that begins in this moment can be running."""
    return timezone.now() + timedelta(seconds=settings.PROCESSMAKER_REQUEST_LIMIT)


def forget_old_imports() -> None:
    """Drop files that were uploaded long ago; backups stay."""
    old = TableImport.objects.filter(created_at__lt=timezone.now() - DAYS_KEPT)
    old.exclude(state=ImportState.SENDING).delete()


def back_up(actor: Actor, table: Table, rows: TableRows) -> TableBackup:
    """Keep all rows as CSV."""
    return TableBackup.objects.create(
        server=actor.server,
        table_uid=table.uid,
        table_name=table.name,
        user_uid=actor.me.uid,
        user_name=actor.me.name,
        count=len(rows.rows),
        csv="".join(table_csv(columns_of(table), rows.rows, exact=True)),
    )


def _ready(upload: TableImport) -> QuerySet[TableImport]:
    return TableImport.objects.filter(pk=upload.pk, state=ImportState.READY)


def _holder(upload: TableImport) -> str:
    running = TableImport.objects.filter(
        server=upload.server, table_uid=upload.table_uid, state=ImportState.SENDING
    )
    return running.values_list("user_name", flat=True).first() or ""


def _begun(actor: Actor, table: Table, count: int, *, overwrite: bool) -> AuditEvent:
    return AuditEvent.objects.create(
        server=actor.server,
        user_uid=actor.me.uid,
        user_name=actor.me.name,
        action="table-overwrite" if overwrite else "table-append",
        intent={"table": table.name, "table_uid": table.uid, "rows": count},
        request_id=actor.request_id,
    )
