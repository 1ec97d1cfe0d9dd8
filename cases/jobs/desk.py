"""The one place of a run that writes to the database, on behalf of many threads.

The threads wait for ProcessMaker; the desk commits their intents and results in groups. So a
window of 32 calls costs a few transactions a second, not hundreds, and an intent is still
committed before its call is made.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.job_states import ItemState, check_item_move
from cases.jobs.claims import final_columns, mark_sent
from cases.models import AuditEvent, JobItem
from cases.services.journal import close_many, open_many
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome
from cases.services.rows import update_each
from processmaker import places

_PATIENCE = 0.2
TOGETHER = 0.02
"""Seconds that the first entry of a group waits for others; the threads outnumber the window, so
that calls go on meanwhile."""
RESULTS_TOGETHER = 0.03
"""The same where nobody waits: the intents are committed ahead."""


@dataclass(frozen=True)
class Resolution:
    """What is to become of an item: a state, why, and for states that are not final, when next."""

    state: ItemState
    reason: str = ""
    details: dict[str, object] = field(default_factory=dict)
    again_in: float = 0.0


@dataclass
class Intent:
    """A write that waits for its intent to be committed."""

    item: JobItem
    event: AuditEvent
    committed: threading.Event = field(default_factory=threading.Event)
    accepted: bool = False


@dataclass(frozen=True)
class Result:
    """An item that a thread is through with, and the audit row that goes with it."""

    item: JobItem
    resolution: Resolution
    event: AuditEvent | None = None
    outcome: Outcome | None = None


class ItemJournal:
    """The journal of one item: intents and results go over the desk."""

    def __init__(self, desk: Desk, item: JobItem) -> None:
        self._desk = desk
        self._item = item
        self.event: AuditEvent | None = None
        self.outcome: Outcome | None = None

    def begin(self, event: AuditEvent, wait: float) -> None:
        """Return once the intent is committed, or raise CaseBusy."""
        event.job_item_id = self._item.pk
        if not self._desk.commit(Intent(self._item, event)):
            raise CaseBusy("")
        self.event = event
        self._item.state = ItemState.SENT
        places.expire(_last_moment(event))

    def resume(self, event: AuditEvent) -> None:
        """Go on with an intent that was committed ahead."""
        self.event = event
        places.expire(_last_moment(event))

    def finish(self, event: AuditEvent, outcome: Outcome) -> None:
        """Keep the outcome for the result of the item."""
        self.outcome = outcome


def _last_moment(event: AuditEvent) -> float:
    """Until when the call may be made that waits for its place in the window (``monotonic``):
    others may take the case for free when as much time has passed again."""
    age = (timezone.now() - event.at).total_seconds()
    return time.monotonic() + settings.PROCESSMAKER_REQUEST_LIMIT / 2 - age


class Desk:
    """Collects intents and results of threads, and commits them in groups."""

    def __init__(self, fence: int, together: float = TOGETHER) -> None:
        self.fence = fence
        self._together = together
        self._inbox: queue.SimpleQueue[Intent | Result] = queue.SimpleQueue()
        self._closed = False

    def close(self) -> None:
        """Nothing is committed any more; threads that wait are told no."""
        self._closed = True
        for entry in self._left():
            if isinstance(entry, Intent):
                entry.committed.set()

    def commit(self, intent: Intent) -> bool:
        """Called by threads: wait until the intent is committed; ``False`` if it may not go."""
        self._inbox.put(intent)
        while not intent.committed.wait(_PATIENCE):
            if self._closed:
                return False
        return intent.accepted

    def report(self, result: Result) -> None:
        """Called by threads: this item is through."""
        self._inbox.put(result)

    def serve(self, patience: float, in_hand: int) -> list[Result]:
        """Called by the run: commit what has come in within ``patience`` seconds, of at most
        ``in_hand`` entries that can come."""
        batch = self._gather(patience, in_hand)
        intents = [entry for entry in batch if isinstance(entry, Intent)]
        results = [entry for entry in batch if isinstance(entry, Result)]
        try:
            with transaction.atomic():
                if results:
                    self._record(results)
                accepted = self._open([one.event for one in intents]) if intents else set()
            for intent in intents:
                intent.accepted = intent.item.pk in accepted
        finally:
            for intent in intents:
                intent.committed.set()
        return results

    def _gather(self, patience: float, in_hand: int) -> list[Intent | Result]:
        try:
            batch = [self._inbox.get(timeout=patience)]
        except queue.Empty:
            return []
        if in_hand > 1 + self._inbox.qsize():
            time.sleep(self._together)
        return batch + self._left()

    def _left(self) -> list[Intent | Result]:
        """What has come in and waits."""
        batch = []
        with contextlib.suppress(queue.Empty):
            while True:
                batch.append(self._inbox.get_nowait())
        return batch

    def open_ahead(self, items: Sequence[JobItem], events: Sequence[AuditEvent]) -> set[int]:
        """Called by the run: commit intents before any thread has the items."""
        if not items:
            return set()
        with transaction.atomic():
            opened = self._open(events)
        for item in items:
            if item.pk in opened:
                item.state = ItemState.SENT
        return opened

    def _open(self, events: Sequence[AuditEvent]) -> set[int]:
        """Open the audit rows of items that are still ours, unless somebody is at their cases."""
        now = timezone.now()
        until = now + timedelta(seconds=settings.PROCESSMAKER_REQUEST_LIMIT)
        for event in events:
            event.at, event.busy_until = now, until
        opened = open_many(events)
        ours = {event.job_item_id or 0: event for event in opened}
        valid = mark_sent(ours, self.fence)
        lost = [event.ticket for item, event in ours.items() if item not in valid]
        if lost:
            AuditEvent.objects.filter(ticket__in=lost).delete()
        return valid

    def _record(self, results: Sequence[Result]) -> None:
        close_many([(r.event, r.outcome) for r in results if r.event and r.outcome])
        moves: dict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
        for result in results:
            changes = self._changes(result)
            values = (*changes.values(), result.item.pk, self.fence, result.item.state)
            moves[tuple(changes)].append(values)
        for names, rows in moves.items():
            update_each(JobItem, names, ("id", "fence", "state"), rows)

    def _changes(self, result: Result) -> dict[str, object]:
        """What the columns of an item become, by the move that its state machine allows."""
        resolution, now = result.resolution, timezone.now()
        after = resolution.state
        check_item_move(ItemState(result.item.state), after)
        if after.terminal:
            return final_columns(after, resolution.reason, resolution.details, now)
        due = now + timedelta(seconds=resolution.again_in)
        lease = due if after is ItemState.SENT else None
        return {
            "state": after.value,
            "due_at": due,
            "lease_until": lease,
            "reason": resolution.reason,
        }
