"""Triggers that belong to a step: before it is opened, after it is left.

ProcessMaker's own case page runs them; a client of its REST API has to ask for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from cases.models import AuditEvent
from cases.services.actor import Actor, CaseRef
from cases.services.case_writes import CaseWrite, held_by_me
from cases.services.outcomes import Outcome, OutcomeKind, done
from cases.services.performing import perform
from cases.services.truth import CaseTruth
from cases.services.write import Verdict
from processmaker import Client

Moment = Literal["before", "after"]


@dataclass(frozen=True)
class RunStepTriggers(CaseWrite):
    """Run the triggers of one step, on a task that the actor holds."""

    process_uid: str = ""
    step_uid: str = ""
    moment: Moment = "before"
    action: ClassVar[str] = "step-triggers"
    reads_after: ClassVar[bool] = False
    observable: ClassVar[bool] = False

    def intent(self) -> dict[str, str]:
        """Which step, and when."""
        return {"step": self.step_uid, "moment": self.moment}

    def check(self, before: CaseTruth, actor: Actor) -> Outcome | None:
        """It is open, mine and active: ProcessMaker would run them for anybody."""
        return held_by_me(before, self.ref, actor)

    def send(self, pm: Client) -> dict[str, str]:
        """POST execute-trigger of the step."""
        pm.light.execute_triggers(
            self.process_uid, self.task_uid, self.ref.app_uid, self.step_uid, self.moment
        )
        return {}

    def judge(self, seen: CaseTruth, before: CaseTruth | None, actor: Actor) -> Verdict | Outcome:
        """Nothing shows it."""
        return Verdict.UNCLEAR

    def success(self, seen: CaseTruth | None, before: CaseTruth | None, actor: Actor) -> Outcome:
        """They have run."""
        return done("trigger_run")


def run_step_triggers(
    actor: Actor, ref: CaseRef, process_uid: str, task_uid: str, step_uid: str, moment: Moment
) -> Outcome:
    """Run the triggers of a step; raises as ``perform`` does."""
    write = RunStepTriggers(
        ref, task_uid=task_uid, process_uid=process_uid, step_uid=step_uid, moment=moment
    )
    return perform(actor, write)


def have_run(actor: Actor, ref: CaseRef, step_uid: str) -> bool:
    """Whether the triggers before this step have run for this delegation already."""
    return AuditEvent.objects.filter(
        server=actor.server,
        app_uid=ref.app_uid,
        del_index=ref.del_index,
        action=RunStepTriggers.action,
        outcome=OutcomeKind.DONE,
        intent__step=step_uid,
        intent__moment="before",
    ).exists()
