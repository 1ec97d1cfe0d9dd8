"""Editing one variable of a case by its type."""

import json
import re
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.case_page.data import is_system
from cases.json_text import finite, read_json

NAME: Final = re.compile(r"\A[A-Za-z_][A-Za-z0-9_]{0,99}\Z")
"""What ProcessMaker takes for the name of a variable."""

TYPES: Final = [
    ("text", _("Text")),
    ("number", _("Number")),
    ("truth", _("Yes or no")),
    ("date", _("Date")),
    ("json", _("Structure, as JSON")),
]
LONGEST: Final = 100_000


def type_of(value: object) -> str:
    """The type under which a value is offered for editing."""
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    return "json" if isinstance(value, dict | list) else "text"


class VariableForm(forms.Form):
    """Name, type and value; ``known`` is the name where the variable exists already."""

    name = forms.RegexField(
        NAME,
        label=_("Name"),
        widget=forms.TextInput(attrs={"class": "in", "autocapitalize": "none"}),
        error_messages={"invalid": _("Letters, digits and underscores, beginning with a letter.")},
    )
    type = forms.ChoiceField(
        label=_("Type"), choices=TYPES, widget=forms.Select(attrs={"class": "in"})
    )
    value = forms.CharField(
        label=_("Value"),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "in", "rows": 4}),
    )

    def __init__(self, data: Any = None, *, name: str = "", value: object = "") -> None:
        kind = type_of(value)
        shown = json.dumps(value, ensure_ascii=False, indent=2) if kind == "json" else value
        if isinstance(value, bool):
            shown = "1" if value else "0"
        initial = {"name": name, "type": kind, "value": "" if shown is None else shown}
        super().__init__(data, initial=initial, label_suffix="")
        if name:
            self.fields["name"].widget = forms.HiddenInput()

    def clean_name(self) -> str:
        """System variables are ProcessMaker's own."""
        name: str = self.cleaned_data["name"]
        if is_system(name):
            raise ValidationError(_("ProcessMaker keeps this variable itself."))
        return name

    def clean(self) -> dict[str, Any]:
        """The value as its type is stored."""
        values = self.cleaned_data
        kind, text = values.get("type"), values.get("value", "")
        if kind in _READERS:
            try:
                values["value"] = _READERS[kind](text.strip())
            except ValueError as error:
                raise ValidationError({"value": _WRONG[kind]}) from error
        return values


def _number(text: str) -> int | float:
    return int(text) if re.fullmatch(r"-?\d+", text) else finite(text)


def _truth(text: str) -> str:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text


def _date(text: str) -> str:
    date.fromisoformat(text[:10])
    return text


_READERS: Final[dict[str, Any]] = {
    "number": _number,
    "truth": _truth,
    "date": _date,
    "json": read_json,
}
_WRONG: Final = {
    "number": _("Write a number, with a point for decimals."),
    "truth": _("Write 1 for yes or 0 for no."),
    "date": _("Write the date as in 2026-12-24, with a time after it if need be."),
    "json": _("This is no valid JSON. Look for a missing quote, comma or bracket."),
}
