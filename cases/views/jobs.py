"""The history of bulk jobs: who, when, what, and what it came to."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import ALL_CASES, visible_jobs
from cases.job_states import ItemState, JobState
from cases.jobs.progress import Progress
from cases.jobs.wording import title_of, words_of
from cases.models import Job, JobItem
from pmdash.web.pages import render_page

PAGE: Final = "cases/jobs/list.html"
ROWS: Final = 25


@dataclass(frozen=True)
class Line:
    """A job in the history."""

    job: Job
    title: str
    icon: str
    progress: Progress


@require_safe
@signed_in
def show_jobs(request: SignedInRequest) -> HttpResponse:
    """The jobs that the person may see, the newest first; `mine=1` leaves their own."""
    jobs = visible_jobs(request)
    only_mine = request.GET.get("mine") == "1"
    if only_mine:
        jobs = jobs.filter(owner_uid=request.me.uid)
    page = Paginator(jobs, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": _lines(page),
        "only_mine": only_mine,
        "sees_all": request.me.can(ALL_CASES),
    }
    return render_page(request, PAGE, context)


def _lines(page: Page[Job]) -> list[Line]:
    """With the counts of all jobs on the page by one query."""
    jobs = list(page)
    rows = JobItem.objects.filter(job__in=jobs).order_by().values_list("job_id", "state")
    counts: dict[int, dict[ItemState, int]] = defaultdict(dict)
    for job_id, state, count in rows.annotate(Count("pk")):
        counts[job_id][ItemState(state)] = count
    return [
        Line(job, title_of(job), words_of(job).icon, Progress(JobState(job.state), counts[job.pk]))
        for job in jobs
    ]
