"""What a plan needs to know besides the case: who may be given what, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import Job
from cases.services.actor import Actor
from processmaker.errors import ProcessMakerError, SignedOut
from processmaker.models import CaseRow


@dataclass
class Target:
    """A person among whom cases are spread; ``load`` counts their open cases."""

    uid: str
    name: str
    load: int = 0


class Planning:
    """The dry run of one job. Nothing is sent; what was asked is remembered for the run.

    Whose turn it is and how much everybody has outlives a slice: see :meth:`remember`.
    """

    def __init__(self, job: Job, actor: Actor) -> None:
        self.job = job
        self._actor = actor
        self._pools: dict[str, frozenset[str] | None] = {}
        spread = job.selection.get("spread", {})
        self._turn = int(spread.get("turn", 0))
        loads = spread.get("loads", {})
        self._targets = [
            Target(given["uid"], given["name"], int(loads.get(given["uid"], given.get("open", 0))))
            for given in job.params.get("targets", [])
        ]

    def is_mine(self, row: CaseRow) -> bool:
        """Whether the owner of the job holds the task."""
        return row.user_uid == self._actor.me.uid

    def is_eligible(self, task_uid: str, user_uid: str) -> bool:
        """Whether the task can be given to the person, as far as the server tells.

        Its list leaves out the one who asks, and a server may not have it: then the write itself
        finds out.
        """
        pool = self._pool(task_uid)
        return pool is None or user_uid == self._actor.me.uid or user_uid in pool

    def next_target(self, task_uid: str) -> Target | None:
        """Who gets the next case of this task: in turn, or who has the fewest."""
        eligible = [target for target in self._targets if self.is_eligible(task_uid, target.uid)]
        if not eligible:
            return None
        if self.job.params.get("by") == "load":
            chosen = min(eligible, key=lambda target: target.load)
        else:
            chosen = eligible[self._turn % len(eligible)]
            self._turn += 1
        chosen.load += 1
        return chosen

    def remember(self) -> dict[str, object]:
        """What the next slice of the plan goes on with."""
        return {"turn": self._turn, "loads": {target.uid: target.load for target in self._targets}}

    def _pool(self, task_uid: str) -> frozenset[str] | None:
        if task_uid not in self._pools:
            self._pools[task_uid] = self._ask(task_uid) if task_uid else None
        return self._pools[task_uid]

    def _ask(self, task_uid: str) -> frozenset[str] | None:
        try:
            users = self._actor.pm.light.users_to_reassign(task_uid)
        except SignedOut:
            raise
        except ProcessMakerError:
            return None
        return frozenset(user.uid for user in users)
