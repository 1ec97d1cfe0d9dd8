"""The steps of a task, as the form tab walks through them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from processmaker.models import Step


class StepKind(StrEnum):
    """What a step asks for (ProcessMaker's step_type_obj)."""

    FORM = "DYNAFORM"
    INPUT = "INPUT_DOCUMENT"
    OUTPUT = "OUTPUT_DOCUMENT"


_NO_STEP = "-1"
"""Uid of the last entry that ProcessMaker lists: routing, which is no step of its own."""


@dataclass(frozen=True)
class FormStep:
    """One step. ``uid`` is that of its form or document, ``step_uid`` its own or empty.

    ``number`` counts from 1; ``view_only`` says that the form is to be read; ``runs_before`` and
    ``runs_after`` that triggers belong to opening and to leaving it.
    """

    uid: str
    step_uid: str
    kind: StepKind
    title: str
    number: int
    view_only: bool
    runs_before: bool = False
    runs_after: bool = False
    here: bool = False
    passed: bool = False

    @property
    def listed(self) -> Step:
        """The step as ProcessMaker lists it."""
        return Step(uid=self.uid, type=self.kind.value, title=self.title)


@dataclass(frozen=True)
class StepList:
    """The steps of a task, one of them open; ``here`` is None where the task has none."""

    steps: tuple[FormStep, ...] = ()
    here: FormStep | None = None

    @property
    def before(self) -> FormStep | None:
        """The step before the open one."""
        return self._at(-1)

    @property
    def after(self) -> FormStep | None:
        """The step after the open one."""
        return self._at(1)

    def _at(self, distance: int) -> FormStep | None:
        place = self.here.number - 1 + distance if self.here else -1
        return self.steps[place] if 0 <= place < len(self.steps) else None


def read_steps(listed: Sequence[Step], designed: Sequence[Step], wanted: str) -> StepList:
    """The steps of a delegation in order, the one called ``wanted`` (else the first) open.

    ``listed`` is what ProcessMaker gives for the delegation, ``designed`` the task's design, from
    which the mode comes.
    """
    kinds = set(StepKind)
    known = [step for step in listed if step.uid != _NO_STEP and step.type in kinds]
    by_uid = {step.uid: step for step in designed}
    place = next((at for at, step in enumerate(known) if step.uid == wanted), 0)
    steps = tuple(
        FormStep(
            uid=step.uid,
            step_uid=_design(step, by_uid).step_uid,
            kind=StepKind(step.type),
            title=step.title,
            number=at + 1,
            view_only=_design(step, by_uid).mode.upper() == "VIEW",
            runs_before=_design(step, by_uid).has_triggers("before"),
            runs_after=_design(step, by_uid).has_triggers("after"),
            here=at == place,
            passed=at < place,
        )
        for at, step in enumerate(known)
    )
    return StepList(steps, steps[place] if steps else None)


def _design(step: Step, by_uid: Mapping[str, Step]) -> Step:
    return by_uid.get(step.uid, step)
