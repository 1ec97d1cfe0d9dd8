"""Writes that change the status of a whole case: cancel, delete, set the status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from cases.services.actor import Actor
from cases.services.case_writes import CaseWrite, closed
from cases.services.outcomes import Outcome, done, refused
from cases.services.truth import CaseTruth
from cases.services.write import Verdict
from processmaker import Client
from processmaker.models import CaseStatus


@dataclass(frozen=True)
class Cancel(CaseWrite):
    """Cancel a case for good. ProcessMaker has no way back."""

    note: str = ""
    notify: bool = False
    action: ClassVar[str] = "cancel"

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """To do, one open task, active."""
        if before.status is CaseStatus.DRAFT:
            return refused("is_draft")
        task = before.at(self.ref.del_index)
        if task is None:
            return closed(before, self.ref)
        if len(before.open_tasks) > 1:
            return refused("parallel")
        return refused("is_paused") if task.paused else None

    def send(self, pm: Client) -> dict[str, str]:
        """PUT cancel with the index."""
        pm.cases.cancel(
            self.ref.app_uid,
            del_index=self.ref.del_index,
            reason=self.note,
            send_mail=self.notify,
        )
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """The status says so; without it, nothing is open any more."""
        if seen.status is CaseStatus.CANCELLED:
            return Verdict.APPLIED
        if seen.at(self.ref.del_index) is not None:
            return Verdict.UNCHANGED
        return closed(seen, self.ref) if seen.status else Verdict.UNCLEAR

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """The case is cancelled."""
        return done("cancelled")


@dataclass(frozen=True)
class Delete(CaseWrite):
    """Delete a draft."""

    action: ClassVar[str] = "delete"

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It exists and is a draft."""
        if not before.exists:
            return refused("case_missing")
        return None if before.status in (CaseStatus.DRAFT, None) else refused("not_draft")

    def send(self, pm: Client) -> dict[str, str]:
        """DELETE the case."""
        pm.cases.delete(self.ref.app_uid)
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """There is no such case any more."""
        return Verdict.UNCHANGED if seen.exists else Verdict.APPLIED

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """The draft is gone."""
        return done("deleted")


@dataclass(frozen=True)
class SetStatus(CaseWrite):
    """Set TO_DO ⇄ DRAFT (extraRest); servers answer yes and may change nothing."""

    status: Literal["TO_DO", "DRAFT"] = "TO_DO"
    action: ClassVar[str] = "status"

    def intent(self) -> dict[str, str]:
        """Which status."""
        return {"to": self.status}

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is open, shows its status to this person, and has another one."""
        if before.at(self.ref.del_index) is None:
            return closed(before, self.ref)
        if before.status is None:
            return refused("not_yours")
        return refused("no_effect") if before.status == self.status else None

    def send(self, pm: Client) -> dict[str, str]:
        """PUT extrarest/case/status."""
        pm.extrarest.set_status(self.ref.app_uid, self.status)
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """The case shows the status."""
        if seen.status is None:
            return Verdict.UNCLEAR
        return Verdict.APPLIED if seen.status == self.status else Verdict.UNCHANGED

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """The status is changed."""
        return done("status_set")
