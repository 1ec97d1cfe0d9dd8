"""What the templates need to draw a form: one `Part` a control, one `GridPart` a grid."""

from dataclasses import dataclass
from functools import cached_property

from cases.dynaform.definition import Control, Form
from cases.dynaform.form import DynaForm
from cases.dynaform.grids import BLANK_KEY, GridForm, Row
from cases.dynaform.kinds import Kind, Mode
from cases.dynaform.layout import Place, places
from cases.dynaform.parts import Part


@dataclass(frozen=True)
class RowPart:
    """One row: its hidden parts and its cells."""

    row: Row
    parts: list[Part]

    @property
    def cells(self) -> list[Part]:
        """The visible cells."""
        return [part for part in self.parts if part.control.kind is not Kind.HIDDEN]

    @property
    def hidden(self) -> list[Part]:
        """The hidden fields that are carried along."""
        return [part for part in self.parts if part.control.kind is Kind.HIDDEN and part.is_open]


@dataclass(frozen=True)
class Total:
    """A visible column and what stands under it."""

    column: Control
    value: str


@dataclass(frozen=True)
class GridPart:
    """One grid as it is drawn."""

    form: GridForm
    shows_error: bool

    @property
    def columns(self) -> list[Control]:
        """The visible columns."""
        return [one for one in self.form.spec.columns if one.kind is not Kind.HIDDEN]

    @property
    def may_add(self) -> bool:
        """Whether rows may be added."""
        return self.form.is_open and self.form.spec.may_add

    @property
    def may_delete(self) -> bool:
        """Whether rows may be taken out."""
        return self.form.is_open and self.form.spec.may_delete

    @cached_property
    def rows(self) -> list[RowPart]:
        """All rows."""
        return [self._row(row) for row in self.form.rows]

    @cached_property
    def blank(self) -> RowPart:
        """The row that the script copies."""
        return self._row(self.form.row(BLANK_KEY))

    @cached_property
    def totals(self) -> list[Total]:
        """What stands under each visible column; empty if nothing does."""
        totals = [Total(column, self.form.total(column)) for column in self.columns]
        return totals if any(total.value for total in totals) else []

    @property
    def width(self) -> int:
        """Number of columns of the table: row number, the visible ones, the button."""
        return len(self.columns) + 1 + self.may_delete

    @property
    def error(self) -> str:
        """The grid's own error."""
        return self.form.error() if self.shows_error else ""

    def _row(self, row: Row) -> RowPart:
        modes = row.form.modes
        return RowPart(
            row,
            [
                Part(one, modes.get(one.name, one.mode.under(self.form.mode)), row.form, row=row)
                for one in self.form.spec.columns
            ],
        )


def parts_of(form: DynaForm) -> list[Part]:
    """Everything that is drawn, in reading order."""
    return _parts(form, form.definition, form.mode)


def _parts(form: DynaForm, definition: Form, mode: Mode) -> list[Part]:
    parts = [_part(form, place, mode) for place in places(definition)]
    named = {id(part.control): part for part in parts}
    for part, place in zip(parts, places(definition), strict=True):
        if place.named_by is not None:
            label = named[id(place.named_by)]
            part.named_by, label.names = label.label_id, part
    return parts


def _part(form: DynaForm, place: Place, mode: Mode) -> Part:
    control = place.control
    own = control.mode.under(mode)
    part = Part(control, own, form.main, place.classes)
    if control.subform is not None:
        part.parts = _parts(form, control.subform, own)
    grid = form.grids.get(control.name) if control.kind is Kind.GRID else None
    if grid is not None:
        part.grid = GridPart(grid, form.shows_errors)
    return part
