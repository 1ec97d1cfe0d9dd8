"""Choices of a control, and the seam through which a form asks the server for more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cases.dynaform.controls import options_of
from cases.dynaform.definition import Control, Form, Option
from cases.dynaform.kinds import CHOICE_KINDS, Kind
from cases.dynaform.references import names_in


@dataclass(frozen=True, slots=True)
class OptionQuery:
    """A question to `process-variable/…/execute-query` or `-suggest`.

    `parents` are the present values of the fields that the control depends on; `search` (for a
    suggest) is looked for in the labels. `grid_name` is "" outside a grid.
    """

    field_id: str
    grid_name: str = ""
    parents: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    limit: int = 0


class OptionSource(Protocol):
    """Asks ProcessMaker for choices; None means that no answer could be had."""

    def options(self, query: OptionQuery) -> Sequence[Option] | None:
        """All choices, given the parents."""

    def suggest(self, query: OptionQuery) -> Sequence[Option] | None:
        """Choices whose label has `query.search` in it, at most `query.limit`."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a control; `complete` is False while the server has more or is silent."""

    options: tuple[Option, ...] = ()
    complete: bool = True

    def by_value(self, value: str) -> Option | None:
        """The option with this stored value."""
        return next((option for option in self.options if option.value == value), None)

    def by_label(self, label: str) -> Option | None:
        """The option with this text, whatever its letter case."""
        wanted = label.strip().casefold()
        found = (option for option in self.options if option.label.casefold() == wanted)
        return next(found, None)


def at_hand(control: Control, variables: Mapping[str, object]) -> Choices:
    """The choices known without asking: the designer's, the server's, a variable's rows."""
    spec = control.options
    from_variable = of_variable(control, variables)
    options = dict.fromkeys((*spec.fixed, *(spec.answered or ()), *from_variable))
    is_open = bool(spec.sql) and (spec.answered is None or control.kind is Kind.SUGGEST)
    return Choices(tuple(options), complete=not is_open)


def of_variable(control: Control, variables: Mapping[str, object]) -> tuple[Option, ...]:
    """The rows of the case variable that the control takes its choices from."""
    name = control.options.data_variable
    return options_of(variables.get(name)) if name else ()


def asking(form: Form, field_id: str, grid_name: str = "") -> Control:
    """The control of a form, or the column of a grid, that a browser asks choices for.

    Raises:
        KeyError: there is none of that id, or it takes no choices from the server.
    """
    controls = list(form.controls())
    if grid_name:
        grids = (one.grid for one in controls if one.name == grid_name and one.grid)
        controls = [column for grid in grids for column in grid.columns]
    for control in controls:
        if field_id in (control.id, control.name) and (
            _is_served(control) or control.kind is Kind.SUGGEST
        ):
            return control
    raise KeyError(field_id)


def answer(control: Control, source: OptionSource, query: OptionQuery) -> list[Option]:
    """Choices for the browser: all for these parents, or of a suggest those with the search."""
    wanted = query.search.lower()
    known = [one for one in control.options.fixed if wanted in one.label.lower()]
    if not _is_served(control):
        return known
    query = replace(query, field_id=control.id, limit=control.options.limit)
    is_suggest = control.kind is Kind.SUGGEST
    found = source.suggest(query) if is_suggest else source.options(query)
    return [*known, *(option for option in found or () if option not in known)]


def _is_served(control: Control) -> bool:
    return bool(control.options.sql or control.options.data_variable)


def asked(
    control: Control, source: OptionSource, parents: Mapping[str, str], grid_name: str = ""
) -> Choices | None:
    """The designer's choices and those the server gives for these parents, or None."""
    query = OptionQuery(control.id, grid_name, parents)
    answer = source.options(query)
    if answer is None:
        return None
    options = dict.fromkeys((*control.options.fixed, *answer))
    return Choices(tuple(options), complete=control.kind is not Kind.SUGGEST)


def parents_of(control: Control, siblings: Mapping[str, Control]) -> tuple[str, ...]:
    """Names of the fields whose values the control's sql reads."""
    names = names_in(control.options.sql)
    return tuple(name for name in names if name in siblings and name != control.name)


def has_choices(control: Control) -> bool:
    """Whether the control is filled in by choosing."""
    return control.kind in CHOICE_KINDS
