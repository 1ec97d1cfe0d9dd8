"""The rule book: which fault strikes which request, how often."""

import asyncio
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from random import Random
from typing import Any

from sandbox.faults.answers import ANSWERS
from sandbox.faults.bodies import SPOILERS
from sandbox.faults.transport import AFTER, BEFORE, Silence

API_PREFIX = "/api/1.0/"
EVERYTHING = "*"
ALSO_CALLED = {"fault": "name", "pattern": "path"}


class FaultError(ValueError):
    """A rule that means nothing; the text names the field."""


@dataclass(slots=True)
class Rule:
    """One fault for the requests whose method and path fit.

    ``path`` is a shell pattern (``*`` is anything) for the whole path or for what
    follows the workspace, ``method`` ``*`` = any. The rule ends after ``times``
    strikes (``None`` = never); it strikes with ``probability`` 0…1. ``seconds`` is
    how long the faults that wait, wait.
    """

    name: str
    path: str = EVERYTHING
    method: str = EVERYTHING
    times: int | None = None
    probability: float = 1.0
    seconds: float = 30.0

    def fits(self, method: str, path: str) -> bool:
        if self.method not in (EVERYTHING, method):
            return False
        return any(fnmatchcase(name, self.path) for name in (path, _below_workspace(path)))


class Faults:
    """The rules in force, in the order of their arrival; the first that strikes wins."""

    def __init__(self, seed: int = 0) -> None:
        self.rules: list[Rule] = []
        self._random = Random(seed)
        self._cleared = asyncio.Event()

    def add(self, data: dict[str, Any]) -> Rule:
        """A rule from JSON; raises ``FaultError`` naming what is wrong with it."""
        rule = _rule(data)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Forget all rules; whoever is kept waiting waits no longer."""
        self.rules.clear()
        self._cleared.set()
        self._cleared = asyncio.Event()

    def silence(self, rule: Rule) -> Silence:
        """How long a request that this rule strikes is kept waiting."""
        return Silence(rule.seconds, self._cleared)

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(rule) for rule in self.rules]

    def strike(self, method: str, path: str) -> Rule | None:
        """The rule that strikes this request; a rule that is used up is forgotten."""
        for rule in self.rules:
            if rule.fits(method, path) and self._random.random() < rule.probability:
                self._use(rule)
                return rule
        return None

    def _use(self, rule: Rule) -> None:
        if rule.times is None:
            return
        rule.times -= 1
        if rule.times <= 0:
            self.rules.remove(rule)


def fault_names() -> list[str]:
    """Every fault there is."""
    return sorted([*ANSWERS, *SPOILERS, *BEFORE, *AFTER])


def _below_workspace(path: str) -> str:
    """``/cases/paged`` of ``/api/1.0/workflow/cases/paged``; other paths as they are."""
    if not path.startswith(API_PREFIX):
        return path
    return "/" + path.removeprefix(API_PREFIX).partition("/")[2]


def _rule(data: dict[str, Any]) -> Rule:
    data = {ALSO_CALLED.get(key, key): value for key, value in data.items()}
    unknown = set(data) - {"name", "path", "method", "times", "probability", "seconds"}
    if unknown:
        raise FaultError(f"unknown field {sorted(unknown)[0]!r}")
    if data.get("name") not in fault_names():
        raise FaultError(f"name must be one of {', '.join(fault_names())}")
    rule = Rule(**data)
    rule.method = rule.method.upper()
    if rule.times is not None and (not isinstance(rule.times, int) or rule.times < 1):
        raise FaultError("times must be a whole number from 1, or absent")
    if not 0 < rule.probability <= 1:
        raise FaultError("probability must be above 0 and at most 1")
    if rule.seconds < 0:
        raise FaultError("seconds must not be negative")
    return rule
