"""Which notes of a case are shown: by words, author and days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.case_page.notes import NotesWanted

LONGEST = 100


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"class": "in", "type": "date"}, format="%Y-%m-%d")
    # As addresses write days, whatever the language.
    return forms.DateField(label=label, required=False, widget=widget, input_formats=["%Y-%m-%d"])


class NotesForm(forms.Form):
    """What is asked for in the address; blank fields ask for nothing."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "in", "type": "search"}),
    )
    author = forms.CharField(
        label=_("Author"),
        required=False,
        max_length=LONGEST,
        widget=forms.Select(attrs={"class": "in"}),
    )
    since = _day(_("From"))
    until = _day(_("Until"))

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, label_suffix="")

    def clean_until(self) -> date | None:
        since: date | None = self.cleaned_data.get("since")
        until: date | None = self.cleaned_data["until"]
        if since and until and until < since:
            raise ValidationError(_("Choose a day that is not before the first one."))
        return until

    def offer(self, authors: Mapping[str, str]) -> None:
        """Let one choose among these people, and the one who is asked for: uid and name."""
        asked = self.data.get("author", "")
        known = {asked: asked, **authors} if asked else authors
        choices = sorted(known.items(), key=lambda one: one[1].casefold())
        self.fields["author"].widget.choices = [("", _("Everybody")), *choices]

    @property
    def wanted(self) -> NotesWanted:
        """What to show; everything where the form has mistakes."""
        if not self.is_valid():
            return NotesWanted()
        given = self.cleaned_data
        return NotesWanted(given["q"], given["author"], given["since"], given["until"])
