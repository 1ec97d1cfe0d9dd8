"""ProcessMaker's form definition (JSON) → `definition.Form`, forgiving about missing keys."""

from collections.abc import Mapping

from cases.dynaform import classic
from cases.dynaform.controls import control_of
from cases.dynaform.definition import Cell, Control, Form
from cases.dynaform.keys import Raw, mapping, sequence, text, whole
from cases.dynaform.kinds import Kind, Mode
from cases.json_text import read_json

_WRAPPERS = ("formContent", "dyn_content", "content")
_COLUMNS = 12
_ROOTS = frozenset({"form", "panel"})
_DEPTH = 8
"""Sub-forms within sub-forms: a guard against a definition that contains itself."""


class DefinitionError(ValueError):
    """The definition cannot be read as a DynaForm; the message says why."""


def load(source: object) -> object:
    """The JSON content from a REST answer, text or an object, without its wrapping.

    Classic XML comes back as the same text. Raises DefinitionError for anything else.
    """
    if isinstance(source, Mapping):
        wrapper = next((key for key in _WRAPPERS if source.get(key)), None)
        if "items" not in source and wrapper:
            return load(source[wrapper])
        return source
    if isinstance(source, str) and source.strip():
        return source if classic.is_classic(source) else load(_decoded(source))
    raise DefinitionError("The definition is empty: a classic form, or one never saved.")


def parse(source: object) -> Form:
    """The typed definition of `dyn_content` however it was delivered (see `load`)."""
    content = load(source)
    if isinstance(content, str):
        return classic.parse(content)
    raw = mapping(content)
    roots = [mapping(root) for root in sequence(raw.get("items"))]
    if not any(text(root, "type") in _ROOTS and "items" in root for root in roots):
        roots = [raw]
    forms = [form_of(root) for root in roots]
    return Form(
        uid=forms[0].uid,
        name=text(raw, "name") or forms[0].name,
        description=text(raw, "description") or forms[0].description,
        mode=forms[0].mode,
        rows=tuple(row for form in forms for row in form.rows),
        has_script=any(form.has_script for form in forms),
        libraries=tuple(library for form in forms for library in form.libraries),
    )


def form_of(raw: Raw, depth: int = 0) -> Form:
    """A root form or a sub-form."""
    rows = [] if depth > _DEPTH else sequence(raw.get("items"))
    return Form(
        uid=text(raw, "id"),
        name=text(raw, "name"),
        description=text(raw, "description"),
        mode=_mode(raw),
        rows=tuple(row for entry in rows if (row := _row(entry, depth))),
        has_script=bool(_script(raw).strip()),
        libraries=_libraries(raw),
    )


def _decoded(source: str) -> object:
    try:
        return read_json(source)
    except ValueError as error:
        raise DefinitionError(f"The definition is not valid JSON: {error}") from error


def _row(entry: object, depth: int) -> tuple[Cell, ...]:
    cells = [entry] if isinstance(entry, Mapping) else sequence(entry)
    return tuple(_cell(cell, depth) for cell in cells if isinstance(cell, Mapping))


def _cell(raw: Raw, depth: int) -> Cell:
    span = min(max(whole(raw, "colSpan") or _COLUMNS, 1), _COLUMNS)
    if not text(raw, "type"):
        return Cell(span)
    return Cell(span, _control(raw, span, depth))


def _control(raw: Raw, span: int, depth: int) -> Control:
    if text(raw, "type") == Kind.SUBFORM:
        form = form_of(raw, depth + 1)
        return Control(
            Kind.SUBFORM,
            Kind.SUBFORM,
            id=form.uid,
            label=form.name,
            span=span,
            mode=form.mode,
            subform=form,
        )
    return control_of(raw, span)


def _mode(raw: Raw) -> Mode:
    mode = text(raw, "mode").lower()
    return Mode(mode) if mode in set(Mode) - {Mode.PARENT} else Mode.EDIT


def _script(raw: Raw) -> str:
    script = raw.get("script")
    return text(script, "code") if isinstance(script, Mapping) else text(raw, "script")


def _libraries(raw: Raw) -> tuple[str, ...]:
    listed = text(raw, "externalLibs").replace(",", "\n").split("\n")
    return tuple(library.strip() for library in listed if library.strip())
