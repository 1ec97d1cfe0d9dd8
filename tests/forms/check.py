"""Draws, fills in and reads back one DynaForm, as a browser and ProcessMaker would."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from cases.dynaform import Document, DynaForm, Mode, Option
from cases.dynaform.controlform import ControlForm
from cases.dynaform.drawing import parts_of
from cases.dynaform.fields.choice import SuggestField
from cases.dynaform.kinds import FILE_KINDS
from tests.forms.page import Page
from tests.forms.samples import SampleOptions, file_for, sample

VARIABLES = {
    "skillRows": [["w", "Welding"], ["p", "Painting"]],
    "greeting": "Good day",
    "label_of_field": "A label from the case",
    "deadline": "2027-12-31",
    "startedOn": "2026-05-04 09:30:00",
}


@dataclass
class Result:
    """What came of one form; `faults` empty and `lacks` empty means drawn in full."""

    name: str
    lacks: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        """drawn, partly or failed."""
        if self.faults:
            return "failed"
        return "partly" if self.lacks else "drawn"


def check(path: Path) -> Result:
    """Everything that can be checked of one definition; never raises."""
    result = Result(path.stem)
    try:
        definition = read(path)
        form = build(definition, VARIABLES)
        result.lacks = [item.text for item in form.unhonoured]
        result.faults = [*_drawn(definition), *_round_trip(definition)]
    except Exception as error:  # one bad form must not end the run
        result.faults.append(f"{type(error).__name__}: {error}")
    return result


def read(path: Path) -> object:
    """The definition in a file: bare, wrapped in `content`, or classic XML."""
    raw = json.loads(path.read_text("utf-8-sig"))
    return raw.get("content") or raw.get("classic_xml") or raw


def build(definition: object, values: dict[str, object], mode: Mode = Mode.EDIT) -> DynaForm:
    """The form with the stand-in for ProcessMaker's answers."""
    return DynaForm.build(definition, values, mode=mode, options=SampleOptions())


def draw(form: DynaForm) -> str:
    """The HTML of the form."""
    context = {"form": form, "parts": parts_of(form), "errors": form.errors}
    return "".join(
        render_to_string(f"cases/form/{name}.html", context)
        for name in ("_errors", "_unhonoured", "_dynaform")
    )


def _drawn(definition: object) -> list[str]:
    view = Page(draw(build(definition, VARIABLES, Mode.VIEW)))
    typed = [name for name, _value in view.posted]
    faults = [f"{name} can be filled in although the step is to view" for name in typed]
    return [*faults, *Page(draw(build(definition, VARIABLES))).faults()]


def _round_trip(definition: object) -> list[str]:
    values = {**VARIABLES, **_fixed_rows(build(definition, VARIABLES))}
    query = _with_rows(definition, values)
    form, files = _filled(definition, values, query)
    faults = Page(draw(form)).faults()
    if form.errors:
        return [*faults, *(f"{error.label}: {error.message}" for error in form.errors)]
    for number, upload in enumerate(form.uploads, 1):
        upload.document = Document(f"{number:032}", upload.file.name or "", 1)
    written = form.variables()
    again = build(definition, {**values, **written})
    is_right = again.bind(Page(draw(again)).query())
    if not is_right:
        return [*faults, *(f"read back: {error.label}: {error.message}" for error in again.errors)]
    faults += [f"{name} is not read back as written" for name in again.changes()]
    return [*faults, *_lost(form, query, again), *_missing(files, form)]


def _fixed_rows(form: DynaForm) -> dict[str, object]:
    """Two rows for grids to which none may be added."""
    return {
        name: {"1": {}, "2": {}}
        for name, grid in form.grids.items()
        if not grid.spec.may_add or not grid.is_open
    }


def _with_rows(definition: object, values: dict[str, object]) -> QueryDict:
    """The drawn form's post after "Add row" has been pressed twice in every grid."""
    query = Page(draw(build(definition, values))).query()
    for name, grid in build(definition, values).grids.items():
        for _time in range(2 if grid.is_open and grid.spec.may_add else 0):
            query["form.row"] = f"add:{name}"
            form = build(definition, values)
            form.bind(query)
            query = Page(draw(form)).query()
    return query


def _filled(
    definition: object, values: dict[str, object], query: QueryDict
) -> tuple[DynaForm, MultiValueDict]:
    files: MultiValueDict = MultiValueDict()
    bound = build(definition, values)
    bound.bind(query)
    for _round in range(2):
        for part in _forms(bound):
            _fill(part, query, files)
        bound = build(definition, values)
        bound.bind(query, files)
    return bound, files


def _forms(form: DynaForm) -> list[ControlForm]:
    rows = [row.form for grid in form.grids.values() if grid.is_open for row in grid.rows]
    return [form.main, *rows]


def _fill(form: ControlForm, query: QueryDict, files: MultiValueDict) -> None:
    for name, cell in form.fields.items():
        html_name = form.add_prefix(name)
        value = sample(cell)
        file = file_for(cell.control)
        if isinstance(cell, SuggestField):
            query[f"{html_name}.text"], query[html_name] = value, ""
        elif isinstance(value, list):
            query.setlist(html_name, ["", *value])
        elif value is not None:
            query[html_name] = value
        if file is not None:
            files.setlist(html_name, [file])


def _lost(form: DynaForm, query: QueryDict, again: DynaForm) -> list[str]:
    """Fields that do not show what was filled in, once the case holds it."""
    lost = []
    for before, after in zip(_forms(form), _forms(again), strict=True):
        for name, cell in before.fields.items():
            if cell.control.kind in FILE_KINDS:
                continue
            typed = cell.read(query, MultiValueDict(), before.add_prefix(name))
            written = cell.clean(typed)
            if after.cells[name].stored.value != written.value:
                lost.append(f"{name} shows something else than was filled in")
    return lost


def _missing(files: MultiValueDict, form: DynaForm) -> list[str]:
    sent = {upload.variable for upload in form.uploads}
    wanted = {name.rpartition("-")[2] for name in files}
    return [f"{name} lost its file" for name in wanted - {one.rpartition("-")[2] for one in sent}]


__all__ = ["Option", "Result", "check"]
