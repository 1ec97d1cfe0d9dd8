"""Which columns of lists a person wants to see."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.lists.columns import hideable
from cases.lists.screens import ListScreen


class ColumnsForm(forms.Form):
    """One field for each list, named as the list; what is ticked is shown."""

    def __init__(self, screens: Sequence[ListScreen], data: Any = None, **more: Any) -> None:
        super().__init__(data, label_suffix="", **more)
        self._screens = screens
        for screen in screens:
            self.fields[screen.name.value] = forms.MultipleChoiceField(
                label=str(screen.label),
                choices=hideable(screen),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("“%(value)s” is no column of this list.")},
            )

    @property
    def hidden(self) -> dict[str, list[str]]:
        """The columns that are left out, by the name of the list; only of a valid form."""
        return {screen.name.value: self._left_out(screen) for screen in self._screens}

    def _left_out(self, screen: ListScreen) -> list[str]:
        shown = self.cleaned_data[screen.name.value]
        return [name for name, _label in hideable(screen) if name not in shown]

    @property
    def wrong(self) -> list[str]:
        """The lists whose choice was refused."""
        return [str(self[name].label) for name in self.errors]
