"""Operations that give tasks to people: reassign, spread, undo, claim for."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from cases.jobs.operation import Operation, ref_of
from cases.jobs.planning import Planning
from cases.models import Job, JobItem
from cases.services.holding import Assign, Reassign
from cases.services.write import AnyWrite
from processmaker.models import CaseRow


class ReassignTo(Operation):
    """Everything to one person. ``params``: target_uid, target_name, note."""

    name = "reassign"
    label = _("Reassign")
    requires: ClassVar[tuple[str, ...]] = ("target_uid", "target_name")
    needs = frozenset({"PM_REASSIGNCASE", "PM_REASSIGNCASE_SUPERVISOR", "PM_SUPERVISOR"})
    sent_unseen = True
    undoable = True

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Held by somebody else, active, and the target may have it."""
        return self._not_movable(row) or self._choose(planning, row, item)

    def _not_movable(self, row: CaseRow) -> str:
        if row.paused:
            return "is_paused"
        return "" if row.user_uid else "is_unclaimed"

    def _choose(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        params = planning.job.params
        if row.user_uid == params["target_uid"]:
            return "already_there"
        if not planning.is_eligible(row.task_uid, params["target_uid"]):
            return "target_not_eligible"
        item.target_uid, item.target_name = params["target_uid"], params["target_name"]
        return ""

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Reassign from the person that the plan saw, and from nobody else."""
        return Reassign(
            ref=ref_of(item),
            task_uid=item.task_uid,
            source_uid=item.source_uid,
            target_uid=item.target_uid,
            target_name=item.target_name,
            note=job.params.get("note", ""),
        )


class Spread(ReassignTo):
    """Over several people. ``params``: targets [{uid, name}], by ("turn" or "load"), note."""

    name = "spread"
    label = _("Spread over several people")
    requires = ("targets", "by")

    def _choose(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        target = planning.next_target(row.task_uid)
        if target is None:
            return "target_not_eligible"
        if target.uid == row.user_uid:
            return "already_there"
        item.target_uid, item.target_name = target.uid, target.name
        return ""


class GiveBack(ReassignTo):
    """Undo of a reassign: every case to the person who had it. The items carry the targets."""

    name = "undo"
    label = _("Give back to the previous holders")
    requires = ()

    def _choose(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        return "" if item.target_uid else "target_missing"


class AssignTo(Operation):
    """Give unclaimed tasks to one person. ``params``: target_uid, target_name, note."""

    name = "assign"
    label = _("Claim for somebody")
    requires = ("target_uid", "target_name")
    needs = frozenset({"PM_SUPERVISOR", "PM_REASSIGNCASE"})

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Nobody has it, and the target may."""
        params = planning.job.params
        if row.user_uid:
            return "already_there" if row.user_uid == params["target_uid"] else "taken_already"
        if not planning.is_eligible(row.task_uid, params["target_uid"]):
            return "target_not_eligible"
        item.target_uid, item.target_name = params["target_uid"], params["target_name"]
        return ""

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Assign under the same index."""
        return Assign(
            ref=ref_of(item),
            task_uid=item.task_uid,
            target_uid=item.target_uid,
            target_name=item.target_name,
            note=job.params.get("note", ""),
        )
