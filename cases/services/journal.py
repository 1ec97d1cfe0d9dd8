"""The record of every write: the intent before the call, what became of it after.

An open row (``busy_until`` is set) also keeps everybody else from the case: the database allows
one for a case. A writer that died leaves its row open until no request of its can be under way
any more; then the next writer closes it as interrupted.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Protocol

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import AuditEvent
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome, OutcomeKind
from cases.services.rows import insert_new, update_each

logger = logging.getLogger(__name__)

_POLL = 0.1


class Journal(Protocol):
    """Where a write is recorded; a page writes through at once, a job in groups."""

    def begin(self, event: AuditEvent, wait: float) -> None:
        """Commit the intent, or raise CaseBusy after ``wait`` seconds."""

    def finish(self, event: AuditEvent, outcome: Outcome) -> None:
        """Record what became of it, and free the case unless the answer is still out."""


class DirectJournal:
    """Writes each record in a transaction of its own."""

    def begin(self, event: AuditEvent, wait: float) -> None:
        """Commit the intent, or raise CaseBusy after ``wait`` seconds."""
        give_up = time.monotonic() + wait
        while not opened(event):
            if time.monotonic() >= give_up:
                raise busy_with(event)
            time.sleep(_POLL)

    def finish(self, event: AuditEvent, outcome: Outcome) -> None:
        """Record what became of it, and free the case unless the answer is still out."""
        close(event, outcome)


def opened(event: AuditEvent) -> bool:
    """Insert the open row; ``False`` where another write to the case is open."""
    event.at = timezone.now()
    event.busy_until = event.at + timedelta(seconds=settings.PROCESSMAKER_REQUEST_LIMIT)
    try:
        with transaction.atomic():
            free_abandoned([event])
            event.save(force_insert=True)
    except IntegrityError:
        event.pk = None
        return False
    return True


def open_many(events: Sequence[AuditEvent]) -> list[AuditEvent]:
    """Insert open rows inside a transaction; returns those whose cases nobody is at.

    The caller has set ``at`` and ``busy_until``.
    """
    if insert_new(events) == len(events):
        return list(events)
    free_abandoned(events)
    insert_new(events)
    tickets = [event.ticket for event in events]
    opened = set(AuditEvent.objects.filter(ticket__in=tickets).values_list("ticket", flat=True))
    return [event for event in events if event.ticket in opened]


def free_abandoned(events: Iterable[AuditEvent]) -> None:
    """Close rows on the same cases whose writers cannot be at work any more."""
    cases = [event.app_uid for event in events if event.app_uid]
    end_abandoned(app_uid__in=cases)


def end_abandoned(**where: object) -> int:
    """Close rows whose writers cannot be at work any more; returns how many."""
    abandoned = AuditEvent.objects.filter(busy_until__lt=timezone.now(), **where)
    abandoned.filter(outcome="").update(outcome=OutcomeKind.IN_DOUBT, reason="interrupted")
    return abandoned.update(busy_until=None)


def close(event: AuditEvent, outcome: Outcome) -> None:
    """Record the outcome of one write; see :func:`close_many`."""
    close_many([(event, outcome)])


def close_many(ends: Sequence[tuple[AuditEvent, Outcome]]) -> None:
    """Record outcomes on open rows; rows that others closed as abandoned stay as they are.

    A write whose effect is unknown keeps the case busy until its request cannot be running in
    ProcessMaker any more: a second one sent meanwhile could double the case.
    """
    now = timezone.now()
    rows = [
        (
            outcome.kind.value,
            outcome.reason.code,
            msgspec.to_builtins(outcome),
            now,
            event.busy_until if outcome.kind is OutcomeKind.IN_DOUBT else None,
            event.ticket,
            "",
        )
        for event, outcome in ends
    ]
    changes = ("outcome", "reason", "details", "finished_at", "busy_until")
    recorded = update_each(AuditEvent, changes, ("ticket", "outcome"), rows) if rows else 0
    if recorded < len(rows):
        logger.warning("writes_outlived_their_lease", extra={"missing": len(rows) - recorded})


def busy_with(event: AuditEvent) -> CaseBusy:
    """The error that says who is at work on the case of ``event``."""
    other = AuditEvent.objects.filter(
        server=event.server, app_uid=event.app_uid, busy_until__isnull=False
    ).first()
    if other is None:
        return CaseBusy(event.user_name)
    return CaseBusy(other.user_name, unanswered=other.outcome == OutcomeKind.IN_DOUBT)
