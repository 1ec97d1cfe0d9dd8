"""Jobs as work that goes on in somebody's name: what signing out asks about."""

from __future__ import annotations

from accounts.models import Grant
from cases.job_states import JobState
from cases.jobs import lifecycle
from cases.models import Job

_USING = (JobState.RUNNING, JobState.STOPPING)
"""What would come to a halt without the grant; plans and paused jobs wait anyway."""


class JobWork:
    """The bulk jobs that run through a grant."""

    def unfinished(self, grant: Grant) -> int:
        """How many jobs still send or read back with ``grant``."""
        return Job.objects.filter(grant=grant, state__in=_USING).count()

    def stop(self, grant: Grant) -> None:
        """Stop the jobs of ``grant``; what was sent stays sent."""
        for job in Job.objects.filter(grant=grant, state=JobState.RUNNING):
            lifecycle.stop(job)
