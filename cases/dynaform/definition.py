"""The typed definition of a DynaForm: what `parse` makes of ProcessMaker's `dyn_content`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cases.dynaform.kinds import Kind, Mode


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the stored value and the text shown for it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """Where the choices of a control come from.

    `fixed` are the designer's own; `answered` the server's `optionsSql` (None: the definition was
    delivered as stored, without asking the database); `sql` names the fields it depends on as
    `@@name`; `data_variable` names a case variable that holds rows of value and label.
    """

    fixed: tuple[Option, ...] = ()
    answered: tuple[Option, ...] | None = None
    sql: str = ""
    data_variable: str = ""
    limit: int = 10
    delay_ms: int = 0
    force_selection: bool = False


@dataclass(frozen=True, slots=True)
class TextSpec:
    """Rules of a text or textarea: `validate` is a JavaScript pattern, used as a search."""

    max_length: int | None = None
    transform: str = ""
    validate: str = ""
    validate_message: str = ""
    formula: str = ""
    operation: str = ""
    rows: int = 3


@dataclass(frozen=True, slots=True)
class DateSpec:
    """Rules of a datetime; `format` has moment.js tokens, limits are fixed dates or `@@name`."""

    format: str = "YYYY-MM-DD"
    minimum: str = ""
    maximum: str = ""
    default: str = ""
    use_current: bool = False
    disabled_dates: tuple[str, ...] = ()
    disabled_weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FileSpec:
    """Rules of a file control; sizes in bytes, empty or None means no limit."""

    extensions: tuple[str, ...] = ()
    max_bytes: int | None = None
    max_number: int | None = None
    many: bool = False
    input_document: str = ""


@dataclass(frozen=True, slots=True)
class MediaSpec:
    """Fixed content of link, image and panel."""

    text: str = ""
    href: str = ""
    source: str = ""
    alternative: str = ""
    comment: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class GridSpec:
    """Columns and behaviour of a grid; `page_size` 0 means one page."""

    columns: tuple["Control", ...] = ()
    layout: str = "responsive"
    page_size: int = 0
    may_add: bool = True
    may_delete: bool = True
    first_rows: int = 0


@dataclass(frozen=True, slots=True)
class Control:
    """One control. Values are read and written under `name`, the text beside as `name_label`.

    `type_name` is the type as the definition writes it (of use where `kind` is UNKNOWN).
    `width` is a grid column's share in percent, 0 where none is given. `answered` is what the
    server put into `data` when it processed the definition (None: nothing).
    """

    kind: Kind
    type_name: str
    name: str = ""
    id: str = ""
    label: str = ""
    hint: str = ""
    placeholder: str = ""
    span: int = 12
    width: int = 0
    mode: Mode = Mode.PARENT
    data_type: str = ""
    required: bool = False
    required_message: str = ""
    protected: bool = False
    default: object = ""
    answered: object = None
    options: OptionSpec = field(default_factory=OptionSpec)
    text: TextSpec = field(default_factory=TextSpec)
    date: DateSpec = field(default_factory=DateSpec)
    files: FileSpec = field(default_factory=FileSpec)
    media: MediaSpec = field(default_factory=MediaSpec)
    grid: GridSpec | None = None
    subform: "Form | None" = None

    @property
    def title(self) -> str:
        """The best words to name the control to a person."""
        return self.label or self.placeholder or self.name or self.type_name

    @property
    def is_number(self) -> bool:
        """Whether the control holds a number, so that figures are set right."""
        is_typed = self.data_type in ("integer", "float")
        return is_typed or bool(self.text.operation or self.text.formula)


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of `span` twelfths in a row; without a control it is empty space."""

    span: int
    control: Control | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form or sub-form: rows of cells, and what only a browser running its script could do."""

    uid: str = ""
    name: str = ""
    description: str = ""
    mode: Mode = Mode.EDIT
    rows: tuple[tuple[Cell, ...], ...] = ()
    has_script: bool = False
    libraries: tuple[str, ...] = ()
    classic: bool = False

    def placed(self, mode: Mode) -> Iterator[tuple[Control, Mode]]:
        """Every control, those of sub-forms too, with its resolved mode, in reading order."""
        for row in self.rows:
            for cell in row:
                if cell.control is None:
                    continue
                own = cell.control.mode.under(mode)
                yield cell.control, own
                if cell.control.subform is not None:
                    yield from cell.control.subform.placed(own)

    def controls(self) -> Iterator[Control]:
        """Every control in reading order, those of sub-forms too (grid columns are not)."""
        return (control for control, _ in self.placed(self.mode))
