"""The controls of a form, or of one row of a grid, as one Django form."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django import forms
from django.http import QueryDict

from cases.dynaform import formula
from cases.dynaform.definition import Control
from cases.dynaform.fields import CaseContext, ControlField, field_for
from cases.dynaform.fields.base import Files, Post
from cases.dynaform.formula import Formula
from cases.dynaform.kinds import FIELD_KINDS, Kind, Mode
from cases.dynaform.options import Choices, asked, at_hand, has_choices, parents_of
from cases.dynaform.values import Answer, Written, as_shown, stored, written

SYSTEM_VARIABLES = frozenset(
    [
        "APPLICATION",
        "PROCESS",
        "TASK",
        "INDEX",
        "USER_LOGGED",
        "USR_USERNAME",
        "APP_NUMBER",
        "PIN",
        "SYS_LANG",
        "SYS_SKIN",
        "SYS_SYS",
    ]
)
"""Variables that ProcessMaker sets itself; it refuses a save that mentions them."""


class ControlForm(forms.Form):
    """Fields for all controls that hold a value; of a repeated name the first control counts.

    `cells` has a field for every control, `fields` only for those that may be filled in: never
    those in view or disabled mode, protected ones, system variables and computed ones.
    """

    def __init__(
        self,
        placed: Iterable[tuple[Control, Mode]],
        context: CaseContext,
        variables: Mapping[str, object],
        prefix: str,
        data: Post | None = None,
        files: Files | None = None,
    ) -> None:
        super().__init__(data, files, prefix=prefix)
        self.post = data if data is not None else QueryDict()
        self.context = replace(context, look_up=self.present)
        self.variables = variables
        self.is_judged = False
        self.controls: dict[str, Control] = {}
        self.modes: dict[str, Mode] = {}
        for control, mode in placed:
            if control.kind in FIELD_KINDS and control.name and control.name not in self.controls:
                self.controls[control.name] = control
                self.modes[control.name] = mode
        self.formulas = {name: made for name in self.controls if (made := self._formula(name))}
        self.cells = {name: self._cell(control) for name, control in self.controls.items()}
        self.fields.update({name: cell for name, cell in self.cells.items() if self.is_open(name)})

    def is_open(self, name: str) -> bool:
        """Whether the control may be filled in here."""
        control = self.controls[name]
        is_locked = control.protected or name in SYSTEM_VARIABLES
        return self.modes[name] is Mode.EDIT and not is_locked and name not in self.formulas

    def present(self, name: str) -> object:
        """The value of a field as it stands in the post, else in the case, else by default."""
        posted = self.post.get(self.add_prefix(name)) if name in self.fields else None
        if posted is not None:
            return posted
        if name in self.controls:
            return stored(self.controls[name], self.variables).value
        return self.variables.get(name, self.context.variables.get(name, ""))

    def posted(self, name: str) -> object:
        """What the input of a field shows: what was typed, else the case's value."""
        cell = self.cells[name]
        if name in self.formulas:
            return self.computed(name)
        typed = None
        if self.is_bound and name in self.fields:
            typed = cell.read(self.post, self.files, self.add_prefix(name))
        return cell.shown() if typed is None else typed

    def answers(self) -> dict[str, Answer]:
        """The answers of a valid form, computed fields included."""
        computed = {
            name: self._computed_answer(name)
            for name in self.formulas
            if self.modes[name] is Mode.EDIT and not self.controls[name].protected
        }
        return {**self.cleaned_data, **computed}

    def written(self) -> dict[str, object]:
        """The variables of all answers, `_label`s included."""
        return {
            key: value
            for name, answer in self.answers().items()
            for key, value in written(name, answer).items()
        }

    def computed(self, name: str, seen: frozenset[str] = frozenset()) -> str:
        """The result of a field's formula, "" where it has none."""
        made = self.formulas[name]
        numbers = {one: self._number(one, seen | {name}) for one in made.names}
        return made.value(numbers)

    def parents(self, control: Control) -> tuple[str, ...]:
        """Names of the fields that the choices of the control depend on."""
        return parents_of(control, self.controls)

    def _formula(self, name: str) -> Formula | None:
        source = self.controls[name].text.formula
        return formula.compiled(source) if source else None

    def _computed_answer(self, name: str) -> Answer:
        result = self.computed(name)
        cell = self.cells[name]
        answer = Written(result, result)
        return cell.kept(answer) if cell.is_unchanged(result) else answer

    def _number(self, name: str, seen: frozenset[str]) -> float:
        if name in self.formulas and name not in seen:
            return formula.number(self.computed(name, seen))
        return formula.number(as_shown(self.present(name)))

    def _cell(self, control: Control) -> ControlField:
        found = stored(control, self.variables)
        return field_for(control, found, self.context, self._choices(control))

    def _choices(self, control: Control) -> Choices:
        known = at_hand(control, self.context.variables)
        source = self.context.source
        if source is None or not control.options.sql or control.kind is Kind.SUGGEST:
            return known
        parents = {name: as_shown(self._peeked(name)) for name in self.parents(control)}
        is_moved = any(
            value != as_shown(stored(self.controls[name], self.variables).value)
            for name, value in parents.items()
        )
        if (known.complete and not is_moved) or not (is_moved or has_choices(control)):
            return known
        return asked(control, source, parents, self.context.grid_name) or known

    def _peeked(self, name: str) -> object:
        """`present` while the fields are still being made."""
        posted = self.post.get(self.add_prefix(name)) if self.is_open(name) else None
        return self.present(name) if posted is None else posted
