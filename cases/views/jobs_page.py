"""One bulk job: its plan while it waits for a yes, its progress and results from then on."""

from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import open_job
from cases.job_states import RETRYABLE_ITEMS, ItemState, JobState
from cases.jobs.figures import NOTHING_TO_DO, finished_a_second, rate_of, reasons_of, shares_of
from cases.jobs.operations import operation_of
from cases.jobs.progress import Progress, progress_of
from cases.jobs.reading import reading_of
from cases.jobs.report import explanation
from cases.jobs.sweeper import is_left_alone
from cases.jobs.wording import button_text, chosen_text, details_of, title_of
from cases.jobs.zipping import generated
from cases.models import Job, JobItem
from cases.services.outcomes import Remark
from cases.services.submissions import new_key
from cases.views import jobs_display
from cases.views.notices import was_shown
from pmdash.web.pages import render_page, wanted_element
from pmdash.web.paging import page_asked_for
from pmdash.web.toasts import add_toast

PAGE: Final = "cases/jobs/page.html"
PARTIALS: Final = {
    "job-progress": "cases/jobs/_job-progress.html",
    "job-results": "cases/jobs/_job-results.html",
}
STOP_POLLING: Final = 286
ROWS: Final = 50
MANY: Final = 100
"""A job with more cases is confirmed by typing their number."""
UNFINISHED: Final = ("hand", "waiting")
"""Results that are none yet."""
PLANNING: Final = (JobState.COLLECTING, JobState.PLANNED, JobState.BROKEN)


@require_safe
@signed_in
def show_job(request: SignedInRequest, job_id: int) -> HttpResponse:
    """The page; or its progress, once a second, until the job has ended."""
    job = open_job(request, job_id)
    if wanted_element(request) != "job-progress":
        return render_page(request, PAGE, job_context(request, job), partials=PARTIALS)
    return _poll(request, job)


def _poll(request: SignedInRequest, job: Job) -> HttpResponse:
    """The progress; where the job has come into another state, what follows from it too."""
    changed = request.GET.get("seen") != job.state
    if changed and request.GET.get("seen") in PLANNING:
        # What stood there was a plan in the making: all of the page is another.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if changed and job.job_state.terminal:
        add_toast(request, _("Job %(number)d has ended.") % {"number": job.pk}, "info")
        was_shown(request, job)
    # A list with nothing in it may be filled without moving anything under the hand.
    was_empty = request.GET.get("rows") == "0"
    context = job_context(request, job) | {"out_of_band": changed, "first_rows": was_empty}
    status = STOP_POLLING if job.job_state.terminal else HTTPStatus.OK
    return render_page(request, PAGE, context, partials=PARTIALS, status=status)


def job_context(request: SignedInRequest, job: Job) -> dict[str, Any]:
    """All that the page and its parts show."""
    progress = progress_of(job)
    context = {
        "job": job,
        "state": job.job_state,
        "title": title_of(job),
        "chosen": chosen_text(job),
        "details": details_of(job),
        "progress": progress,
        "is_mine": job.owner_uid == request.me.uid,
        "read": sum(progress.counts.values()),
        "problem": Remark(job.problem["code"], job.problem.get("params", {})).text
        if job.problem
        else "",
        "submit_key": new_key(),
        "log": job.log.all()[:ROWS],
        "steps": _steps(job),
        "left_alone": is_left_alone(job),
    }
    is_plan = job.job_state in PLANNING or not job.confirmed_at
    return context | (_plan(request, job, progress) if is_plan else _run(request, job, progress))


def _steps(job: Job) -> list[tuple[int, str, str]]:
    """Number, name and class of the steps towards a job; the current one has no class but `now`."""
    names = (_("Select"), _("Choose"), _("Dry run"), _("Run"))
    current = 3 if not job.confirmed_at else 4
    return [
        (number, name, "done" if number < current else "now" if number == current else "")
        for number, name in enumerate(names, 1)
    ]


def _plan(request: SignedInRequest, job: Job, progress: Progress) -> dict[str, Any]:
    """What will happen to how many cases, and why not to the others."""
    reasons = reasons_of(job, ItemState.SKIPPED)
    figures = jobs_display.plan_figures(job, progress, reasons)
    wanted = request.GET.get("result", "")
    return {
        "is_plan": True,
        "figures": figures,
        "bar": jobs_display.plan_bar(figures),
        "reasons": reasons,
        "reading": reading_of(job),
        "shares": SimpleLazyObject(lambda: jobs_display.drawn_shares(shares_of(job))),
        "button": button_text(job, progress.total),
        "types_number": must_type(job, progress.total),
        "destructive": operation_of(job).destructive,
        "wanted": wanted,
        "items": SimpleLazyObject(lambda: _page(request, _planned_items(job, wanted))),
    }


def must_type(job: Job, count: int) -> bool:
    """Whether the number of cases has to be typed before the job may run."""
    return operation_of(job).destructive or count > MANY


def _planned_items(job: Job, wanted: str) -> QuerySet[JobItem]:
    """`wanted`: will, skip, no, or the code of a reason."""
    items = job.items.order_by("pk")
    if wanted == "will":
        return items.exclude(state=ItemState.SKIPPED)
    skipped = items.filter(state=ItemState.SKIPPED)
    if wanted == "skip":
        return skipped.filter(reason__in=NOTHING_TO_DO)
    if wanted == "no":
        return skipped.exclude(reason__in=NOTHING_TO_DO)
    return skipped.filter(reason=wanted) if wanted else items


def _run(request: SignedInRequest, job: Job, progress: Progress) -> dict[str, Any]:
    """Figures by outcome, the rate, and the results."""
    figures = jobs_display.figures(job, progress)
    seconds = finished_a_second(job)
    is_moving = job.job_state in (JobState.RUNNING, JobState.STOPPING)
    rate = rate_of(seconds) if is_moving else 0.0
    failed = sum(progress.counts.get(state, 0) for state in RETRYABLE_ITEMS)
    wanted = request.GET.get("result", "")
    return {
        "is_plan": False,
        "figures": figures,
        "bar": jobs_display.bar(figures, progress.total),
        "rate": round(rate, 1),
        "left": jobs_display.time_left(progress.total - progress.settled, rate),
        "spark": jobs_display.spark(seconds) if is_moving else "",
        "window": settings.JOB_WINDOW,
        "reasons": SimpleLazyObject(lambda: reasons_of(job, *RETRYABLE_ITEMS)),
        "retryable": failed,
        "undoable": operation_of(job).undoable and progress.counts.get(ItemState.DONE, 0),
        "has_documents": SimpleLazyObject(lambda: generated(job)),
        "wanted": wanted,
        # A poll shows them seldom.
        "items": SimpleLazyObject(lambda: _page(request, _results(job, wanted))),
    }


def _results(job: Job, wanted: str) -> QuerySet[JobItem]:
    """What is over, the newest first; `wanted` is one of `jobs_display.GROUPS`, or blank."""
    items = job.items.order_by("-finished_at", "pk")
    states = jobs_display.GROUPS.get(wanted)
    if states is None:
        return items.filter(finished_at__isnull=False).exclude(state=ItemState.SKIPPED)
    chosen = items.filter(state__in=states)
    return chosen.order_by("pk") if wanted in UNFINISHED else chosen


def _page(request: SignedInRequest, items: QuerySet[JobItem]) -> Page[JobItem]:
    """A page of items, each with its explanation as ``why``."""
    page = Paginator(items, ROWS).get_page(page_asked_for(request))
    for item in page:
        item.why = explanation(item)  # type: ignore[attr-defined]
    return page
