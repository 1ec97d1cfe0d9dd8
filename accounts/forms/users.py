"""The account of a person, as those who manage people fill it in."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.directory.states import ADMINISTRATOR, STATES
from processmaker.models.words import UserStatus

YEARS_VALID: Final = 5
SETTABLE: Final = (UserStatus.ACTIVE, UserStatus.VACATION, UserStatus.INACTIVE)
USERNAME: Final = RegexValidator(
    r"^[^\s<>\"'&/\\]+\Z", _("A user name has no spaces, quotation marks, slashes or < > &.")
)
IN: Final = {"class": "in"}

Choices = Sequence[tuple[str, str]]


def _text(label: Any, longest: int, *, required: bool = True, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={**IN, "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=widget, **more
    )


class AccountForm(forms.Form):
    """What every account has."""

    username = _text(_("User name"), 100, validators=[USERNAME])
    first_name = _text(_("First name"), 50)
    last_name = _text(_("Last name"), 50)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=100,
        widget=forms.EmailInput(attrs={**IN, "autocomplete": "off"}),
    )
    expires_on = forms.DateField(
        label=_("Account ends"), widget=forms.DateInput({**IN, "type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def sent(self, *names: str) -> dict[str, str]:
        """The values of these fields as texts."""
        values = {name: self.cleaned_data[name] for name in names}
        return {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in values.items()
        }


class UserForm(AccountForm):
    """An account that there is. `user_uid` is whose it is, `my_uid` who changes it."""

    position = _text(_("Position"), 100, required=False)
    phone = _text(_("Phone"), 30, required=False)
    city = _text(_("City"), 100, required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[(one.value, STATES[one].label) for one in SETTABLE]
    )
    sure = forms.BooleanField(label=_("Make inactive: the person is signed out at once"))
    replaced_by_uid = forms.ChoiceField(label=_("Replaced by"), required=False)
    reports_to_uid = forms.ChoiceField(label=_("Reports to"), required=False)

    def __init__(self, *args: Any, user_uid: str, my_uid: str, people: Choices, **more: Any):
        super().__init__(*args, **more)
        self._is_fixed = user_uid in (ADMINISTRATOR, my_uid)
        others = [("", _("Nobody")), *(one for one in people if one[0] != user_uid)]
        for name in ("replaced_by_uid", "reports_to_uid"):
            self._offer(name, others)
        self.fields["status"].widget.attrs |= IN
        self.fields["sure"].required = False

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """What may be chosen; whoever is set already stays a choice."""
        now = self.initial.get(name, "")
        known = dict(choices)
        field = forms.ChoiceField(
            label=self.fields[name].label,
            choices=list(({now: now} | known).items()),
            required=False,
            widget=forms.Select(attrs=IN),
        )
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Nobody locks himself or the administrator out; whoever else asks for it is asked once."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        status = values.get("status", "")
        if "status" not in self.changed_data or status == UserStatus.ACTIVE.value:
            return values
        if self._is_fixed:
            text = _("The administrator and you yourself stay active.")
            self.add_error("status", text)
        elif status == UserStatus.INACTIVE.value and not values.get("sure"):
            self.add_error("sure", _("Tick this to make the person inactive."))
        return values

    @property
    def account_fields(self) -> list[forms.BoundField]:
        """What every account has, and how the person is reached."""
        return [self[name] for name in (*AccountForm.base_fields, "position", "phone", "city")]

    @property
    def changes(self) -> dict[str, str]:
        """The fields that differ from what ProcessMaker has; only of a valid form."""
        return self.sent(*(name for name in self.changed_data if name != "sure"))


class NewUserForm(AccountForm):
    """A new account with its role and a first password, which is never shown again."""

    role = forms.ChoiceField(label=_("Role"))
    password = forms.CharField(
        label=_("First password"),
        max_length=32,
        min_length=5,
        strip=False,
        widget=forms.PasswordInput(attrs={**IN, "autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, roles: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), choices=roles, widget=forms.Select(attrs=IN)
        )
        self.initial.setdefault(
            "expires_on", timezone.localdate() + timedelta(days=365 * YEARS_VALID)
        )
        self.initial.setdefault("role", "PROCESSMAKER_OPERATOR")
