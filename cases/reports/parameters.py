"""What a report is asked with: dates, numbers, texts; never a piece of SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.office_models import NamedReport
from pmdash.web.date_styles import is_day
from processmaker.fields import number

TYPES: Final[dict[str, str | Promise]] = {
    "date": gettext_lazy("Date"),
    "number": gettext_lazy("Number"),
    "text": gettext_lazy("Text"),
}
LONGEST: Final = 200


class Parameter(msgspec.Struct, frozen=True):
    """One parameter; ``type`` is a key of :data:`TYPES`."""

    name: str
    label: str = ""
    type: str = "text"
    required: bool = False


@dataclass(frozen=True)
class Given:
    """A parameter with the text that was given for it, and what is wrong with that."""

    parameter: Parameter
    text: str
    error: str

    @property
    def input_type(self) -> str:
        """The type of the field on screen."""
        return self.parameter.type


def parameters_of(report: NamedReport) -> list[Parameter]:
    return msgspec.convert(report.parameters, list[Parameter])


def read_given(parameters: Sequence[Parameter], query: Mapping[str, str]) -> list[Given]:
    """The texts of a query for the parameters; names that are none are left out."""
    texts = {one.name: query.get(one.name, "").strip()[:LONGEST] for one in parameters}
    return [Given(one, texts[one.name], _error(one, texts[one.name])) for one in parameters]


def _error(parameter: Parameter, text: str) -> str:
    if not text:
        return _("This is needed.") if parameter.required else ""
    if parameter.type == "number" and number(text) is None:
        return _("This is no number.")
    if parameter.type == "date" and not is_day(text):
        return _("This is no date; write it as 2026-11-21.")
    return ""
