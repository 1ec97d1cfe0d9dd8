"""ProcessMaker's form definitions → Django forms → variables. Pure: nothing here does I/O.

A view does: `form = DynaForm.build(definition, values, mode=…, options=…)`, then
`form.bind(request.POST, request.FILES)`, and, if that answers True, sends `form.uploads`, saves
`form.variables()` (or `form.changes()`), and shows `form.unhonoured` beside the form.
"""

from cases.dynaform.definition import Option
from cases.dynaform.fields.files import Document, Upload
from cases.dynaform.form import DynaForm, FieldError
from cases.dynaform.honesty import Unhonoured
from cases.dynaform.kinds import Mode
from cases.dynaform.options import OptionQuery, OptionSource
from cases.dynaform.parse import DefinitionError

__all__ = [
    "DefinitionError",
    "Document",
    "DynaForm",
    "FieldError",
    "Mode",
    "Option",
    "OptionQuery",
    "OptionSource",
    "Unhonoured",
    "Upload",
]
