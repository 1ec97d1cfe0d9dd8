"""Running a trigger by hand. What it does cannot be seen from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cases.services.actor import Actor, CaseRef
from cases.services.case_writes import CaseWrite, held_by_me
from cases.services.outcomes import Outcome, done
from cases.services.performing import submit
from cases.services.truth import CaseTruth
from cases.services.write import Verdict
from processmaker import Client


@dataclass(frozen=True)
class ExecuteTrigger(CaseWrite):
    """Run one trigger of the process on a task that the actor holds."""

    trigger_uid: str = ""
    action: ClassVar[str] = "trigger"
    reads_after: ClassVar[bool] = False
    observable: ClassVar[bool] = False

    def intent(self) -> dict[str, str]:
        """Which trigger."""
        return {"trigger": self.trigger_uid}

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is open, mine and active."""
        return held_by_me(before, self.ref, actor)

    def send(self, pm: Client) -> dict[str, str]:
        """PUT execute-trigger."""
        pm.cases.execute_trigger(self.ref.app_uid, self.trigger_uid)
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """Nothing shows it."""
        return Verdict.UNCLEAR

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """It has run."""
        return done("trigger_run")


def execute_trigger(actor: Actor, ref: CaseRef, trigger_uid: str, *, submit_key: str) -> Outcome:
    """Run a trigger."""
    return submit(actor, ExecuteTrigger(ref, trigger_uid=trigger_uid), submit_key)
