"""Writes that change whether a task goes on: continue, pause, unpause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cases.services.actor import Actor
from cases.services.case_writes import CaseWrite, closed, held_by_me
from cases.services.outcomes import Outcome, Remark, Undo, done, refused, superseded
from cases.services.truth import CaseTruth
from cases.services.write import Verdict
from processmaker import Client
from processmaker.models import CaseStatus


@dataclass(frozen=True)
class Route(CaseWrite):
    """Finish a task and send the case on. A second call can double the case."""

    action: ClassVar[str] = "route"

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is open, mine and active."""
        return held_by_me(before, self.ref, actor)

    def send(self, pm: Client) -> dict[str, str]:
        """PUT route-case with the index, always."""
        pm.cases.route(self.ref.app_uid, del_index=self.ref.del_index)
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """The delegation is closed, and nobody else took its place."""
        task = seen.at(self.ref.del_index)
        if task is not None:
            return refused("is_paused") if task.paused else Verdict.UNCHANGED
        if not seen.exists:
            return superseded("moved_on")
        if seen.status is CaseStatus.CANCELLED:
            return refused("is_cancelled")
        heir = seen.successor(self.old(before))
        if heir is not None and len(seen.open_tasks) == 1 and heir.user_uid != actor.me.uid:
            return superseded("reassigned_to", who=heir.user_name)
        return Verdict.APPLIED

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """Who comes next, or that the case has ended, or that it was doubled."""
        if seen is None:
            return done("routed_on")
        warnings = self._warnings(seen, before)
        if seen.status is CaseStatus.COMPLETED:
            return done("routed_end", *warnings)
        known = {task.del_index for task in before.open_tasks} if before else set()
        fresh = [task for task in seen.open_tasks if task.del_index not in known]
        names = ", ".join(filter(None, (task.user_name for task in fresh)))
        return done("routed", *warnings, next=names) if names else done("routed_on", *warnings)

    def _warnings(self, seen: CaseTruth, before: CaseTruth | None) -> list[Remark]:
        found = []
        if twins := seen.twins_since(before):
            indexes = ", ".join(str(task.del_index) for task in twins)
            found.append(Remark("doubled", {"indexes": indexes}))
        if seen.successor(self.old(before)) is not None:
            found.append(Remark("also_reassigned"))
        return found


@dataclass(frozen=True)
class Pause(CaseWrite):
    """Pause a task, until a time or without end; a note goes with it where the server takes one."""

    until_date: str = ""
    until_time: str = ""
    note: str = ""
    notify: bool = False
    action: ClassVar[str] = "pause"

    def intent(self) -> dict[str, str]:
        """Until when."""
        return {"until": f"{self.until_date} {self.until_time}".strip()}

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is open, claimed and active."""
        task = before.at(self.ref.del_index)
        if task is None:
            return closed(before, self.ref)
        if task.paused:
            return refused("is_paused")
        return None if task.user_uid else refused("is_unclaimed")

    def send(self, pm: Client) -> dict[str, str]:
        """PUT pause with the index."""
        pm.cases.pause(
            self.ref.app_uid,
            del_index=self.ref.del_index,
            until_date=self.until_date,
            until_time=self.until_time,
            reason=self.note,
            send_mail=self.notify,
        )
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """The same delegation is paused."""
        task = seen.at(self.ref.del_index)
        if task is None:
            return superseded("moved_on")
        return Verdict.APPLIED if task.paused else Verdict.UNCHANGED

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """Paused, and how to take it back."""
        return done("paused", undo=Undo("unpause", self.ref.app_uid, self.ref.del_index))


@dataclass(frozen=True)
class Unpause(CaseWrite):
    """Make a paused task active again; it gets a new index."""

    action: ClassVar[str] = "unpause"

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is paused."""
        task = before.at(self.ref.del_index)
        if task is None:
            return closed(before, self.ref)
        return None if task.paused else refused("not_paused")

    def send(self, pm: Client) -> dict[str, str]:
        """PUT unpause with the index."""
        pm.cases.unpause(self.ref.app_uid, del_index=self.ref.del_index)
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """The old delegation is gone and a later one of the same task is active."""
        task = seen.at(self.ref.del_index)
        if task is not None:
            return Verdict.UNCHANGED if task.paused else refused("not_paused")
        return Verdict.APPLIED if seen.successor(self.old(before)) else superseded("moved_on")

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """Active, under which index, and how to take it back."""
        heir = seen.successor(self.old(before)) if seen else None
        if heir is None:
            return done("unpaused")
        outcome = done("unpaused", undo=Undo("pause", self.ref.app_uid, heir.del_index))
        return outcome.with_details(del_index=str(heir.del_index))
