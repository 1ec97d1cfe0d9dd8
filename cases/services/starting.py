"""Starting a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from cases.services.actor import NO_CASE, Actor, CaseRef
from cases.services.outcomes import Outcome, done
from cases.services.performing import submit
from cases.services.write import Verdict, Write
from processmaker import Client
from processmaker.models import CaseRow

Rows = tuple[CaseRow, ...]

_LOOKED_AT = 50


@dataclass(frozen=True)
class StartCase(Write[Rows]):
    """A new draft of the actor, or of somebody else (``user_uid``), whose drafts nobody sees."""

    ref: CaseRef = NO_CASE
    process_uid: str = ""
    task_uid: str = ""
    user_uid: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    action: ClassVar[str] = "start"
    reads_after: ClassVar[bool] = False

    @property
    def purpose(self) -> str:
        """Which process is started."""
        return f"{self.action} {self.process_uid} {self.task_uid}"

    def intent(self) -> dict[str, str]:
        """Which process, for whom."""
        return {"process": self.process_uid, "task": self.task_uid, "for": self.user_uid}

    def send(self, pm: Client) -> dict[str, str]:
        """POST /cases, or impersonate."""
        where = (self.process_uid, self.task_uid)
        new = (
            pm.cases.start_as(*where, self.user_uid, self.values)
            if self.user_uid
            else pm.cases.start(*where, self.values)
        )
        return {"app_uid": new.app_uid, "number": str(new.number), "del_index": "1"}

    def look(self, actor: Actor) -> Rows:
        """The actor's newest drafts."""
        return actor.pm.lists.draft_page({"start": 0, "limit": _LOOKED_AT, "dir": "DESC"}).rows

    def judge(self, seen: Rows, before: Rows | None, actor: Actor) -> Verdict | Outcome:
        """Exactly one draft of this process is new."""
        if before is None or self.user_uid:
            return Verdict.UNCLEAR
        fresh = self._fresh(seen, before)
        if len(fresh) > 1:
            return Verdict.UNCLEAR
        return Verdict.APPLIED if fresh else Verdict.UNCHANGED

    def success(self, seen: Rows | None, before: Rows | None, actor: Actor) -> Outcome:
        """The uid and number of the new case, from the answer or from the list."""
        fresh = self._fresh(seen or (), before or ())
        if seen is None or len(fresh) != 1:
            return done("started")
        row = fresh[0]
        found = {"app_uid": row.app_uid, "number": str(row.number), "del_index": "1"}
        return done("started").with_details(**found)

    def _fresh(self, seen: Rows, before: Rows) -> list[CaseRow]:
        known = {row.app_uid for row in before}
        return [
            row for row in seen if row.app_uid not in known and row.process_uid == self.process_uid
        ]


def start_case(
    actor: Actor,
    process_uid: str,
    task_uid: str,
    *,
    values: Mapping[str, object] | None = None,
    user_uid: str = "",
    submit_key: str,
) -> Outcome:
    """Start a case; ``details`` of the outcome hold ``app_uid``, ``number`` and ``del_index``."""
    write = StartCase(
        process_uid=process_uid, task_uid=task_uid, user_uid=user_uid, values=values or {}
    )
    return submit(actor, write, submit_key)
