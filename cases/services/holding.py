"""Writes that change who has a task: claim, assign, reassign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from cases.services.actor import Actor
from cases.services.case_writes import CaseWrite, closed
from cases.services.outcomes import Outcome, Undo, done, refused, superseded
from cases.services.truth import CaseTruth, OpenTask
from cases.services.write import Verdict
from processmaker import Client
from processmaker.capabilities import Capabilities

ClaimRoute = Literal["core", "extrarest", "light"]
"""Which endpoint claims: only the first checks that the person may."""

AssignRoute = Literal["core", "extrarest"]
"""Which endpoint gives a task to somebody: only the first checks that the person may have it."""

_PAGE = 200


def assign_route(capabilities: Capabilities) -> AssignRoute:
    """The endpoint of this server."""
    return "core" if capabilities.has("assign") else "extrarest"


def claim_route(capabilities: Capabilities) -> ClaimRoute:
    """The best endpoint that this server has."""
    if capabilities.has("claim"):
        return "core"
    return "extrarest" if capabilities.extrarest else "light"


@dataclass(frozen=True)
class Claim(CaseWrite):
    """Take a self-service task."""

    route: ClaimRoute = "core"
    action: ClassVar[str] = "claim"
    same_is_done: ClassVar[bool] = True

    def permit(self, actor: Actor) -> Outcome | None:
        """It is on my own list of unassigned tasks, where the endpoint does not check that."""
        if self.route == "core" or self._on_my_list(actor.pm):
            return None
        return refused("not_claimable")

    def _on_my_list(self, pm: Client) -> bool:
        start, more = 0, True
        while more:
            page = pm.lists.unassigned_page({"start": start, "limit": _PAGE})
            wanted = (self.ref.app_uid, self.ref.del_index)
            if any((row.app_uid, row.del_index) == wanted for row in page.rows):
                return True
            start, more = start + len(page.rows), page.has_more and bool(page.rows)
        return False

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is open and nobody has it."""
        task = before.at(self.ref.del_index)
        if task is None:
            return closed(before, self.ref)
        if task.user_uid == actor.me.uid:
            return refused("already_yours")
        return superseded("claimed_by", who=task.user_name) if task.user_uid else None

    def send(self, pm: Client) -> dict[str, str]:
        """PUT claim; older servers have only those of extraRest or of the mobile API."""
        if self.route == "core":
            pm.cases.claim(self.ref.app_uid, del_index=self.ref.del_index)
        elif self.route == "extrarest":
            pm.extrarest.claim(self.ref.app_uid, del_index=self.ref.del_index)
        else:
            pm.light.claim(self.ref.app_uid, del_index=self.ref.del_index)
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """The delegation is open and names me."""
        task = seen.at(self.ref.del_index)
        if task is None:
            return superseded("moved_on")
        if task.user_uid == actor.me.uid:
            return Verdict.APPLIED
        return superseded("claimed_by", who=task.user_name) if task.user_uid else Verdict.UNCHANGED

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """The case is mine."""
        return done("claimed")


@dataclass(frozen=True)
class Assign(CaseWrite):
    """Give a task that nobody has claimed to somebody. The index stays the same."""

    route: AssignRoute = "core"
    target_uid: str = ""
    target_name: str = ""
    note: str = ""
    action: ClassVar[str] = "assign"
    same_is_done: ClassVar[bool] = True

    def permit(self, actor: Actor) -> Outcome | None:
        """The target is in the pool of the task, where the endpoint does not check that."""
        if self.route == "core":
            return None
        task = self.look(actor).at(self.ref.del_index)
        pool = actor.pm.light.users_to_reassign(task.task_uid) if task else ()
        if task is None or self.target_uid in {user.uid for user in pool}:
            return None
        return refused("target_not_eligible")

    def intent(self) -> dict[str, str]:
        """To whom."""
        return {"to": self.target_uid}

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is open and nobody has it."""
        task = before.at(self.ref.del_index)
        if task is None:
            return closed(before, self.ref)
        if task.user_uid == self.target_uid:
            return refused("already_there")
        return superseded("claimed_by", who=task.user_name) if task.user_uid else None

    def send(self, pm: Client) -> dict[str, str]:
        """PUT /cases/{uid}/{user}/assign; older servers have only extraRest's claim."""
        if self.route == "extrarest":
            pm.extrarest.claim(
                self.ref.app_uid, del_index=self.ref.del_index, user_uid=self.target_uid
            )
            return {}
        pm.cases.assign(
            self.ref.app_uid, self.target_uid, del_index=self.ref.del_index, reason=self.note
        )
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """The delegation is open and names the person."""
        task = seen.at(self.ref.del_index)
        if task is None:
            return superseded("moved_on")
        if task.user_uid == self.target_uid:
            return Verdict.APPLIED
        return superseded("claimed_by", who=task.user_name) if task.user_uid else Verdict.UNCHANGED

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """The person has the case."""
        task = seen.at(self.ref.del_index) if seen else None
        return done("assigned", who=self.target_name or (task.user_name if task else ""))


@dataclass(frozen=True)
class Reassign(CaseWrite):
    """Take a task from one person and give it to another; it gets a new index.

    The server refuses unless ``source_uid`` holds exactly this delegation, so the call acts as a
    compare-and-set, and a clear success needs no read-back inside a job.
    """

    source_uid: str = ""
    target_uid: str = ""
    target_name: str = ""
    note: str = ""
    notify: bool = False
    action: ClassVar[str] = "reassign"
    same_is_done: ClassVar[bool] = True
    believes_success: ClassVar[bool] = True

    def intent(self) -> dict[str, str]:
        """From whom to whom."""
        return {"from": self.source_uid, "to": self.target_uid}

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is open, with the person it is taken from."""
        if self.source_uid == self.target_uid:
            return refused("already_there")
        task = before.at(self.ref.del_index)
        if task is None:
            return _given_to_another(before, self.old(before)) or closed(before, self.ref)
        if not task.user_uid:
            return refused("is_unclaimed")
        if task.user_uid != self.source_uid:
            return superseded("taken", who=task.user_name)
        return None

    def send(self, pm: Client) -> dict[str, str]:
        """PUT reassign-case with index and source."""
        pm.cases.reassign(
            self.ref.app_uid,
            del_index=self.ref.del_index,
            source_uid=self.source_uid,
            target_uid=self.target_uid,
            reason=self.note,
            send_mail=self.notify,
        )
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """A later delegation of the same task and branch is the target's."""
        task = seen.at(self.ref.del_index)
        if task is not None:
            held = task.user_uid in ("", self.source_uid)
            return Verdict.UNCHANGED if held else superseded("taken", who=task.user_name)
        heir = seen.successor(self.old(before))
        if heir is not None and heir.user_uid == self.target_uid:
            return Verdict.APPLIED
        return _given_to_another(seen, self.old(before)) or Verdict.UNCLEAR

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """Who has it, under which index, and how to give it back."""
        heir = seen.successor(self.old(before)) if seen else None
        if heir is None:
            return done("reassigned", who=self.target_name)
        back = {"source_uid": self.target_uid, "target_uid": self.source_uid}
        undo = Undo("reassign", self.ref.app_uid, heir.del_index, back)
        outcome = done("reassigned", undo=undo, who=self.target_name or heir.user_name)
        return outcome.with_details(del_index=str(heir.del_index))


def _given_to_another(seen: CaseTruth, old: OpenTask) -> Outcome | None:
    heir = seen.successor(old)
    return superseded("reassigned_to", who=heir.user_name) if heir else None
