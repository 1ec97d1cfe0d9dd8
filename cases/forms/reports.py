"""The form that registers a report, with up to six parameters."""

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.office_models import NamedReport
from cases.reports.parameters import TYPES

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[NamedReport]
else:
    ModelForm = forms.ModelForm

MOST_PARAMETERS: Final = 6
NAME: Final = r"^[A-Za-z_][A-Za-z0-9_]{0,39}\Z"
PERMISSION: Final = re.compile(r"[A-Z][A-Z0-9_]{2,59}")
TEXT = forms.TextInput(attrs={"class": "in"})


class ReportForm(ModelForm):
    """Which endpoint, under which title, for whom."""

    class Meta:
        model = NamedReport
        fields = ["title", "name", "description", "permission", "label_column", "figure_column"]
        widgets = dict.fromkeys(fields, TEXT)
        help_texts = {
            "name": _(
                "The last part of its address: number-overdue-by-user for "
                "extrarest/cases/number-overdue-by-user."
            ),
            "permission": _("Who lacks it in the role does not see the report."),
            "label_column": _("Left blank, the first column that holds no uids names the bars."),
            "figure_column": _("Left blank, the first column with numbers is drawn."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_permission(self) -> str:
        """A permission of ProcessMaker is written in capitals."""
        permission = str(self.cleaned_data["permission"]).strip()
        if not PERMISSION.fullmatch(permission):
            raise forms.ValidationError(_("Write it as ProcessMaker does, such as PM_ALLCASES."))
        return permission


class ParameterForm(forms.Form):
    """One parameter; a row without a name is none."""

    name = forms.RegexField(NAME, label=_("Name"), required=False, widget=TEXT)
    label = forms.CharField(label=_("Label"), max_length=60, required=False, widget=TEXT)
    type = forms.ChoiceField(
        label=_("Type"), choices=TYPES, widget=forms.Select(attrs={"class": "in"}), required=False
    )
    required = forms.BooleanField(label=_("Needed"), required=False)


ParameterForms = forms.formset_factory(
    ParameterForm, extra=MOST_PARAMETERS, max_num=MOST_PARAMETERS, absolute_max=MOST_PARAMETERS
)


def parameters_in(formset: Any) -> list[dict[str, object]]:
    """The parameters of a valid formset, as the model keeps them."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("name")]
    return [
        {
            "name": row["name"],
            "label": row["label"] or row["name"],
            "type": row["type"] or "text",
            "required": bool(row["required"]),
        }
        for row in rows
    ]
