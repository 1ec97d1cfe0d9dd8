"""Cases taken and intents committed for many items at once, ahead of their calls.

That is for writes that a job sends without looking first, because the call itself acts as a
compare-and-set: then a thread has nothing to do but to make the call. What is open when a worker
dies is read back before it is sent again, like everything that was sent and never answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cases.jobs.desk import Desk
from cases.jobs.operations import operation_of
from cases.models import AuditEvent, Job, JobItem
from cases.services.actor import Actor
from cases.services.lease import case_leases
from cases.services.performing import intent_of
from pmdash.web.leases import Lease, release_many


class Opening:
    """What one run holds open."""

    def __init__(self, job: Job, actor: Actor, desk: Desk) -> None:
        self._job = job
        self._actor = actor
        self._desk = desk
        self._operation = operation_of(job)
        self._leases: dict[int, Lease] = {}
        self._events: dict[int, AuditEvent] = {}

    def open(self, items: Sequence[JobItem]) -> None:
        """Commit the intents of those items of which nobody is at the case.

        Of each case there may be one item. The others find out by themselves how it stands.
        """
        if not self._operation.sent_unseen:
            return
        cases = [item.app_uid for item in items]
        held = case_leases(self._job.server, cases, self._actor.me.name)
        mine = [item for item in items if item.app_uid in held]
        events = {item.pk: self._intent(item, held[item.app_uid].fence) for item in mine}
        opened = self._desk.open_ahead(mine, list(events.values()))
        for item in mine:
            if item.pk in opened:
                self._leases[item.pk] = held.pop(item.app_uid)
                self._events[item.pk] = events[item.pk]
        release_many(held.values())

    def _intent(self, item: JobItem, fence: int) -> AuditEvent:
        event = intent_of(self._actor, self._operation.write(self._job, item), fence)
        event.job_item_id = item.pk
        return event

    def intent(self, item: JobItem) -> AuditEvent | None:
        """The committed intent of an item, if it has one."""
        return self._events.get(item.pk)

    def close(self, items: Iterable[JobItem]) -> list[AuditEvent]:
        """Give the cases of these items back; returns the intents that were open for them."""
        ids = [item.pk for item in items if item.pk in self._leases]
        release_many([self._leases.pop(pk) for pk in ids])
        return [self._events.pop(pk) for pk in ids]
