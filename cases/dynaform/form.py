"""DynaForm: a definition and a case's values, drawn, filled in, checked and written back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from cases.dynaform import honesty, references
from cases.dynaform.controlform import ControlForm
from cases.dynaform.definition import Form
from cases.dynaform.fields import CaseContext
from cases.dynaform.fields.base import Files, Post
from cases.dynaform.fields.files import Document, FilesAnswer, Upload
from cases.dynaform.grids import ROW_BUTTON, GridForm, Row
from cases.dynaform.kinds import Kind, Mode
from cases.dynaform.layout import is_right_to_left
from cases.dynaform.options import OptionSource
from cases.dynaform.parse import load, parse
from cases.dynaform.values import LABEL

PREFIX = "form"
REFRESH_BUTTON = "form.refresh"
DELETED_DOCUMENTS = "__VARIABLE_DOCUMENT_DELETE__"


@dataclass(frozen=True, slots=True)
class FieldError:
    """An error for the summary: the input it belongs to, its name, what to do."""

    id: str
    label: str
    message: str


class DynaForm:
    """One DynaForm of a case.

    build → bind → `errors` or `variables()`; a template draws it by `parts` (see `drawing`).
    """

    def __init__(self, definition: Form, mode: Mode, context: CaseContext) -> None:
        self.definition, self.context = definition, context
        self.mode = definition.mode.under(mode)
        self.title = definition.name
        self.is_rtl = is_right_to_left(definition)
        self.unhonoured = honesty.unhonoured(definition)
        self.shows_errors = False
        self.options_url = ""
        self._bind(None, None)

    @classmethod
    def build(
        cls,
        definition: object,
        values: Mapping[str, object],
        *,
        mode: Mode = Mode.EDIT,
        options: OptionSource | None = None,
        zone: tzinfo | None = None,
        now: datetime | None = None,
    ) -> "DynaForm":
        """The form for a case's values.

        `definition` is `dyn_content` or `formContent` however delivered; `mode` the step's;
        `zone` the user's time zone where the server has several, else None; `now` the server's
        wall clock. Raises DefinitionError if the definition cannot be read.
        """
        parsed = parse(references.apply(load(definition), values))
        moment = (now or timezone.localtime()).replace(tzinfo=None, microsecond=0)
        return cls(parsed, mode, CaseContext(values, moment, zone, options))

    def bind(self, post: Post, files: Files | None = None) -> bool:
        """Takes what was filled in; answers whether it may be saved.

        It may not if there are errors, or if a button was pressed that only redraws the form
        (add or remove a row, refresh dependent options).
        """
        self._bind(post, files or MultiValueDict())
        self.shows_errors = not self.is_redrawn
        for form in (self.main, *(row.form for grid in self.grids.values() for row in grid.rows)):
            form.is_judged = self.shows_errors
        return self.shows_errors and self._is_valid()

    def restore(self, post: Post) -> None:
        """Shows what was filled in before (a kept draft), without judging it."""
        self._bind(post, MultiValueDict())
        self.shows_errors = False

    @property
    def is_redrawn(self) -> bool:
        """Whether a button was pressed that only redraws the form."""
        data = self.main.data
        return ROW_BUTTON in data or REFRESH_BUTTON in data

    @property
    def has_dependents(self) -> bool:
        """Whether choices depend on other fields, so that they may have to be asked for again."""
        rows = (row.form for grid in self.grids.values() for row in grid.rows)
        return any(
            form.parents(form.controls[name]) for form in (self.main, *rows) for name in form.fields
        )

    @property
    def errors(self) -> list[FieldError]:
        """Errors in reading order; empty until `bind`."""
        if not self.shows_errors:
            return []
        from_grids = [
            FieldError(html_id(grid.prefix), grid.control.title, message)
            for grid in self.grids.values()
            if (message := grid.error())
        ]
        from_rows = [
            error
            for grid in self.grids.values()
            for row in (grid.rows if grid.is_open else ())
            for error in _errors(row.form, row)
        ]
        return [*_errors(self.main), *from_grids, *from_rows]

    @property
    def missing(self) -> list[str]:
        """Titles of required fields and grids for which the case holds nothing."""
        empty: tuple[object, ...] = ("", None, [], {})
        fields = [
            self.main.controls[name].title
            for name in self.main.fields
            if self.main.controls[name].required and self.main.present(name) in empty
        ]
        return fields + [grid.control.title for grid in self.grids.values() if grid.error()]

    @property
    def uploads(self) -> list[Upload]:
        """Files to send before saving; put the document that comes of each into it."""
        return [upload for answer in self._file_answers() for upload in answer.uploads]

    def variables(self) -> dict[str, object]:
        """All variables of the filled-in form, as ProcessMaker's own form writes them."""
        grids = {name: grid.value() for name, grid in self.grids.items() if grid.is_open}
        removed = self._removed()
        deleted = {DELETED_DOCUMENTS: removed} if removed else {}
        return {**self.main.written(), **grids, **deleted}

    def changes(self) -> dict[str, object]:
        """The variables that differ from what the case holds, each with its `_label`."""
        written, held = self.variables(), self.context.variables
        return {
            name: value
            for name, value in written.items()
            if any(_differs(one, written, held) for one in _pair(name, written))
        }

    def _bind(self, post: Post | None, files: Files | None) -> None:
        placed = list(self.definition.placed(self.mode))
        variables = self.context.variables
        self.main = ControlForm(placed, self.context, variables, PREFIX, post, files)
        grids: dict[str, GridForm] = {}
        for control, mode in placed:
            if control.kind is Kind.GRID and control.name and control.name not in grids:
                grids[control.name] = GridForm(control, mode, self.context, post, files, PREFIX)
        self.grids = grids

    def _is_valid(self) -> bool:
        valid = [self.main.is_valid(), *(grid.is_valid() for grid in self.grids.values())]
        return all(valid)

    def _file_answers(self) -> Iterator[FilesAnswer]:
        answers = self.main.answers().values()
        yield from (answer for answer in answers if isinstance(answer, FilesAnswer))
        for grid in self.grids.values():
            if grid.is_open:
                yield from grid.file_answers()

    def _removed(self) -> dict[str, list[dict[str, object]]]:
        answers = self.main.answers().items()
        return {
            name: [document.as_stored() for document in answer.removed]
            for name, answer in answers
            if isinstance(answer, FilesAnswer) and answer.removed
        }


def _errors(form: ControlForm, row: Row | None = None) -> Iterator[FieldError]:
    for name, messages in form.errors.items():
        control = form.controls[name]
        title = control.title if row is None else row.name_of(control)
        yield FieldError(html_id(form.add_prefix(name)), title, str(messages[0]))


def _pair(name: str, written: Mapping[str, object]) -> tuple[str, str]:
    """The names of value and label, given either."""
    base = name.removesuffix(LABEL)
    base = base if base in written else name
    return base, base + LABEL


def _differs(name: str, written: Mapping[str, object], held: Mapping[str, object]) -> bool:
    """Whether the case holds something else; a label that it never had is no difference."""
    if name not in held:
        return name in written and not (name.endswith(LABEL) and name.removesuffix(LABEL) in held)
    return name in written and held[name] != written[name]


def html_id(html_name: str) -> str:
    """The element id of an input's name."""
    bare = html_name.removeprefix(f"{PREFIX}-")
    return "f-" + "".join(char if char.isalnum() or char in "-_" else "_" for char in bare)


__all__ = ["Document", "DynaForm", "FieldError", "Upload", "html_id"]
