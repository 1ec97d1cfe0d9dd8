"""The only way to obtain a case or a bulk job on behalf of a user.

ProcessMaker decides who may open a case (``GET /cases/{app_uid}``): its participants and the
supervisors of the process. Some of its other reads ask for no permission at all (tasks, history,
files), so nothing of a case is shown before that call has said yes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.people import Me, SignedInRequest
from cases.case_page.header import CaseHeader, read_header
from cases.case_page.outside import case_from_outside
from cases.jobs.single import documents_of
from cases.models import Job, JobItem
from cases.services.actor import CaseRef
from cases.view_models import SavedView
from processmaker import errors
from processmaker.case_lists import CaseList, ListQuery, fetch_page
from processmaker.models import Case, CaseRow, CaseTask
from processmaker.parallel import Gathered, gather

T = TypeVar("T")
MOST_UNASSIGNED = 200
ALL_CASES = "PM_ALLCASES"
BULK = ("PM_REASSIGNCASE", "PM_REASSIGNCASE_SUPERVISOR", "PM_SUPERVISOR", ALL_CASES)
"""Any of these lets a role work on many cases at once; ProcessMaker judges each case."""


class Refusal(StrEnum):
    """Why a case does not open."""

    UNCLAIMED = "unclaimed"
    NOT_OPEN_TO_YOU = "not open to you"


class CaseRefused(Exception):
    """ProcessMaker does not open this case to this person.

    ``row`` is what their own Unassigned list shows of it; only an unclaimed case has one.
    """

    def __init__(self, reason: Refusal, row: CaseRow | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.row = row


@dataclass(frozen=True)
class OpenedCase:
    """A case that its reader may see, and the answers that came beside it.

    ``beside`` holds results and ProcessMakerErrors by name, "tasks" always among them.
    """

    case: Case
    beside: Gathered

    @property
    def known_tasks(self) -> tuple[CaseTask, ...]:
        """The tasks of the process, for what can do without them."""
        return self.beside.get_or("tasks", ())

    def header(self, user_uid: str, del_index: int | None) -> CaseHeader:
        """The head of the page for `user_uid`, at the task that an address names, if it does."""
        return read_header(self.case, self.known_tasks, user_uid, del_index)

    def required_tasks(self) -> tuple[CaseTask, ...]:
        """The tasks of the process; raises the ProcessMakerError that came in their place."""
        tasks: tuple[CaseTask, ...] = self.beside.result("tasks")
        return tasks


def open_case(
    request: SignedInRequest, app_uid: str, beside: Mapping[str, Callable[[], object]] | None = None
) -> OpenedCase:
    """Read a case, its tasks and what else a page needs of it, side by side.

    Who may see all cases gets those of others as far as extraRest tells them.

    Raises:
        CaseRefused: it is not open to this person, or does not exist: ProcessMaker answers both
            alike.
        ProcessMakerError: the case could not be read. What fails ``beside`` it is kept.
    """
    answers = gather(
        case=lambda: request.pm.cases.get(app_uid),
        tasks=lambda: request.pm.cases.tasks(app_uid),
        **(beside or {}),
    )
    case = answers.pop("case")
    if isinstance(case, errors.Forbidden | errors.CaseMissing):
        seen = _seen_from_outside(request, app_uid, answers.get_or("tasks", ()))
        if seen is None:
            raise _refused(request, app_uid) from case
        return OpenedCase(seen, answers)
    if isinstance(case, errors.ProcessMakerError):
        raise case
    return OpenedCase(case, answers)


def _seen_from_outside(
    request: SignedInRequest, app_uid: str, tasks: tuple[CaseTask, ...]
) -> Case | None:
    """The case for a person whose role holds PM_ALLCASES, where extraRest can give it.

    ProcessMaker's own search opens every case to that permission, its REST API does not. Nothing
    is asked for without the permission: extraRest itself checks none here.
    """
    if not request.me.can(ALL_CASES) or not request.me.capabilities.has("extrarest"):
        return None
    record = optional(lambda: request.pm.extrarest.case(app_uid))
    if record is None:
        return None
    project = optional(lambda: request.pm.projects.get(record.process_uid))
    return case_from_outside(record, tasks, project.name if project else "")


def optional(call: Callable[[], T]) -> T | None:
    """What ``call`` brings, or None where ProcessMaker cannot give it now.

    A session that has ended is no such case: SignedOut is raised.
    """
    try:
        return call()
    except errors.SignedOut:
        raise
    except errors.ProcessMakerError:
        return None


def _refused(request: SignedInRequest, app_uid: str) -> CaseRefused:
    """Find out whether the case waits in the person's own Unassigned list.

    A self-service case answers 403 until it is claimed, even to those who may claim it.
    """
    page = optional(
        lambda: fetch_page(
            request.pm,
            request.me.capabilities,
            CaseList.UNASSIGNED,
            ListQuery(limit=MOST_UNASSIGNED),
        )
    )
    row = next((row for row in page.rows if row.app_uid == app_uid), None) if page else None
    return CaseRefused(Refusal.UNCLAIMED if row else Refusal.NOT_OPEN_TO_YOU, row)


def may_bulk(me: Me) -> bool:
    """Whether the role lets the person work on many cases at once."""
    return any(me.can(permission) for permission in BULK)


def require_bulk(request: SignedInRequest) -> None:
    """Raise PermissionDenied, in words for people, unless :func:`may_bulk`."""
    if not may_bulk(request.me):
        words = {"role": request.me.role, "permissions": ", ".join(BULK)}
        raise PermissionDenied(
            _(
                "Your role %(role)s does not change many cases at once. "
                "It needs one of these permissions: %(permissions)s."
            )
            % words
        )


def visible_jobs(request: SignedInRequest) -> QuerySet[Job]:
    """The jobs whose cases the person may see: their own, or all with PM_ALLCASES.

    Raises:
        PermissionDenied: the role has no bulk jobs.
    """
    require_bulk(request)
    jobs = Job.objects.filter(server=request.me.server_name)
    return jobs if request.me.can(ALL_CASES) else jobs.filter(owner_uid=request.me.uid)


def open_job(request: SignedInRequest, job_id: int) -> Job:
    """A job that the person may look at.

    Raises:
        PermissionDenied: the role has no bulk jobs.
        Http404: there is no such job, or it is not for this person.
    """
    job = visible_jobs(request).select_related("parent").filter(pk=job_id).first()
    if job is None:
        raise Http404
    return job


def own_job(request: SignedInRequest, job_id: int) -> Job:
    """A job that the person may steer: it runs in their name.

    Raises:
        PermissionDenied: it is somebody else's, or the role has no bulk jobs.
        Http404: there is no such job, or it is not for this person.
    """
    job = open_job(request, job_id)
    if job.owner_uid != request.me.uid:
        words = {"name": job.owner_name}
        raise PermissionDenied(_("This job belongs to %(name)s, who alone steers it.") % words)
    return job


def own_documents(
    request: SignedInRequest, ref: CaseRef, document_uids: list[str]
) -> dict[str, JobItem]:
    """What became of the documents of a task that the person asked for; see ``documents_of``."""
    return documents_of(request.me.uid, request.me.server_name, ref, document_uids)


def visible_views(me: Me) -> QuerySet[SavedView]:
    """The saved views that a person may open: their own and those that others share."""
    return SavedView.objects.filter(Q(owner_uid=me.uid) | Q(shared=True), server=me.server_name)


def saved_view(request: SignedInRequest, name: CaseList, number: str) -> SavedView | None:
    """The view of a list that an address names; None where there is none for this person."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return visible_views(request.me).filter(list=name.value, pk=int(number)).first()


def own_view(request: SignedInRequest, number: int) -> SavedView:
    """A saved view that the person may change.

    Raises:
        PermissionDenied: it is somebody else's.
        Http404: there is no such view, or it is not shared.
    """
    view = visible_views(request.me).filter(pk=number).first()
    if view is None:
        raise Http404
    if view.owner_uid != request.me.uid:
        words = {"name": view.owner_name}
        raise PermissionDenied(_("This view belongs to %(name)s, who alone changes it.") % words)
    return view
