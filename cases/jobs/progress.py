"""How far a job is, from its items: nothing here is stored."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from cases.job_states import ItemState, JobState
from cases.models import Job, JobItem


@dataclass(frozen=True)
class Progress:
    """Counts by state.

    ``settled`` counts items that will not be touched again, ``total`` those that the plan wanted to
    send.
    """

    state: JobState
    counts: dict[ItemState, int]

    @property
    def total(self) -> int:
        """Items that were to be sent."""
        return sum(count for state, count in self.counts.items() if state is not ItemState.SKIPPED)

    @property
    def skipped(self) -> int:
        """Items that the plan left out."""
        return self.counts.get(ItemState.SKIPPED, 0)

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


def progress_of(job: Job) -> Progress:
    """Where the job stands at this moment; one query on one index."""
    rows = JobItem.objects.filter(job=job).order_by().values_list("state").annotate(Count("pk"))
    return Progress(job.job_state, {ItemState(state): count for state, count in rows})
