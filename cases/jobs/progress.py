"""How far a job is, from its items: nothing here is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone

from cases.job_states import ItemState, JobState
from cases.models import Job, JobItem


@dataclass(frozen=True)
class Progress:
    """Counts by state, and how quickly they grow.

    ``rate`` is items a second since the job was confirmed; ``seconds_left`` is ``None`` while
    nothing is known about it. ``done`` counts items that will not be touched again, ``total``
    those that the plan wanted to send.
    """

    state: JobState
    counts: dict[ItemState, int]
    rate: float = 0.0
    seconds_left: float | None = None

    @property
    def total(self) -> int:
        """Items that were to be sent."""
        return sum(count for state, count in self.counts.items() if state is not ItemState.SKIPPED)

    @property
    def skipped(self) -> int:
        """Items that the plan left out."""
        return self.counts.get(ItemState.SKIPPED, 0)

    @property
    def begun(self) -> int:
        """Items that were at least taken in hand, or stopped before."""
        return self.total - self.counts.get(ItemState.PLANNED, 0)

    @property
    def settled(self) -> int:
        """Items in a final state."""
        return sum(
            count
            for state, count in self.counts.items()
            if state.terminal and state is not ItemState.SKIPPED
        )

    @property
    def failed(self) -> int:
        """Items that need a look: refused, overtaken or in doubt."""
        bad = (ItemState.FAILED, ItemState.SUPERSEDED, ItemState.IN_DOUBT)
        return sum(self.counts.get(state, 0) for state in bad)

    @property
    def percent(self) -> int:
        """0 … 100."""
        return 100 * self.settled // self.total if self.total else 0


def progress_of(job: Job, now: datetime | None = None) -> Progress:
    """Where the job stands at this moment; two queries on one index."""
    rows = JobItem.objects.filter(job=job).order_by().values_list("state").annotate(Count("pk"))
    counts = {ItemState(state): count for state, count in rows}
    bare = Progress(job.job_state, counts)
    began = JobItem.objects.filter(job=job).aggregate(at=Min("sent_at"))["at"]
    if began is None or not bare.settled:
        return bare
    until = job.finished_at or now or timezone.now()
    rate = bare.settled / max(0.001, (until - began).total_seconds())
    left = None if job.job_state.terminal else (bare.total - bare.settled) / rate
    return Progress(job.job_state, counts, rate, left)
