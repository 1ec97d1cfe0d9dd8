"""A group or a department, as those who manage people fill it in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Sequence[tuple[str, Any]]
IN = {"class": "in"}


class GroupForm(forms.Form):
    """A group is a title; who belongs to it is changed on its page."""

    title = forms.CharField(
        label=_("Title"),
        max_length=100,
        widget=forms.TextInput(attrs={**IN, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    @property
    def changes(self) -> dict[str, str]:
        """The fields that differ from what ProcessMaker has; only of a valid form."""
        return {name: str(self.cleaned_data[name]) for name in self.changed_data}


class DepartmentForm(GroupForm):
    """A department with its place in the tree and, once it has people, who leads it."""

    def __init__(self, *args: Any, parents: Choices, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        top = ("", _("None: it stands on top"))
        self.fields["parent"] = _choice(_("Below"), [top, *parents])
        if members:
            nobody = [] if self.initial.get("manager") else [("", _("Nobody"))]
            self.fields["manager"] = _choice(_("Led by"), [*nobody, *members])


def _choice(label: Any, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.Select(attrs=IN)
    )
