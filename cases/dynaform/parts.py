"""One control as the templates draw it.

`template` is the partial of its kind in `cases/form/controls/`. In a grid the label stands in the
column head, so a cell's accessible name has the row's number in it.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cases.dynaform import dates, moment
from cases.dynaform.controlform import ControlForm
from cases.dynaform.definition import Control, Option
from cases.dynaform.fields import ControlField
from cases.dynaform.fields.choice import CheckgroupField, SelectField
from cases.dynaform.fields.date import DateTimeField
from cases.dynaform.fields.files import Document, FilesAnswer, FilesField, documents_of
from cases.dynaform.form import html_id
from cases.dynaform.grids import Row
from cases.dynaform.kinds import (
    FIELD_KINDS,
    FILE_KINDS,
    MOBILE_FILE_KINDS,
    MOBILE_KINDS,
    SINGLE_INPUT_KINDS,
    Kind,
    Mode,
)
from cases.dynaform.panels import Panel, is_web_address, reduced
from cases.dynaform.values import as_shown

if TYPE_CHECKING:
    from cases.dynaform.drawing import GridPart

_FOLDER = "cases/form/controls"
_SAME_TEMPLATE = {Kind.MULTIPLE_FILE: "file"}
_VALUE_TEMPLATE = "value"
_MODES_OF_INPUTS = {"integer": "numeric", "float": "decimal"}


@dataclass(frozen=True)
class Choice:
    """An option and whether it is the present one."""

    option: Option
    is_chosen: bool


@dataclass
class Part:
    """One control as it is drawn."""

    control: Control
    mode: Mode
    form: ControlForm
    place: str = ""
    row: Row | None = None
    named_by: str = ""
    names: "Part | None" = None
    parts: list["Part"] = field(default_factory=list)
    grid: "GridPart | None" = None

    @cached_property
    def cell(self) -> ControlField | None:
        """The field, None for a control that holds no value or repeats another's name."""
        own = self.form.controls.get(self.control.name)
        return self.form.cells[self.control.name] if own is self.control else None

    @cached_property
    def is_open(self) -> bool:
        """Whether the control can be filled in."""
        return self.cell is not None and self.control.name in self.form.fields

    @property
    def is_computed(self) -> bool:
        """Whether a formula fills it in."""
        return self.cell is not None and self.control.name in self.form.formulas

    @property
    def is_disabled(self) -> bool:
        """Whether it is drawn as an input that cannot be used."""
        return not self.is_open and self.mode is not Mode.VIEW

    @property
    def template(self) -> str:
        """The partial that draws it."""
        kind = self.control.kind
        is_field = kind in FIELD_KINDS
        shows_value = kind is Kind.UNKNOWN or kind in MOBILE_KINDS
        if shows_value or (is_field and (self.mode is Mode.VIEW or self.cell is None)):
            name = "hidden_value" if kind is Kind.HIDDEN else _VALUE_TEMPLATE
        else:
            name = _SAME_TEMPLATE.get(kind, kind.value)
        return f"{_FOLDER}/_{name}.html"

    @property
    def html_name(self) -> str:
        """Name of the input."""
        return self.form.add_prefix(self.control.name)

    @property
    def id(self) -> str:
        """Id of the input; other elements of the part derive theirs."""
        return html_id(self.html_name) if self.control.name else f"l-{id(self.control):x}"

    @property
    def label_id(self) -> str:
        """Id of a label cell, for the control that it names."""
        return f"l-{self.id}"

    @property
    def label(self) -> str:
        """The visible label; in a grid the accessible name."""
        if self.row is None:
            return self.control.label
        return self.row.name_of(self.control)

    @property
    def aria_label(self) -> str:
        """The accessible name where no visible label gives it."""
        if self.row is not None:
            return self.label
        return "" if self.control.label or self.named_by else self.control.title

    @property
    def is_single_input(self) -> bool:
        """Whether one element is the control, so that a label can point at it."""
        return self.control.kind in SINGLE_INPUT_KINDS and (self.is_open or self.is_disabled)

    @cached_property
    def errors(self) -> list[str]:
        """Messages under the input."""
        if not self.is_open or not self.form.is_judged:
            return []
        return [str(message) for message in self.form.errors.get(self.control.name, [])]

    @property
    def described_by(self) -> str:
        """Ids of hint and error."""
        hint = f"h-{self.id}" if self.control.hint else ""
        return " ".join(filter(None, [hint, f"e-{self.id}" if self.errors else ""]))

    @property
    def posted(self) -> object:
        """What the input shows."""
        return self.form.posted(self.control.name) if self.cell is not None else ""

    @property
    def text(self) -> str:
        """The value in words."""
        if self.is_computed and not self.form.present(self.control.name):
            return self.form.computed(self.control.name)
        if self.cell is not None:
            return self.cell.shown_text()
        return as_shown(self.form.variables.get(self.control.name, "")) if self.control.name else ""

    @property
    def choices(self) -> list[Choice]:
        """Options with the present ones marked."""
        cell, posted = self.cell, self.posted
        if not isinstance(cell, SelectField | CheckgroupField):
            return []
        present = posted if isinstance(posted, list) else [posted]
        return [Choice(option, option.value in present) for option in cell.offered()]

    @property
    def lacks_choices(self) -> bool:
        """Whether the server gave no answer to the question for options."""
        is_list = isinstance(self.cell, SelectField | CheckgroupField)
        known = self.cell is not None and self.cell.choices.complete
        return self.is_open and is_list and not known and self.control.kind is not Kind.SUGGEST

    @property
    def tick_label(self) -> str:
        """Words of a tick: those of the option that a tick stands for, if they say anything."""
        option = self.cell.choices.by_value("1") if self.cell is not None else None
        words = option.label if option is not None else ""
        return "" if words.lower() in ("true", "1") else words

    @property
    def parents(self) -> str:
        """Names of the fields that the choices depend on, for the script."""
        return " ".join(self.form.parents(self.control)) if self.is_open else ""

    @property
    def formula(self) -> str:
        """The formula's steps as JSON, for the script."""
        return json.dumps(self.form.formulas[self.control.name].steps) if self.is_computed else ""

    @property
    def input_type(self) -> str:
        """The type of a datetime's input."""
        return moment.input_type(self.control.date.format)

    @property
    def input_mode(self) -> str:
        """The keyboard that fits a text."""
        known = _MODES_OF_INPUTS.get(self.control.data_type, "")
        return known or ("decimal" if self.control.is_number else "")

    @property
    def step(self) -> str:
        """1 where the format shows seconds."""
        return "1" if moment.has_seconds(self.control.date.format) else ""

    @property
    def limits(self) -> tuple[str, str]:
        """Earliest and latest value of a datetime's input."""
        if not isinstance(self.cell, DateTimeField):
            return "", ""
        pattern = self.control.date.format
        earliest, latest = (
            dates.for_input(limit, pattern) if limit else "" for limit in self.cell.limits()
        )
        return earliest, latest

    @property
    def accept(self) -> str:
        """File types for the browser's picker."""
        return ",".join(f".{extension}" for extension in self.control.files.extensions)

    @property
    def documents(self) -> list[Document]:
        """Documents that the case holds or that were uploaded with this post."""
        if isinstance(self.cell, FilesField):
            return list(self.cell.documents())
        if self.control.kind in FILE_KINDS | MOBILE_FILE_KINDS and self.control.name:
            held = self.form.variables
            name = self.control.name
            return list(documents_of(held.get(name), held.get(f"{name}_label")))
        return []

    @property
    def added(self) -> list[Document]:
        """Documents uploaded before the form was sent, or by sending it."""
        answer = self.form.cleaned_data.get(self.control.name) if self.form.is_judged else None
        sent = answer.uploads if isinstance(answer, FilesAnswer) else []
        done = [upload.document for upload in sent if upload.document is not None]
        return [*getattr(self.posted, "added", ()), *done]

    @property
    def lost_files(self) -> str:
        """Names of chosen files that a browser does not keep when the form comes back."""
        chosen = getattr(self.posted, "files", ())
        known = {document.name for document in self.added}
        return ", ".join(file.name for file in chosen if file.name not in known)

    @property
    def removed(self) -> tuple[str, ...]:
        """Uids of documents marked to be taken out."""
        return tuple(getattr(self.posted, "removed", ()))

    @property
    def panel(self) -> Panel:
        """The panel's HTML, without anything that acts."""
        return reduced(self.control.media.html)

    @property
    def href(self) -> str:
        """The link's address if it may be followed."""
        href = self.control.media.href.strip()
        return href if is_web_address(href) else ""

    @property
    def shows_picture(self) -> bool:
        """Whether the picture is inside the definition; others are linked, not loaded."""
        return self.control.media.source.startswith("data:image/")

    @property
    def picture_href(self) -> str:
        """Address of a picture elsewhere."""
        source = self.control.media.source
        return source if is_web_address(source) else ""
