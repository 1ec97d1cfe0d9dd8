"""The types of columns: what they are called, and which texts they take."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processmaker.models import TableField

Value = str | int | float | None
INTEGER: Final = re.compile(r"[+-]?\d{1,19}")
TRUE: Final = frozenset({"1", "true", "yes", "y"})
FALSE: Final = frozenset({"0", "false", "no", "n"})


class WrongValue(ValueError):
    """A text that a column does not take; the message says why, in words for people."""


@dataclass(frozen=True)
class Kind:
    """A type: `is_number` sorts and aligns by it; `read` raises WrongValue."""

    label: str | Promise
    read: Callable[[str], Value]
    is_number: bool = False


def _whole(text: str) -> Value:
    if not INTEGER.fullmatch(text):
        raise WrongValue(_("is no whole number"))
    return int(text)


def _decimal(text: str) -> Value:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise WrongValue(_("is no number; write it with a point, such as 1234.5")) from error
    if not number.is_finite():
        raise WrongValue(_("is no number; write it with a point, such as 1234.5"))
    return text


def _truth(text: str) -> Value:
    word = text.casefold()
    if word not in TRUE | FALSE:
        raise WrongValue(_("is neither 1 nor 0"))
    return 1 if word in TRUE else 0


def _day(text: str) -> Value:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise WrongValue(_("is no date; write it as 2026-11-21")) from error


def _moment(text: str) -> Value:
    try:
        return datetime.fromisoformat(text).isoformat(" ", "seconds")
    except ValueError as error:
        raise WrongValue(_("is no date and time; write it as 2026-11-21 14:30:00")) from error


def _clock(text: str) -> Value:
    try:
        return time.fromisoformat(text).isoformat("seconds")
    except ValueError as error:
        raise WrongValue(_("is no time; write it as 14:30:00")) from error


TEXT: Final = Kind(gettext_lazy("Text"), str)
WHOLE: Final = Kind(gettext_lazy("Whole number"), _whole, is_number=True)
DECIMAL: Final = Kind(gettext_lazy("Number"), _decimal, is_number=True)
KINDS: Final = {
    "TINYINT": WHOLE,
    "SMALLINT": WHOLE,
    "INTEGER": WHOLE,
    "BIGINT": WHOLE,
    "FLOAT": DECIMAL,
    "DOUBLE": DECIMAL,
    "REAL": DECIMAL,
    "DECIMAL": DECIMAL,
    "BOOLEAN": Kind(gettext_lazy("Yes or no"), _truth, is_number=True),
    "DATE": Kind(gettext_lazy("Date"), _day),
    "DATETIME": Kind(gettext_lazy("Date and time"), _moment),
    "TIMESTAMP": Kind(gettext_lazy("Date and time"), _moment),
    "TIME": Kind(gettext_lazy("Time"), _clock),
}


def kind_of(field: TableField) -> Kind:
    """The kind of a column; text for types of a newer server."""
    return KINDS.get(field.type.upper(), TEXT)
