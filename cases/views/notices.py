"""What pmdash tells of by itself: bulk jobs that have ended since this browser last heard."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people import SignedInRequest
from cases.access import may_bulk, visible_jobs
from cases.job_states import ItemState, JobState
from cases.jobs.progress import Progress, progress_of
from cases.jobs.wording import title_of
from cases.models import Job
from pmdash.web.toasts import Toast

SESSION_KEY: Final = "jobs_told"
ENDS: Final = (JobState.FINISHED, JobState.BROKEN)
"""Who has cancelled a job knows that it has ended."""


def notices_of_jobs(request: SignedInRequest) -> list[Toast]:
    """One toast for each job, told once in a session; none to the page that shows the job."""
    if "jobs" not in request.me.notices or not may_bulk(request.me):
        return []
    now, told = timezone.now(), request.session.get(SESSION_KEY)
    jobs = _ended_since(request, datetime.fromisoformat(told)) if told else []
    if jobs or not told:
        request.session[SESSION_KEY] = now.isoformat()
    shown = request.htmx.current_url_abs_path or ""
    return [_toast(job) for job in jobs if not shown.startswith(_url(job))]


def _ended_since(request: SignedInRequest, told: datetime) -> list[Job]:
    mine = visible_jobs(request).filter(owner_uid=request.me.uid)
    return list(mine.filter(state__in=ENDS, finished_at__gt=told))


def _toast(job: Job) -> Toast:
    progress = progress_of(job)
    went_well = job.state == JobState.FINISHED and not progress.failed
    return Toast(
        text=_("%(job)s: %(result)s") % {"job": title_of(job), "result": _result(job, progress)},
        tone="success" if went_well else "risk",
        link={"label": _("Show"), "url": _url(job)},
    )


def _result(job: Job, progress: Progress) -> str:
    if job.state == JobState.BROKEN:
        return str(JobState.BROKEN.label)
    count = progress.counts.get(ItemState.DONE, 0)
    done = ngettext("%(count)d case done", "%(count)d cases done", count) % {"count": count}
    if not progress.failed:
        return done
    return _("%(done)s, %(failed)d not") % {"done": done, "failed": progress.failed}


def _url(job: Job) -> str:
    return reverse("cases:job", kwargs={"job_id": job.pk})
