"""What bulk operations ask for: a form an operation; `arguments` are the params of its job."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.forms.actions import (
    LONGEST_NOTE,
    ActionForm,
    NoteForm,
    PauseForm,
    note_field,
)
from cases.forms.people import NOTHING, Offered, Person

LARGEST_FILE = 1_000_000


class NumbersForm(forms.Form):
    """Case numbers, pasted or in the first column of a file."""

    numbers = forms.CharField(
        label=_("Case numbers"),
        required=False,
        widget=forms.Textarea(attrs={"class": "in", "rows": 3, "placeholder": "1017, 1018"}),
    )
    file = forms.FileField(
        label=_("or a CSV file with the numbers in its first column"),
        required=False,
        widget=forms.FileInput(attrs={"class": "in", "accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 1 MB. Split it."))
        raw = file.read()
        try:
            return str(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(raw.decode("latin-1"))

    def text(self) -> str:
        """All that was given, a line each."""
        return f"{self.cleaned_data['numbers']}\n{self.cleaned_data['file']}".strip()


class PlainForm(ActionForm):
    """Nothing is asked."""


class PickForm(ActionForm):
    """One of what ProcessMaker offers: ``picks`` is its field, ``told_as`` the param of a name.

    ``blank`` is what stands there before anything is chosen.
    """

    picks: ClassVar[str]
    told_as: ClassVar[str]
    blank: ClassVar[Sequence[tuple[str, Any]]] = [("", _("Choose"))]

    def __init__(
        self, data: Any = None, *, offered: Offered = NOTHING, reasons: bool = True
    ) -> None:
        super().__init__(data, offered=offered, reasons=reasons)
        self.names = dict(offered.choices)
        field = self.fields[self.picks]
        field.choices = [*self.blank, *offered.choices]  # type: ignore[attr-defined]
        field.help_text = offered.hint

    def arguments(self) -> dict[str, Any]:
        """Uid and name."""
        values = super().arguments()
        return {**values, self.told_as: str(self.names[values[self.picks]])}


def pick_field(label: Any, missing: Any, widget: Any = None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        widget=widget or forms.Select(attrs={"class": "in"}),
        error_messages={"required": missing, "invalid_choice": missing},
    )


class GiveAllForm(PickForm):
    """To one person."""

    picks, told_as, blank = "target_uid", "target_name", ()
    target_uid = pick_field(_("To"), _("Choose a person."), forms.RadioSelect)
    note = note_field()


class SpreadForm(ActionForm):
    """Over several people."""

    targets = forms.MultipleChoiceField(
        label=_("To"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )
    by = forms.ChoiceField(
        label=_("How"),
        choices=[("turn", _("In turn")), ("load", _("By load: whoever has the fewest open cases"))],
        initial="turn",
        widget=forms.RadioSelect,
    )
    note = note_field()

    def __init__(
        self, data: Any = None, *, offered: Offered = NOTHING, reasons: bool = True
    ) -> None:
        super().__init__(data, offered=offered, reasons=reasons)
        self.people = dict(offered.choices)
        field = self.fields["targets"]
        field.choices = list(offered.choices)  # type: ignore[attr-defined]
        field.help_text = offered.hint

    def arguments(self) -> dict[str, Any]:
        """People by uid and name, with ``open`` where it is known how many cases they have."""
        values = super().arguments()
        return {**values, "targets": [_target(uid, self.people[uid]) for uid in values["targets"]]}


def _target(uid: str, person: str | Person) -> dict[str, Any]:
    load = person.open if isinstance(person, Person) else None
    return {"uid": uid, "name": str(person)} | ({} if load is None else {"open": load})


class PauseAllForm(PauseForm):
    """Until a date, or without end."""

    notify = None  # type: ignore[assignment]


class CancelAllForm(ActionForm):
    """Why they are cancelled: everybody on a case can read it."""

    note = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"class": "in", "rows": 2}),
        error_messages={"required": _("Say why the cases are cancelled.")},
    )


class VariableForm(ActionForm):
    """A variable of the case, with the label that a drop-down list shows for its value."""

    name = forms.RegexField(
        r"^[A-Za-z_][A-Za-z0-9_]*$",
        label=_("Variable"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "in", "autocapitalize": "none"}),
        error_messages={
            "required": _("Which variable?"),
            "invalid": _("A variable has letters, digits and underscores, as in `approved_by`."),
        },
    )
    value = forms.CharField(
        label=_("New value"),
        required=False,
        max_length=4000,
        strip=False,
        widget=forms.TextInput(attrs={"class": "in"}),
    )
    value_label = forms.CharField(
        label=_("Label of the value"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"class": "in"}),
    )


class TriggerAllForm(PickForm):
    """Which trigger."""

    picks, told_as = "trigger_uid", "trigger_title"
    trigger_uid = pick_field(_("Trigger"), _("Choose a trigger."))


class GenerateForm(PickForm):
    """Which output document."""

    picks, told_as = "document_uid", "document_title"
    document_uid = pick_field(_("Output document"), _("Choose a document."))


FORMS: dict[str, type[ActionForm]] = {
    "reassign": GiveAllForm,
    "spread": SpreadForm,
    "assign": GiveAllForm,
    "pause": PauseAllForm,
    "unpause": PlainForm,
    "route": PlainForm,
    "cancel": CancelAllForm,
    "delete": PlainForm,
    "variable": VariableForm,
    "trigger": TriggerAllForm,
    "note": NoteForm,
    "generate": GenerateForm,
}
"""The operations that can be asked for, in the order in which they are offered."""
