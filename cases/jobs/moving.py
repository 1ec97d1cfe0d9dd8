"""Operations that move cases: pause, unpause, cancel, delete, continue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.jobs.operation import Operation, ref_of
from cases.jobs.planning import Planning
from cases.models import Job, JobItem
from cases.services.ending import Cancel, Delete
from cases.services.moving import Pause, Route, Unpause
from cases.services.write import AnyWrite
from processmaker.models import CaseRow, CaseStatus


class PauseUntil(Operation):
    """``params``: until_date (YYYY-MM-DD or ""), until_time (HH:MM or ""), note."""

    name = "pause"
    label = _("Pause")

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Claimed and active."""
        if row.paused:
            return "is_paused"
        return "" if row.user_uid else "is_unclaimed"

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Pause this delegation."""
        return Pause(
            ref=ref_of(item),
            task_uid=item.task_uid,
            until_date=job.params.get("until_date", ""),
            until_time=job.params.get("until_time", ""),
            note=job.params.get("note", ""),
        )


class UnpauseAll(Operation):
    """No parameters."""

    name = "unpause"
    label = _("Unpause")

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Paused."""
        return "" if row.paused else "not_paused"

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Unpause this delegation."""
        return Unpause(ref=ref_of(item), task_uid=item.task_uid)


class CancelCases(Operation):
    """``params``: note."""

    name = "cancel"
    label = _("Cancel case")
    needs = frozenset({"PM_CANCELCASE"})
    whole_case = True
    destructive = True

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """To do, active, claimed."""
        if row.status is CaseStatus.DRAFT:
            return "is_draft"
        if row.paused:
            return "is_paused"
        return "" if row.user_uid else "is_unclaimed"

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Cancel the case."""
        return Cancel(ref=ref_of(item), task_uid=item.task_uid, note=job.params.get("note", ""))


class DeleteDrafts(Operation):
    """No parameters."""

    name = "delete"
    label = _("Delete drafts")
    whole_case = True
    destructive = True

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """A draft; of a case that the owner cannot read, ProcessMaker knows whether it is one."""
        return "" if row.status in (CaseStatus.DRAFT, CaseStatus.UNKNOWN) else "not_draft"

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Delete the draft."""
        return Delete(ref=ref_of(item), task_uid=item.task_uid)


class RouteOn(Operation):
    """No parameters. The most dangerous of all: a second call can double a case."""

    name = "route"
    label = _("Continue")
    destructive = True

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Mine and active."""
        if row.paused:
            return "is_paused"
        return "" if planning.is_mine(row) else "not_yours"

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Route this delegation."""
        return Route(ref=ref_of(item), task_uid=item.task_uid)
