"""What the owner of a job does to it: confirm, pause, resume, stop, try again, take back."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import own_job
from cases.job_states import ItemState, JobState
from cases.jobs import lifecycle
from cases.jobs.creation import retry, undo
from cases.jobs.wording import title_of
from cases.models import Job
from cases.services.actor import Actor
from cases.services.outcomes import Outcome, done
from cases.views.bulk import to_new_job
from cases.views.jobs_page import PAGE, job_context, must_type
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast

STOP: Final = "cases/jobs/stop.html"
STOP_PARTIALS: Final = {"dialog": "cases/jobs/_stop-dialog.html"}

Step = Callable[[Job], bool]
STEPS: Final[dict[str, Step]] = {
    "confirm": lifecycle.confirm,
    "pause": lifecycle.pause,
    "resume": lifecycle.resume,
    "stop": lifecycle.stop,
}
Follow = Callable[[Actor, Job], Job]
FOLLOWING: Final[dict[str, Follow]] = {"retry": retry, "undo": undo}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def act_on_job(request: SignedInRequest, job_id: int, action: str) -> HttpResponseBase:
    """POST does it; GET asks before a job is stopped, and leads to the job otherwise."""
    if action not in STEPS and action not in FOLLOWING:
        raise Http404
    job = own_job(request, job_id)
    if request.method != "POST":
        return _ask(request, job, action)
    if action in FOLLOWING:
        return _follow(request, job, action)
    if action == "confirm" and (refusal := _number_missing(request, job)):
        return refusal
    if not STEPS[action](job):
        add_toast(request, _("The job has moved on since: look at where it stands."), "info")
    return _to_job(job)


def _to_job(job: Job) -> HttpResponse:
    return HttpResponseRedirect(reverse("cases:job", args=[job.pk]))


def _ask(request: SignedInRequest, job: Job, action: str) -> HttpResponse:
    if action != "stop" or job.job_state.terminal:
        return _to_job(job)
    context = {"job": job, "title": title_of(job)}
    return render_page(request, STOP, context, partials=STOP_PARTIALS)


def _number_missing(request: SignedInRequest, job: Job) -> HttpResponse | None:
    """The page again, with what has to be typed, where it was not."""
    count = job.items.filter(state=ItemState.PLANNED).count()
    typed = request.POST.get("number", "").strip()
    if job.state != JobState.PLANNED or not must_type(job, count) or typed == str(count):
        return None
    error = _("Type %(number)d to say that you mean all of them.") % {"number": count}
    context = job_context(request, job) | {"error": error, "typed": typed}
    return render_page(request, PAGE, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _follow(request: SignedInRequest, job: Job, action: str) -> HttpResponse:
    """Make the job that follows from this one."""

    def make() -> Outcome:
        follower = FOLLOWING[action](Actor.of(request), job)
        return done("done").with_details(job=str(follower.pk))

    return to_new_job(request, f"{action} job {job.pk}", make)
