"""Writes to the variables of a case.

ProcessMaker reads the whole set, changes it and writes it back, so of two writes at once one is
lost: the read-back looks for the values that were sent, and for others that changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome, Remark, done, refused
from cases.services.performing import submit
from cases.services.truth import read_truth
from cases.services.write import Verdict, Write
from processmaker import Client
from processmaker.errors import Forbidden, VariableMissing

Values = Mapping[str, object]

_KEPT_BY_PROCESSMAKER = frozenset({"USER_LOGGED", "USR_USERNAME", "PROCESS", "TASK", "INDEX"})


@dataclass(frozen=True)
class VariableWrite(Write[Values]):
    """A write whose effect is seen in the variables called ``names``."""

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that are written."""
        raise NotImplementedError

    def intent(self) -> dict[str, str]:
        """Which variables; never their values."""
        return {"names": ", ".join(self.names)[:500]}

    def look(self, actor: Actor) -> Values:
        """All variables; only those that are written, for people who may not see all."""
        try:
            return actor.pm.variables.get_all(self.ref.app_uid)
        except Forbidden:
            return {name: self._one(actor.pm, name) for name in self.names}

    def _one(self, pm: Client, name: str) -> object:
        try:
            return pm.variables.get(self.ref.app_uid, self.ref.del_index, name).get(name)
        except VariableMissing:
            return None


@dataclass(frozen=True)
class SetVariables(VariableWrite):
    """Write some variables at once: create and update are the same for ProcessMaker."""

    values: Values = field(default_factory=dict)
    dynaform_uid: str = ""
    action: ClassVar[str] = "variables"

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that are written."""
        return tuple(self.values)

    def check(self, before: Values, actor: Actor) -> Outcome | None:
        """No system variable is among them."""
        return refused("system_variable") if _KEPT_BY_PROCESSMAKER & set(self.values) else None

    def send(self, pm: Client) -> dict[str, str]:
        """PUT variable with the index."""
        pm.variables.set_many(
            self.ref.app_uid,
            self.values,
            del_index=self.ref.del_index,
            dynaform_uid=self.dynaform_uid,
        )
        return {}

    def judge(self, seen: Values, before: Values | None, actor: Actor) -> Verdict | Outcome:
        """The case holds what was sent."""
        lost = [name for name, value in self.values.items() if not alike(seen.get(name), value)]
        if not lost:
            return Verdict.APPLIED
        if len(lost) == len(self.values):
            return Verdict.UNCHANGED
        return refused("value_lost", names=", ".join(lost))

    def success(self, seen: Values | None, before: Values | None, actor: Actor) -> Outcome:
        """Saved, and what somebody else changed at the same moment."""
        if seen is None or before is None:
            return done("saved")
        shared = seen.keys() & before.keys()
        others = sorted(
            name
            for name in shared - self.values.keys() - _KEPT_BY_PROCESSMAKER
            if not name.startswith("__") and not alike(seen[name], before[name])
        )
        if not others:
            return done("saved")
        return done("saved", Remark("value_changed", {"names": ", ".join(others)}))


@dataclass(frozen=True)
class DeleteVariable(VariableWrite):
    """Delete a variable, or some rows of a grid (``rows`` counts them from 1)."""

    name: str = ""
    rows: tuple[int, ...] = ()
    action: ClassVar[str] = "delete-variable"

    @property
    def names(self) -> tuple[str, ...]:
        """The variable that is deleted."""
        return (self.name,)

    def permit(self, actor: Actor) -> Outcome | None:
        """Only who holds the task, or supervises the case: the server lets anybody."""
        truth = read_truth(actor.pm, self.ref.app_uid)
        task = truth.at(self.ref.del_index)
        supervises = truth.complete and actor.me.can("PM_SUPERVISOR")
        if task is not None and (task.user_uid == actor.me.uid or supervises):
            return None
        return refused("not_yours")

    def send(self, pm: Client) -> dict[str, str]:
        """DELETE the variable, or its rows."""
        pm.variables.delete(self.ref.app_uid, self.ref.del_index, self.name, rows=self.rows)
        return {}

    def judge(self, seen: Values, before: Values | None, actor: Actor) -> Verdict | Outcome:
        """The variable, or as many rows, are gone."""
        left = seen.get(self.name)
        if not self.rows:
            return Verdict.APPLIED if left in (None, "", [], {}) else Verdict.UNCHANGED
        if before is None:
            return Verdict.UNCLEAR
        fewer = _size(before.get(self.name)) - _size(left)
        return Verdict.APPLIED if fewer == len(self.rows) else Verdict.UNCHANGED

    def success(self, seen: Values | None, before: Values | None, actor: Actor) -> Outcome:
        """It is gone."""
        return done("variable_deleted")


def _size(grid: object) -> int:
    return len(grid) if isinstance(grid, dict | list) else 0


def alike(stored: object, sent: object) -> bool:
    """Whether ProcessMaker holds what was sent: 3 and "3", "" and null, lists and objects keyed
    "1", "2" are the same to it."""
    if isinstance(sent, dict | list) or isinstance(stored, dict | list):
        mine, theirs = _members(sent), _members(stored)
        if mine is None or theirs is None:
            return False
        return mine.keys() == theirs.keys() and all(
            alike(theirs[key], value) for key, value in mine.items()
        )
    return _plain(stored) == _plain(sent)


def _members(value: object) -> dict[str, object] | None:
    if isinstance(value, dict):
        return {str(key): member for key, member in value.items()}
    if isinstance(value, list):
        return {str(position): member for position, member in enumerate(value, 1)}
    return {} if value in (None, "") else None


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def set_variables(actor: Actor, ref: CaseRef, values: Values, *, submit_key: str) -> Outcome:
    """Write variables of a case whose task the actor holds or supervises."""
    return submit(actor, SetVariables(ref, values=values), submit_key)


def delete_variable(
    actor: Actor, ref: CaseRef, name: str, *, rows: tuple[int, ...] = (), submit_key: str
) -> Outcome:
    """Delete a variable, or rows of a grid."""
    return submit(actor, DeleteVariable(ref, name=name, rows=rows), submit_key)
