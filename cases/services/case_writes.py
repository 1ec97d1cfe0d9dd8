"""What the writes that move a case have in common: they show in its open delegations."""

from __future__ import annotations

from dataclasses import dataclass

from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome, refused, superseded
from cases.services.truth import CaseTruth, OpenTask, read_truth
from cases.services.write import Write
from processmaker.models import CaseStatus

_ENDED = {CaseStatus.COMPLETED: "is_completed", CaseStatus.CANCELLED: "is_cancelled"}


@dataclass(frozen=True)
class CaseWrite(Write[CaseTruth]):
    """A write whose effect is seen in the open delegations of the case.

    ``task_uid`` and ``thread`` are those of the delegation, where the caller knows them: they
    let a later read-back find its successor.
    """

    task_uid: str = ""
    thread: int = 0

    def look(self, actor: Actor) -> CaseTruth:
        """Read status and open delegations."""
        return read_truth(actor.pm, self.ref.app_uid)

    def old(self, before: CaseTruth | None) -> OpenTask:
        """The delegation as it was before the write."""
        known = before.at(self.ref.del_index) if before else None
        return known or OpenTask(self.ref.del_index, self.task_uid, "", "", thread=self.thread)


def closed(truth: CaseTruth, ref: CaseRef) -> Outcome:
    """Why a delegation that is not open any more cannot be worked on."""
    if not truth.exists:
        return refused("case_missing")
    if truth.status in _ENDED:
        return refused(_ENDED[truth.status])
    return superseded("moved_on")


def held_by_me(truth: CaseTruth, ref: CaseRef, actor: Actor) -> Outcome | None:
    """Why I cannot work on this delegation at this moment."""
    task = truth.at(ref.del_index)
    if task is None:
        return closed(truth, ref)
    if task.paused:
        return refused("is_paused")
    if not task.user_uid:
        return refused("is_unclaimed")
    if task.user_uid != actor.me.uid:
        return superseded("taken", who=task.user_name)
    return None
