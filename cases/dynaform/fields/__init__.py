"""Django form fields, one module a family of controls; `field_for` picks by kind."""

from cases.dynaform.definition import Control
from cases.dynaform.fields.base import CaseContext, ControlField
from cases.dynaform.fields.choice import (
    CheckboxField,
    CheckgroupField,
    SelectField,
    SuggestField,
)
from cases.dynaform.fields.date import DateTimeField
from cases.dynaform.fields.files import FilesField
from cases.dynaform.fields.text import TextField
from cases.dynaform.kinds import Kind
from cases.dynaform.options import Choices
from cases.dynaform.values import Stored

__all__ = ["CaseContext", "ControlField", "field_for"]

_FIELDS: dict[Kind, type[ControlField]] = {
    Kind.TEXT: TextField,
    Kind.TEXTAREA: TextField,
    Kind.HIDDEN: TextField,
    Kind.DROPDOWN: SelectField,
    Kind.RADIO: SelectField,
    Kind.SUGGEST: SuggestField,
    Kind.CHECKBOX: CheckboxField,
    Kind.CHECKGROUP: CheckgroupField,
    Kind.DATETIME: DateTimeField,
    Kind.FILE: FilesField,
    Kind.MULTIPLE_FILE: FilesField,
}


def field_for(
    control: Control, stored: Stored, context: CaseContext, choices: Choices
) -> ControlField:
    """The field of a control of FIELD_KINDS."""
    return _FIELDS[control.kind](control, stored, context, choices)
