from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import DateFormat, Preferences, StartPage

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Preferences]
else:
    ModelForm = forms.ModelForm


NOTICES: Final = ("notice_new_cases", "notice_jobs", "notice_browser")


class PreferencesForm(ModelForm):
    """How a person likes pmdash."""

    class Meta:
        model = Preferences
        fields = [
            "theme",
            "density",
            "page_size",
            "language",
            "date_format",
            "start_page",
            "time_zone",
            *NOTICES,
        ]
        widgets = {
            "theme": forms.RadioSelect,
            "density": forms.RadioSelect,
            "page_size": forms.RadioSelect,
            "language": forms.Select(attrs={"class": "in"}),
            "date_format": forms.Select(attrs={"class": "in"}),
            "start_page": forms.Select(attrs={"class": "in"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.label_suffix = ""
        as_browser = ("", _("As the browser"))
        as_told = ("", _("As ProcessMaker says"))
        as_language = ("", _("As my language"))
        zones = [(name, name.replace("_", " ")) for name in sorted(available_timezones())]
        self.fields["language"].choices = [as_browser, *settings.LANGUAGES]  # type: ignore[attr-defined]
        self.fields["date_format"].choices = [as_language, *DateFormat.choices]  # type: ignore[attr-defined]
        self.fields["start_page"].choices = [as_told, *StartPage.choices]  # type: ignore[attr-defined]
        zone = forms.ChoiceField(
            label=_("Time zone"),
            choices=[as_told, *zones],
            required=False,
            widget=forms.Select(attrs={"class": "in"}),
        )
        self.fields["time_zone"] = zone

    @property
    def notices(self) -> Iterable[forms.BoundField]:
        """What pmdash may tell of by itself."""
        return [self[name] for name in NOTICES]

    @property
    def wrong(self) -> list[str]:
        """The labels of the fields that were refused."""
        return [str(self[name].label) for name in self.errors]
