"""What actions on a case ask for: a form an action; `arguments` are those of its service."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.people import NOTHING, Offered

UID = re.compile(r"\A[0-9a-f]{32}\Z")
LONGEST_NOTE = 500


class ActionForm(forms.Form):
    """An action that may be carried out with a note and an e-mail, where the server takes them.

    ``offered`` is for the field that names a person or a trigger; ``reasons`` says whether the
    server takes a note and sends e-mails with actions (``mails_by_itself``: it always does).
    """

    mails_by_itself = False

    def __init__(
        self, data: Any = None, *, offered: Offered = NOTHING, reasons: bool = True
    ) -> None:
        super().__init__(data, label_suffix="")
        if not reasons and not self.mails_by_itself:
            self.fields.pop("note", None)
            self.fields.pop("notify", None)

    def arguments(self) -> dict[str, Any]:
        """What the service is called with."""
        return dict(self.cleaned_data)


def note_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"class": "in", "rows": 2}),
    )


def notify_field() -> forms.BooleanField:
    return forms.BooleanField(label=_("Send it by e-mail"), required=False)


class PauseForm(ActionForm):
    """Until a date, and a time of that day, or without end."""

    until_date = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"class": "in", "type": "date"}, format="%Y-%m-%d"),
    )
    until_time = forms.TimeField(
        label=_("Time"),
        required=False,
        help_text=_("By the clock of ProcessMaker."),
        widget=forms.TimeInput(attrs={"class": "in", "type": "time"}, format="%H:%M"),
    )
    note = note_field()
    notify = notify_field()

    def clean(self) -> dict[str, Any]:
        """ProcessMaker takes dates in the past and wakes the case at once: pmdash does not."""
        values = self.cleaned_data
        day, time = values.get("until_date"), values.get("until_time")
        if time and not day:
            raise ValidationError({"until_date": _("Choose the day, too.")})
        if day and day < timezone.localdate():
            raise ValidationError({"until_date": _("Choose today or a later day.")})
        return values

    def arguments(self) -> dict[str, Any]:
        """Dates as ProcessMaker writes them."""
        values = super().arguments()
        day, time = values["until_date"], values["until_time"]
        values["until_date"] = day.isoformat() if day else ""
        values["until_time"] = time.strftime("%H:%M") if time else ""
        return values


class GiveForm(ActionForm):
    """To whom; offered are the people who may have the task."""

    target_uid = forms.RegexField(
        UID,
        label=_("To"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a person."), "invalid": _("Choose a person.")},
    )

    def __init__(
        self, data: Any = None, *, offered: Offered = NOTHING, reasons: bool = True
    ) -> None:
        super().__init__(data, offered=offered, reasons=reasons)
        field = self.fields["target_uid"]
        field.widget.choices, field.help_text = list(offered.choices), offered.hint


class AssignForm(GiveForm):
    """Claim a task for somebody."""

    note = note_field()


class ReassignForm(GiveForm):
    """From the person who was seen to hold the task."""

    source_uid = forms.RegexField(UID, widget=forms.HiddenInput)
    note = note_field()
    notify = notify_field()


class ReassignManyForm(GiveForm):
    """Several tasks to one person, each from whoever holds it."""

    note = note_field()
    notify = notify_field()


class CancelForm(ActionForm):
    """Why a case is cancelled."""

    note = note_field()
    notify = notify_field()


class NoteForm(ActionForm):
    """A note for everybody on the case."""

    mails_by_itself = True

    text = forms.CharField(
        label=_("New note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"class": "in", "rows": 3, "maxlength": LONGEST_NOTE}),
        error_messages={"required": _("Write something first.")},
    )
    notify = notify_field()


class TriggerForm(ActionForm):
    """Which trigger of the process."""

    trigger_uid = forms.RegexField(UID, label=_("Trigger"), widget=forms.Select())

    def __init__(
        self, data: Any = None, *, offered: Offered = NOTHING, reasons: bool = True
    ) -> None:
        super().__init__(data, offered=offered, reasons=reasons)
        self.fields["trigger_uid"].widget = forms.Select(
            attrs={"class": "in"}, choices=list(offered.choices)
        )


class StatusForm(ActionForm):
    """TO_DO or DRAFT."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("TO_DO", _("To do")), ("DRAFT", _("Draft"))],
        widget=forms.Select(attrs={"class": "in"}),
    )


FORMS: dict[str, type[ActionForm]] = {
    "pause": PauseForm,
    "reassign": ReassignForm,
    "assign": AssignForm,
    "cancel": CancelForm,
    "note": NoteForm,
    "trigger": TriggerForm,
    "status": StatusForm,
}
"""The actions that ask for something; the others are carried out as they are."""

MANY_FORMS: dict[str, type[ActionForm]] = {
    "pause": PauseForm,
    "reassign": ReassignManyForm,
    "cancel": CancelForm,
}
"""The same for several cases at once."""
