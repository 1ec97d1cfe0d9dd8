"""Triggers and conditions of a case."""

from collections.abc import Iterable
from typing import Any

from sandbox.engine.php_script import Script, ScriptError, references
from sandbox.engine.php_values import truthy
from sandbox.engine.records import Case, Delegation
from sandbox.errors import BadRequest
from sandbox.state import Sandbox
from sandbox.world.model import Task, Trigger

BEFORE_ASSIGNMENT = "before assignment"
BEFORE_ROUTING = "before routing"
AFTER_ROUTING = "after routing"

_DATE_FORMATS = {"Y": "%Y", "m": "%m", "d": "%d", "H": "%H", "i": "%M", "s": "%S", "y": "%y"}


class TriggerRun:
    """The triggers of one request over one case; it remembers which variables they name."""

    def __init__(self, box: Sandbox, case: Case, user_uid: str) -> None:
        self._box, self._case, self._user_uid = box, case, user_uid
        self._named: list[str] = []

    def run(self, trigger: Trigger) -> None:
        """Execute one trigger and keep what it changed.

        Raises ``BadRequest`` with the text of an exception that it throws, ``PhpFatal``.
        """
        variables = {**self._case.variables, **system_values(self._box, self._case, self._user_uid)}
        known = dict(variables)
        try:
            Script(trigger.php, variables, self._functions()).run()
        except ScriptError as error:
            raise BadRequest(str(error)) from None
        self._named += references(trigger.php)
        changed = {
            name: value
            for name, value in variables.items()
            if name not in known or known[name] is not value
        }
        self._case.variables.update(_in_order(changed, self._named))

    def _functions(self) -> dict[str, Any]:
        return {"date": self._date}

    def _date(self, pattern: str = "Y-m-d") -> str:
        now = self._box.clock.local(self._box.clock.now())
        return "".join(
            now.strftime(_DATE_FORMATS[letter]) if letter in _DATE_FORMATS else letter
            for letter in pattern
        )

    def routing(self, task: Task, when: str) -> None:
        """The routing triggers of a task at that moment."""
        for item in task.routing_triggers:
            if item.when.startswith(when):
                self.run(find_trigger(self._box, item.trigger))


def _in_order(changed: dict[str, Any], named: Iterable[str]) -> dict[str, Any]:
    return {**changed, "__VAR_CHANGED__": ",".join(named)}


def system_values(box: Sandbox, case: Case, user_uid: str) -> dict[str, Any]:
    """The system variables that a script can read."""
    user = box.world.users.get(user_uid)
    return {
        "APPLICATION": case.uid,
        "PROCESS": case.process.uid,
        "APP_NUMBER": case.variables.get("APP_NUMBER", str(case.number)),
        "USER_LOGGED": user_uid,
        "USR_USERNAME": user.username if user else "",
        "SYS_LANG": box.world.server.language,
        "SYS_SYS": box.world.server.workspace,
    }


def find_trigger(box: Sandbox, uid: str) -> Trigger:
    """A trigger of any process; raises ``KeyError``."""
    for process in box.world.processes.values():
        for trigger in process.triggers:
            if trigger.uid == uid:
                return trigger
    raise KeyError(uid)


def holds(condition: str, case: Case) -> bool:
    """Whether a route's condition is true for the case."""
    return truthy(Script(condition, dict(case.variables), {}).evaluate())


def run_step_triggers(
    box: Sandbox, delegation: Delegation, step_uid: str, when: str, user_uid: str
) -> None:
    """The triggers before or after a step of the delegation's task."""
    run = TriggerRun(box, delegation.case, user_uid)
    for step in delegation.task.steps:
        if step.uid == step_uid:
            for item in sorted(step.triggers, key=lambda item: item.position):
                if item.when == when:
                    run.run(find_trigger(box, item.trigger))
