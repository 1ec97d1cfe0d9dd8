"""Rows into PM tables: sent in parts, read back, overwritten only after a backup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import AuditEvent
from cases.office_models import ImportState, TableBackup, TableImport
from cases.services.actor import Actor
from cases.tables.rows import columns_of, table_csv
from pmdash.web.leases import LeaseTaken, lease
from pmdash.web.problems import Problem
from processmaker.errors import DuplicateKey, ProcessMakerError, SignedOut
from processmaker.models import Table, TableRows

PART: Final = 500
"""Rows in one request: small enough to be answered long before its deadline."""

LEASE_SECONDS: Final = 900
DAYS_KEPT: Final = timedelta(days=7)
Row = Mapping[str, object]


@dataclass(frozen=True)
class Result:
    """What became of an import: rows before, rows to send, rows in the table now.

    ``now`` is None where the table could not be read back; ``reason`` is "" after a success,
    ``failed_part`` the first and last of the rows that the failing request held.
    """

    before: int
    wanted: int
    now: int | None
    reason: str = ""
    failed_part: tuple[int, int] | None = None

    def as_json(self) -> dict[str, object]:
        """What :class:`TableImport` keeps."""
        return {
            "before": self.before,
            "wanted": self.wanted,
            "now": self.now,
            "reason": self.reason,
            "failed_part": list(self.failed_part) if self.failed_part else None,
        }


def send_import(
    actor: Actor, upload: TableImport, table: Table, rows: Sequence[Row], *, overwrite: bool
) -> bool:
    """Send the rows of ``upload`` once; False where it is being sent or was sent already.

    Raises:
        LeaseTaken: another import into this table is under way.
        ProcessMakerError: the table cannot be read; nothing was sent.
    """
    with lease(f"table:{actor.server}:{table.uid}", seconds=LEASE_SECONDS, holder=actor.me.name):
        before = actor.pm.pm_tables.rows(table.uid)
        ready = TableImport.objects.filter(pk=upload.pk, state=ImportState.READY)
        if not ready.update(state=ImportState.SENDING):
            return False
        if overwrite:
            upload.backup = back_up(actor, table, before)
            upload.save(update_fields=["backup"])
        event = _begun(actor, table, len(rows), overwrite=overwrite)
        result = _send(actor, table, rows, before, overwrite=overwrite)
        _ended(event, upload, result)
    return True


def forget_old_imports() -> None:
    """Drop files that were uploaded long ago; backups stay."""
    TableImport.objects.filter(created_at__lt=timezone.now() - DAYS_KEPT).delete()


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


def _send(
    actor: Actor, table: Table, rows: Sequence[Row], before: TableRows, *, overwrite: bool
) -> Result:
    """Send part after part, stop at the first that fails, and count what is there."""
    kept = 0 if overwrite else len(before.rows)
    failure: ProcessMakerError | None = None
    at = 0
    for at in range(0, len(rows), PART):
        call = _call(actor, overwrite=overwrite and at == 0)
        failure = _part(call, table.uid, rows[at : at + PART])
        if failure is not None:
            break
    now = _count(actor, table.uid)
    if failure is None and now in (None, kept + len(rows)):
        return Result(len(before.rows), len(rows), now)
    if failure is not None and failure.outcome_unknown and now == kept + len(rows):
        return Result(len(before.rows), len(rows), now)
    failed = (at + 1, min(at + PART, len(rows))) if failure is not None else None
    return Result(len(before.rows), len(rows), now, _reason(failure), failed)


Call = Callable[[str, Sequence[Row]], object]


def _call(actor: Actor, *, overwrite: bool) -> Call:
    plugin = actor.pm.extrarest
    return plugin.overwrite_rows if overwrite else plugin.append_rows


def _part(call: Call, table_uid: str, rows: Sequence[Row]) -> ProcessMakerError | None:
    """What went wrong; also a session that ended, so that the result is kept."""
    try:
        call(table_uid, rows)
    except ProcessMakerError as error:
        return error
    return None


def _count(actor: Actor, table_uid: str) -> int | None:
    try:
        return len(actor.pm.pm_tables.rows(table_uid).rows)
    except ProcessMakerError:
        return None


def _reason(failure: ProcessMakerError | None) -> str:
    if failure is None:
        return _("ProcessMaker said yes, but the table does not hold what was sent.")
    if isinstance(failure, SignedOut):
        return _("Your sign-in ended while the rows were being sent.")
    if isinstance(failure, DuplicateKey):
        return _("A row has a key that is in the table already.")
    return f"{Problem.of(failure, '').title}."


def _begun(actor: Actor, table: Table, count: int, *, overwrite: bool) -> AuditEvent:
    return AuditEvent.objects.create(
        server=actor.server,
        user_uid=actor.me.uid,
        user_name=actor.me.name,
        action="table-overwrite" if overwrite else "table-append",
        intent={"table": table.name, "table_uid": table.uid, "rows": count},
        request_id=actor.request_id,
    )


def _ended(event: AuditEvent, upload: TableImport, result: Result) -> None:
    upload.state = ImportState.FAILED if result.reason else ImportState.DONE
    upload.result = result.as_json()
    upload.save(update_fields=["state", "result", "backup"])
    event.outcome = "failed" if result.reason else "done"
    event.details = result.as_json()
    event.finished_at = timezone.now()
    event.save(update_fields=["outcome", "details", "finished_at"])


__all__ = ("LeaseTaken", "Result", "back_up", "forget_old_imports", "send_import")
