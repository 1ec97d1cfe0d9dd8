"""Whether a list that is read page by page held still meanwhile.

A case that leaves the list moves all that come after it up by one: the first row of the next page
is then on none. So a list of several pages is read again until a reading brings nothing new, a
few times at most; what it came to stands on the plan.
"""

from __future__ import annotations

import msgspec

from cases.jobs.selection import Batch
from cases.models import Job

READINGS_AT_MOST = 4


class Reading(msgspec.Struct, frozen=True):
    """How the reading of a list goes; kept in ``Job.selection["reading"]``.

    ``number``: which reading this is. ``pages``: how many pages it has had so far. ``new``: rows
    that it brought and no earlier one. ``late``: rows that only a later reading brought.
    """

    number: int = 1
    pages: int = 0
    new: int = 0
    late: int = 0
    over: bool = False
    steady: bool = True

    def after(self, batch: Batch, new: int) -> Reading:
        """How it goes on after a page with so many new rows."""
        late = self.late + (new if self.number > 1 else 0)
        now = msgspec.structs.replace(self, pages=self.pages + 1, new=self.new + new, late=late)
        if batch.more:
            return now
        if not batch.may_drift or now.pages == 1:
            return msgspec.structs.replace(now, over=True)
        if now.number > 1 and not now.new:
            return msgspec.structs.replace(now, over=True)
        if now.number >= READINGS_AT_MOST:
            return msgspec.structs.replace(now, over=True, steady=False)
        return Reading(number=now.number + 1, late=late)


def reading_of(job: Job) -> Reading:
    """How far the reading of the chosen list is; a new one where none has begun."""
    return msgspec.convert(job.selection.get("reading", {}), Reading)
