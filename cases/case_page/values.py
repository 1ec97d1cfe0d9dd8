"""What a person reads for a case variable: one small class for each kind of value.

``kind`` names the template that draws it; ``cases.case_page.read_value`` decides which it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, TypeAlias

LONG_TEXT = 1200


class Shown:
    """What all values share: the template that draws them."""

    kind: ClassVar[str]

    @property
    def template(self) -> str:
        return f"cases/case/values/_{self.kind}.html"


@dataclass(frozen=True)
class Blank(Shown):
    """Nothing was entered."""

    kind: ClassVar[str] = "blank"


@dataclass(frozen=True)
class Text(Shown):
    """Plain text, line breaks kept; ``long`` text is folded."""

    kind: ClassVar[str] = "text"
    text: str

    @property
    def long(self) -> bool:
        return len(self.text) > LONG_TEXT


@dataclass(frozen=True)
class Answer(Shown):
    """A tick: yes or no."""

    kind: ClassVar[str] = "answer"
    yes: bool


@dataclass(frozen=True)
class Number(Shown):
    """A number of the form's integer and float fields, decimals as entered."""

    kind: ClassVar[str] = "number"
    number: Decimal

    @property
    def pattern(self) -> str:
        """The argument of Django's ``floatformat``: as many decimals as entered, grouped."""
        exponent = self.number.as_tuple().exponent
        return f"{-exponent if isinstance(exponent, int) and exponent < 0 else 0}g"


@dataclass(frozen=True)
class Moment(Shown):
    """A date, or a date with time; aware when the server sent an offset."""

    kind: ClassVar[str] = "moment"
    at: date

    @property
    def has_time(self) -> bool:
        return isinstance(self.at, datetime)


@dataclass(frozen=True)
class Choices(Shown):
    """Chosen options of a check group, by their labels."""

    kind: ClassVar[str] = "choices"
    labels: tuple[str, ...]


@dataclass(frozen=True)
class File:
    """One file of a file field; ``uid`` is "" when the server names a file without its uid."""

    uid: str
    name: str


@dataclass(frozen=True)
class Files(Shown):
    kind: ClassVar[str] = "files"
    files: tuple[File, ...]


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    numeric: bool


@dataclass(frozen=True)
class Grid(Shown):
    """Rows of a grid; every row has one value for each column.

    ``first`` is the number of the first row here: a page of a long grid begins later than 1.
    """

    kind: ClassVar[str] = "grid"
    columns: tuple[Column, ...]
    rows: tuple[tuple["Value", ...], ...]
    first: int = 1

    @property
    def numbered(self) -> list[tuple[int, tuple["Value", ...]]]:
        return list(enumerate(self.rows, self.first))

    def cut(self, start: int, size: int) -> "Grid":
        """``size`` rows after the first ``start``."""
        return Grid(self.columns, self.rows[start : start + size], start + 1)


@dataclass(frozen=True)
class Record(Shown):
    """An object of unknown structure: names and what stands under them."""

    kind: ClassVar[str] = "record"
    entries: tuple[tuple[str, "Value"], ...]


@dataclass(frozen=True)
class Listing(Shown):
    """A list of things that are no plain options."""

    kind: ClassVar[str] = "listing"
    items: tuple["Value", ...]


Value: TypeAlias = (
    Blank | Text | Answer | Number | Moment | Choices | Files | Grid | Record | Listing
)
