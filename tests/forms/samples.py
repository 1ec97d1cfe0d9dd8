"""Values that suit a control, and a stand-in for ProcessMaker's answers to sql."""

from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import find
from hypothesis.strategies import from_regex

from cases.dynaform import Option, OptionQuery, dates, patterns
from cases.dynaform.definition import Control
from cases.dynaform.fields import ControlField
from cases.dynaform.fields.choice import CheckgroupField, SelectField, SuggestField
from cases.dynaform.fields.date import DateTimeField
from cases.dynaform.fields.text import TextField
from cases.dynaform.kinds import FILE_KINDS, Kind

_WORDS = (
    "Sample text",
    "Sample",
    "12",
    "7",
    "1.5",
    *("1" * length for length in range(3, 16)),
    "02112345678",
    "09121234567",
    "120/80",
    "2026-01-15",
    "15/01/2026",
    "12:30",
    "A1",
    "AB-123",
    "Ab1!abcd",
    "person@example.org",
    "https://example.org/",
    "aaa",
)


class SampleOptions:
    """Answers every question with two options that name the field and its parents."""

    def options(self, query: OptionQuery) -> Sequence[Option] | None:
        """Two options."""
        parents = " of " + "/".join(query.parents.values()) if any(query.parents.values()) else ""
        return [Option(f"{number}", f"{query.field_id} {number}{parents}") for number in (1, 2)]

    def suggest(self, query: OptionQuery) -> Sequence[Option] | None:
        """The options whose text has the search in it."""
        found = self.options(query) or []
        return [one for one in found if query.search.lower() in one.label.lower()]


def text_for(control: Control) -> str:
    """A text that keeps the rules of the control."""
    kind, pattern = control.data_type, control.text.validate
    words = {"integer": ("12", "1234567890"), "float": ("12.5", "12")}.get(kind, _WORDS)
    tries = (*words, *_WORDS, pattern)
    limit = control.text.max_length or 1000
    fitting = (one for one in tries if len(one) <= limit and patterns.matches(pattern, one))
    found = next(fitting, None)
    return str(find(from_regex(pattern), bool)) if found is None else found


def sample(field: ControlField) -> str | list[str] | None:
    """What a person could post for the field, or None to leave it as it is."""
    control = field.control
    if isinstance(field, SuggestField):
        return field.choices.options[-1].label if field.choices.options else f"{control.id} 2"
    if isinstance(field, SelectField):
        values = [option.value for option in field.offered() if option.value]
        return values[-1] if values else None
    if isinstance(field, CheckgroupField):
        return [option.value for option in field.offered()][:2]
    if isinstance(field, DateTimeField):
        return _date(field)
    if isinstance(field, TextField):
        return None if control.kind is Kind.HIDDEN else text_for(control)
    return "1" if control.kind is Kind.CHECKBOX else None


def file_for(control: Control) -> SimpleUploadedFile | None:
    """A small file of an allowed type."""
    if control.kind not in FILE_KINDS:
        return None
    extension = (control.files.extensions or ("txt",))[0]
    return SimpleUploadedFile(f"sample.{extension}", b"sample", "application/octet-stream")


def _date(field: DateTimeField) -> str:
    earliest, latest = field.limits()
    return dates.for_input(earliest or latest or field.context.now, field.control.date.format)
