"""What pmdash tells of by itself: jobs and imports that ended since this browser last heard."""

from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people import SignedInRequest
from cases.access import may_bulk, visible_jobs
from cases.job_states import ItemState, JobState
from cases.jobs.progress import Progress, progress_of
from cases.jobs.single import KIND as ONE_CASE
from cases.jobs.wording import title_of
from cases.models import Job
from cases.office_models import ImportState, TableImport
from pmdash.web.toasts import Toast

TABLES: Final = "PM_SETUP_PM_TABLES"
SECONDS_TO_LIVE: Final = 14 * 24 * 3600
SECONDS_SHOWN: Final = 3600
ENDS: Final = (JobState.FINISHED, JobState.BROKEN)
"""Who has cancelled a job knows that it has ended."""


def notices_of_work(request: SignedInRequest) -> list[Toast]:
    """One toast for each, told once in a session; none to the page that shows it.

    When something was told last is kept beside the session: this is asked for while other
    requests go on, and a session that is saved late takes back what they have put into it.
    """
    if "jobs" not in request.me.notices:
        return []
    name = _key(request, "told")
    now, told = timezone.now(), cache.get(name)
    found = _ended_since(request, told) if told else []
    if found or not told:
        cache.set(name, now, SECONDS_TO_LIVE)
    shown = request.htmx.current_url_abs_path or ""
    return [toast for toast in found if not shown.startswith(toast["link"]["url"])]


def was_shown(request: SignedInRequest, job: Job) -> None:
    """A page that is open has shown how the job ended: no other page tells it again."""
    cache.set(_key(request, "shown", job.pk), True, SECONDS_SHOWN)


def _key(request: SignedInRequest, *names: object) -> str:
    return ":".join(map(str, (*names, request.session.session_key)))


def _ended_since(request: SignedInRequest, told: datetime) -> list[Toast]:
    """For those whose role has such work: everybody else costs no query."""
    me, found = request.me, []
    if may_bulk(me):
        jobs = visible_jobs(request).filter(owner_uid=me.uid, state__in=ENDS)
        ended = jobs.filter(finished_at__gt=told)
        found += [_of_job(job) for job in ended if not cache.get(_key(request, "shown", job.pk))]
    if me.can(TABLES):
        mine = TableImport.objects.filter(server=me.server_name, user_uid=me.uid)
        imports = mine.filter(ended_at__gt=told).defer("rows", "headers", "chosen")
        found += [_of_import(one) for one in imports]
    return found


def _of_import(one: TableImport) -> Toast:
    names = {"table": one.table_name, "state": one.get_state_display()}
    place = {"table_uid": one.table_uid, "import_id": one.pk}
    return Toast(
        text=_("Import into %(table)s: %(state)s") % names,
        tone="success" if one.state == ImportState.DONE else "risk",
        link={"label": _("Show"), "url": reverse("tables:import", kwargs=place)},
    )


def _of_job(job: Job) -> Toast:
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
    """The page of the job; for one that was asked for on the page of its case, the documents."""
    if job.selection["kind"] == ONE_CASE:
        app_uid, del_index = job.selection["refs"][0]
        place = {"app_uid": app_uid, "del_index": del_index, "tab": "documents"}
        return reverse("cases:case-at-tab", kwargs=place)
    return reverse("cases:job", kwargs={"job_id": job.pk})
