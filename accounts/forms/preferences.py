from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Preferences

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Preferences]
else:
    ModelForm = forms.ModelForm


class PreferencesForm(ModelForm):
    """How a person likes pmdash."""

    class Meta:
        model = Preferences
        fields = ["theme", "density", "page_size", "language"]
        widgets = {
            "theme": forms.RadioSelect,
            "density": forms.RadioSelect,
            "page_size": forms.RadioSelect,
            "language": forms.Select(attrs={"class": "in"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.label_suffix = ""
        as_browser = ("", _("As the browser"))
        self.fields["language"].choices = [as_browser, *settings.LANGUAGES]  # type: ignore[attr-defined]
