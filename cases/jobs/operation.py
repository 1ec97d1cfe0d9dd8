"""What an operation of a job is: a plan for each case, and the write that carries it out.

A plan looks at a row of a list, or at a case that was read, and says whether the operation will
be tried and with whom as the target; the write is the service that carries it out.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from django.utils.functional import Promise

from accounts.people import Me
from cases.jobs.planning import Planning
from cases.models import Job, JobItem
from cases.services.actor import CaseRef
from cases.services.write import AnyWrite
from processmaker.models import CaseRow, CaseStatus


class Operation(ABC):
    """One kind of job.

    ``needs``: permissions of which the owner's role must hold one; empty where ProcessMaker
    alone decides. ``whole_case``: it concerns the case, so it is done once for each.
    ``sent_unseen``: its call acts as a compare-and-set, so that nothing is read before it.
    ``destructive``: it is confirmed by typing the number of cases. ``requires``: parameters that
    must not be empty.
    """

    name: ClassVar[str]
    label: ClassVar[Promise]
    needs: ClassVar[frozenset[str]] = frozenset()
    requires: ClassVar[tuple[str, ...]] = ()
    whole_case: ClassVar[bool] = False
    destructive: ClassVar[bool] = False
    sent_unseen: ClassVar[bool] = False
    undoable: ClassVar[bool] = False

    def is_for(self, me: Me) -> bool:
        """Whether the role of this person lets them ask for it."""
        return not self.needs or any(me.can(permission) for permission in self.needs)

    def plan(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """A code of cases.services.reasons that says why not, or ``""``; fills in the target."""
        if row.status is CaseStatus.COMPLETED:
            return "is_completed"
        if row.status is CaseStatus.CANCELLED:
            return "is_cancelled"
        if row.finished_at is not None and not row.paused:
            return "not_open"
        return self.plan_open(planning, row, item)

    @abstractmethod
    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """As ``plan``, for a case that is open."""

    @abstractmethod
    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """The write for one item."""


def ref_of(item: JobItem) -> CaseRef:
    return CaseRef(item.app_uid, item.del_index)
