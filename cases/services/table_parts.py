"""The rows of an import on their way: part after part, counted where a part's end is not known.

ProcessMaker has no undo and knows no request ids, so a part is sent again only after the table
has been counted: it holds as many rows as before the part, or is emptied by the part anyway.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import AuditEvent
from cases.office_models import ImportState, TableImport
from cases.services.actor import Actor
from cases.services.tables import lease_end
from cases.tables.checking import check_rows
from cases.tables.kinds import Value
from cases.tables.outcome import reason_for, stored_first
from processmaker.errors import ProcessMakerError
from processmaker.models import Table

PART: Final = 500
"""Rows in one request: small enough to be answered long before its deadline."""

MOST_TRIES: Final = 3

Row = dict[str, Value]


def send_parts(actor: Actor, upload: TableImport, *, seconds: float) -> bool:
    """Send part after part for about `seconds`; True where more is to be sent at once.

    `upload` is claimed. Where it is not known whether a part arrived, it stays under way until
    no request of it can be running any more; then whoever claims it next counts.
    """
    until = time.monotonic() + seconds
    table = actor.pm.pm_tables.get(upload.table_uid)
    if upload.part and not _counted(actor, upload):
        return False
    rows = rows_to_send(upload, table)
    if len(rows) != len(upload.chosen):
        end(actor, upload, "changed")
        return False
    while upload.sent < len(rows):
        if upload.stopping or TableImport.objects.filter(pk=upload.pk, stopping=True).exists():
            end(actor, upload, "stopped")
            return False
        if time.monotonic() >= until:
            return _put_down(upload)
        if not _send_part(actor, upload, rows[upload.sent : upload.sent + PART]):
            return False
    end(actor, upload, "")
    return False


def rows_to_send(upload: TableImport, table: Table) -> list[Row]:
    """The chosen rows with their values; they were checked before they were chosen."""
    texts = [upload.rows[at] for at in upload.chosen]
    return check_rows(table, upload.mapping, texts).rows


def end(actor: Actor | None, upload: TableImport, reason: str) -> None:
    """Count what is in the table and keep the result; `reason` is "" after a success."""
    now = _count(actor, upload.table_uid) if actor else None
    if not reason and now not in (None, upload.kept + upload.sent):
        reason = "not-there"
    result = {
        "before": upload.before,
        "wanted": len(upload.chosen),
        "sent": upload.sent,
        "now": now,
        "reason": reason,
    }
    state = ImportState.FAILED if reason else ImportState.DONE
    ended: dict[str, Any] = {"state": state, "result": result, "ended_at": timezone.now()}
    if _mine(upload).update(sent=upload.sent, part=0, tries=0, lease_until=None, **ended):
        _note_end(upload, result)


def _mine(upload: TableImport) -> QuerySet[TableImport]:
    """The row, as long as nobody has claimed it since."""
    return TableImport.objects.filter(pk=upload.pk, fence=upload.fence, state=ImportState.SENDING)


def _send_part(actor: Actor, upload: TableImport, rows: Sequence[Row]) -> bool:
    """Whether the part arrived and the next may follow."""
    upload.part, upload.tries = len(rows), upload.tries + 1
    begun = _mine(upload).update(part=upload.part, tries=upload.tries, lease_until=lease_end())
    if not begun:
        return False
    plugin = actor.pm.extrarest
    call = plugin.overwrite_rows if _empties(upload) else plugin.append_rows
    try:
        call(upload.table_uid, rows)
    except ProcessMakerError as error:
        if error.outcome_unknown:
            return _arrived_late(actor, upload)
        upload.sent += _stored(actor, upload, rows)
        end(actor, upload, reason_for(error))
        return False
    return _arrived(upload)


def _stored(actor: Actor, upload: TableImport, rows: Sequence[Row]) -> int:
    """How many of the refused rows are there: they are stored one by one until one is refused."""
    try:
        table = actor.pm.pm_tables.get(upload.table_uid)
        there = actor.pm.pm_tables.rows(upload.table_uid).rows
    except ProcessMakerError:
        return 0
    return stored_first(table, rows, there)


def _empties(upload: TableImport) -> bool:
    return upload.overwrite and not upload.sent


def _arrived(upload: TableImport) -> bool:
    upload.sent, upload.part, upload.tries = upload.sent + upload.part, 0, 0
    return bool(_mine(upload).update(sent=upload.sent, part=0, tries=0))


def _arrived_late(actor: Actor, upload: TableImport) -> bool:
    """Whether the table shows a part whose answer was lost; else it may still be under way."""
    return _shows_part(upload, _count(actor, upload.table_uid)) and _arrived(upload)


def _shows_part(upload: TableImport, now: int | None) -> bool:
    """Whether so many rows tell that the part arrived; not if the table held as many before."""
    could_be_old = _empties(upload) and upload.before == upload.part
    return now == upload.kept + upload.sent + upload.part and not could_be_old


def _counted(actor: Actor, upload: TableImport) -> bool:
    """Settle a part of a request that has ended long ago: it arrived, or is sent again."""
    now = _count(actor, upload.table_uid)
    if _shows_part(upload, now):
        return _arrived(upload)
    if upload.tries >= MOST_TRIES:
        end(actor, upload, "fault")
    elif now is None:
        _mine(upload).update(tries=upload.tries + 1)
    elif _empties(upload) or now == upload.kept + upload.sent:
        upload.part = 0
        return True
    else:
        end(actor, upload, "not-there")
    return False


def _put_down(upload: TableImport) -> bool:
    """Leave the rest to the next slice."""
    return bool(_mine(upload).update(lease_until=None))


def _count(actor: Actor, table_uid: str) -> int | None:
    try:
        return len(actor.pm.pm_tables.rows(table_uid).rows)
    except ProcessMakerError:
        return None


def _note_end(upload: TableImport, result: Mapping[str, object]) -> None:
    outcome = "failed" if result["reason"] else "done"
    if upload.event_id:
        AuditEvent.objects.filter(pk=upload.event_id).update(
            outcome=outcome, details=dict(result), finished_at=timezone.now()
        )
