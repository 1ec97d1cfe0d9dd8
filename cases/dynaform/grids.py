"""A grid: rows of controls, each row a form of its own.

The post lists the rows' keys in order under the grid's own name; a row that came from the case
keeps its key, a new one has a key of letters. So rows can be added and taken out in between, by
script or by posting the form, and a row never loses what its columns do not show.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from cases.dynaform import formula
from cases.dynaform.controlform import ControlForm
from cases.dynaform.definition import Control, GridSpec
from cases.dynaform.fields import CaseContext
from cases.dynaform.fields.base import Files, Post
from cases.dynaform.fields.files import FilesAnswer
from cases.dynaform.kinds import FIELD_KINDS, Kind, Mode
from cases.dynaform.values import LABEL, Stored, as_rows, as_shown, stored, written

_MAX_ROWS = 5000
ROW_BUTTON = "form.row"
"""Name of the buttons "add:<grid>" and "remove:<grid>:<key>", for use without script."""
BLANK_KEY = "__row__"
"""The key of the row that the browser copies to add one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `source` is what the case holds for it, empty for a new row."""

    key: str
    number: int
    form: ControlForm
    source: Mapping[str, object]

    def name_of(self, column: Control) -> str:
        """The accessible name of a cell: the column head and the row's number."""
        named = {"column": column.title, "row": self.number or BLANK_KEY}
        return _("%(column)s, row %(row)s") % named


class GridForm:
    """The rows of one grid, unbound or bound to a post."""

    def __init__(
        self,
        control: Control,
        mode: Mode,
        context: CaseContext,
        data: Post | None = None,
        files: Files | None = None,
        prefix: str = "form",
    ) -> None:
        self.control, self.mode = control, mode
        self.spec = control.grid or GridSpec()
        self.prefix = f"{prefix}-{control.name}"
        self.context = replace(context, grid_name=control.name)
        self.data, self.files = data, files
        self.stored: Stored = stored(control, context.variables)
        self.held = as_rows(self.stored.value)
        keys = self._keys()
        self.rows = [self.row(key, number) for number, key in enumerate(keys, 1)]

    @property
    def is_open(self) -> bool:
        """Whether rows may be filled in."""
        return self.mode is Mode.EDIT and not self.control.protected

    def row(self, key: str, number: int = 0) -> Row:
        """The row of a key; BLANK_KEY gives the row to copy."""
        source = self.held.get(key, {})
        is_bound = self.data is not None and self.is_open and key != BLANK_KEY
        form = ControlForm(
            [(column, column.mode.under(self.mode)) for column in self.spec.columns],
            self.context,
            source,
            f"{self.prefix}-{key}",
            self.data if is_bound else None,
            self.files if is_bound else None,
        )
        return Row(key, number, form, source)

    def error(self) -> str:
        """The grid's own error: a required grid needs a row."""
        if not self.is_open or not self.control.required or self.rows:
            return ""
        return self.control.required_message or _("Add at least one row.")

    def is_valid(self) -> bool:
        """Whether the grid and all its rows are right."""
        forms = [row.form.is_valid() for row in self.rows] if self.is_open else []
        return all(forms) and not self.error()

    def value(self) -> object:
        """All rows, numbered from "1"; as the case holds them if nothing has changed."""
        rows = {str(row.number): self._written(row) for row in self.rows}
        return self.stored.value if self._is_unchanged(rows) else rows

    def file_answers(self) -> Iterator[FilesAnswer]:
        """Answers of the file columns, row by row."""
        for row in self.rows:
            for answer in row.form.answers().values():
                if isinstance(answer, FilesAnswer):
                    yield answer

    def total(self, column: Control) -> str:
        """Sum or average of a column as it is shown, with two decimals; "" without an operation."""
        operation = column.text.operation
        if operation not in ("sum", "avg"):
            return ""
        numbers = [formula.number(as_shown(row.form.posted(column.name))) for row in self.rows]
        total = sum(numbers)
        return f"{total / max(len(numbers), 1) if operation == 'avg' else total:.2f}"

    def _is_unchanged(self, rows: Mapping[str, Mapping[str, object]]) -> bool:
        """Whether the case holds these rows already, apart from labels that it never had."""
        if not self.stored.held or list(rows) != list(self.held):
            return False
        return all(
            self.held[key].get(name, value if name.endswith(LABEL) else None) == value
            for key, row in rows.items()
            for name, value in row.items()
        )

    def _keys(self) -> list[str]:
        posted = self.data.getlist(self.prefix) if self.data is not None and self.is_open else []
        if not posted:
            fresh = [] if self.stored.held else range(1, self.spec.first_rows + 1)
            return list(self.held) or [f"n{number}" for number in fresh]
        pressed = str(self.data.get(ROW_BUTTON, "")) if self.data is not None else ""
        action, _separator, target = pressed.partition(":")
        return self._after(action, target, [str(key) for key in posted if key])

    def _after(self, action: str, target: str, posted: list[str]) -> list[str]:
        """The posted keys, after the row button that was pressed, within what is allowed."""
        keys = list(dict.fromkeys(posted))[:_MAX_ROWS]
        name, _separator, key = target.rpartition(":")
        if action == "remove" and name == self.control.name and key in keys:
            keys.remove(key)
        if action == "add" and target == self.control.name:
            keys.append(self._fresh(keys))
        if not self.spec.may_add:
            keys = [key for key in keys if key in self.held]
        if not self.spec.may_delete:
            keys = [*self.held, *(key for key in keys if key not in self.held)]
        return keys

    def _fresh(self, keys: list[str]) -> str:
        number = len(keys) + 1
        while f"n{number}" in keys or f"n{number}" in self.held:
            number += 1
        return f"n{number}"

    def _written(self, row: Row) -> dict[str, object]:
        shown = {} if row.source else self._shown(row.form)
        return {**shown, **row.source, **row.form.written(), **self._computed(row.form)}

    def _shown(self, form: ControlForm) -> dict[str, object]:
        """Columns of a new row that nobody may fill in: what they show is what is written."""
        closed = [name for name in form.cells if name not in form.fields]
        files = (Kind.FILE, Kind.MULTIPLE_FILE)
        return {
            key: value
            for name in closed
            if form.controls[name].kind in FIELD_KINDS.difference(files)
            for cell in [form.cells[name]]
            for key, value in written(name, cell.write(cell.shown())).items()
        }

    def _computed(self, form: ControlForm) -> dict[str, object]:
        """Computed columns, in view mode too: they must not disagree with the rest of the row."""
        results = {name: form.computed(name) for name in form.formulas}
        changed = {
            name: result for name, result in results.items() if result != form.cells[name].shown()
        }
        return {key: result for name, result in changed.items() for key in (name, name + LABEL)}
