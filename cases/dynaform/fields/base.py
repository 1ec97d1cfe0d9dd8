"""What all fields share: reading the post, the required check, keeping what nobody changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cases.dynaform.definition import Control
from cases.dynaform.options import Choices, OptionSource
from cases.dynaform.values import Answer, Stored, Written

Post: TypeAlias = QueryDict
Files: TypeAlias = MultiValueDict[str, "UploadedFile[Any]"]


@dataclass(frozen=True, slots=True)
class CaseContext:
    """The case around a field.

    `now` is the server's wall clock; `zone` the user's zone on servers with several time zones,
    else None; `look_up` gives the present value of a field or variable; `grid_name` the grid in
    whose row the field stands.
    """

    variables: Mapping[str, object]
    now: datetime
    zone: tzinfo | None = None
    source: OptionSource | None = None
    look_up: Callable[[str], object] = lambda name: ""
    grid_name: str = ""


class PostReader(forms.Widget):
    """Hands the post to its field; drawing is the business of the templates."""

    def __init__(self, field: "ControlField") -> None:
        super().__init__()
        self.field = field

    def value_from_datadict(self, data: Any, files: Any, name: str) -> object:
        """What was posted for the field, or None where the post does not speak of it."""
        return self.field.read(data, files, name)


class ControlField(forms.Field):
    """One control. `clean` answers what is written, or raises Django's ValidationError.

    What is posted has the same shape as what `shown` gives; so "unchanged" can be told, and an
    unchanged value keeps the type the case holds. A post that does not mention the field at all
    leaves it unchanged.
    """

    def __init__(
        self, control: Control, stored: Stored, context: CaseContext, choices: Choices
    ) -> None:
        super().__init__(required=False, label=control.title)
        self.control, self.stored = control, stored
        self.context, self.choices = context, choices
        self.widget = PostReader(self)

    def read(self, data: Post, files: Files, name: str) -> object:
        """What was posted under the name, None if nothing."""
        raise NotImplementedError

    def shown(self) -> object:
        """What the input shows before anybody typed."""
        raise NotImplementedError

    def shown_text(self) -> str:
        """The value in words, for view mode."""
        raise NotImplementedError

    def is_empty(self, posted: object) -> bool:
        """Whether the answer counts as missing."""
        return not posted

    def check(self, posted: object) -> None:
        """Raises ValidationError if the answer breaks a rule of the control."""

    def write(self, posted: object) -> Answer:
        """The answer as ProcessMaker writes it."""
        raise NotImplementedError

    def clean(self, posted: object) -> Answer:
        """The checked answer."""
        posted = self.shown() if posted is None else posted
        if self.is_empty(posted):
            self.check_required()
        else:
            self.check(posted)
        answer = self.write(posted)
        return self.kept(answer) if self.is_unchanged(posted) else answer

    def is_unchanged(self, posted: object) -> bool:
        """Whether the answer is what the case holds already."""
        return self.stored.held and posted == self.shown()

    def check_required(self) -> None:
        """Raises ValidationError where an answer is required; called for missing ones."""
        if self.control.required:
            message = self.control.required_message
            raise ValidationError(message or _("This field is required."), code="required")

    def kept(self, answer: Answer) -> Written:
        """The value as the case holds it, in its type."""
        label = answer.label if self.stored.label is None else self.stored.label
        return Written(self.stored.value, label)
