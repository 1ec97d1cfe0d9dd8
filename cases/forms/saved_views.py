"""The name of a saved view, and who may open it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.view_models import SavedView


class SavedViewForm(forms.ModelForm):  # type: ignore[type-arg]
    """`instance` holds owner, list and query; the name is the owner's only one on that list."""

    class Meta:
        model = SavedView
        fields = ("name", "shared")
        labels = {"name": _("Name"), "shared": _("Everybody may open it")}
        widgets = {"name": forms.TextInput(attrs={"class": "in", "autocomplete": "off"})}

    def __init__(self, data: Any = None, *, instance: SavedView) -> None:
        super().__init__(data, instance=instance, label_suffix="")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        view = self.instance
        same = SavedView.objects.filter(
            server=view.server, owner_uid=view.owner_uid, list=view.list, name=name
        )
        if same.exclude(pk=view.pk).exists():
            raise ValidationError(_("You have a view of this name already: choose another one."))
        return name
