"""Where controls stand: twelve columns, rows that wrap, empty cells, labels beside controls."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cases.dynaform.definition import Cell, Control, Form
from cases.dynaform.kinds import Kind

COLUMNS = 12
_RTL = (("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"))


@dataclass(frozen=True, slots=True)
class Place:
    """A control, its first column (1 to 12) and width, and the label cell that names it."""

    control: Control
    start: int
    span: int
    named_by: Control | None = None

    @property
    def classes(self) -> str:
        """CSS classes of the place."""
        return f"s{self.span} c{self.start}"


def places(form: Form) -> Iterator[Place]:
    """All controls of a form (not those of its sub-forms) in reading order."""
    for row in form.rows:
        yield from _row(row)


def is_right_to_left(form: Form) -> bool:
    """Whether the words of the form are mostly Arabic, Persian or Hebrew."""
    words = "".join(f"{control.label}{control.hint}" for control in _all(form))
    letters = [char for char in words if char.isalpha()]
    rtl = sum(1 for char in letters if any(low <= char <= high for low, high in _RTL))
    return rtl * 2 > len(letters)


def _row(cells: Iterable[Cell]) -> Iterator[Place]:
    column, label = 1, None
    for cell in cells:
        control = cell.control
        if control is not None and control.kind is Kind.HIDDEN:
            yield Place(control, 1, COLUMNS)
            continue
        start = 1 if column + cell.span - 1 > COLUMNS else column
        column = start + cell.span
        if control is None:
            continue
        is_named = bool(control.label) or control.kind is Kind.LABEL
        yield Place(control, start, cell.span, None if is_named else label)
        label = control if control.kind is Kind.LABEL else None


def _all(form: Form) -> Iterator[Control]:
    for control in form.controls():
        yield control
        yield from control.grid.columns if control.grid else ()
