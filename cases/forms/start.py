"""What a case can be started with, beyond the process itself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.forms.actions import UID
from cases.forms.variables import NAME


class StartForm(forms.Form):
    """Which task begins the case; first values, a line each; in whose name.

    ``people`` are pairs of uid and name, none where the person may start only for themselves.
    """

    process_uid = forms.RegexField(UID, widget=forms.HiddenInput)
    task_uid = forms.RegexField(UID, widget=forms.HiddenInput)
    values = forms.CharField(
        label=_("First values"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"class": "in", "rows": 4, "spellcheck": "false"}),
        help_text=_("One a line, as in: amount = 250"),
    )
    user_uid = forms.ChoiceField(
        label=_("In the name of"),
        required=False,
        widget=forms.Select(attrs={"class": "in"}),
        help_text=_("The draft is then theirs; you do not see it in your lists."),
    )

    def __init__(self, data: Any = None, *, people: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(data, label_suffix="")
        if people:
            self.fields["user_uid"].choices = [("", _("Myself")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["user_uid"]

    def clean_values(self) -> dict[str, str]:
        """`name = value` lines as variables."""
        found: dict[str, str] = {}
        for number, line in enumerate(self.cleaned_data["values"].splitlines(), 1):
            if not line.strip():
                continue
            name, sign, value = (part.strip() for part in line.partition("="))
            if not sign or not NAME.fullmatch(name):
                text = _("Line %(number)d: write a name, an equals sign and a value.")
                raise ValidationError(text, params={"number": number})
            found[name] = value
        return found
