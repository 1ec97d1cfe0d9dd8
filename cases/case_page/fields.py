"""What the forms of a process say about its variables: label, kind, options, grid columns.

Source: the definitions of ``GET /light/project/{pro_uid}/dynaforms``. They only make the data
easier to read; every function tolerates missing, null and misspelt keys.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cases.json_text import read_json

LAYOUT_TYPES = frozenset(
    {
        *("title", "subtitle", "label", "annotation", "link", "image", "panel"),
        *("submit", "button", "msgPanel", "form"),
    }
)


@dataclass(frozen=True)
class Field:
    """One data control of a DynaForm; ``name`` is the variable it writes.

    ``shown_only`` marks a control that repeats what another form asked for.
    """

    name: str
    label: str = ""
    type: str = ""
    data_type: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    columns: tuple["Field", ...] = ()
    shown_only: bool = False

    def column(self, name: str) -> "Field":
        """The grid column called ``name``; a bare field when the form does not know it."""
        return next((column for column in self.columns if column.name == name), Field(name))


@dataclass(frozen=True)
class Form:
    """The data controls of one DynaForm in reading order."""

    title: str
    fields: tuple[Field, ...]
    uid: str = ""


def read_form(title: str, content: object, uid: str = "") -> Form:
    """Read a definition: an object, or the JSON text that ``dyn_content`` holds."""
    fields: dict[str, Field] = {}
    for control in _controls(_parsed(content)):
        found = _read_field(control)
        if found is not None:
            fields.setdefault(found.name, found)
    return Form(title, tuple(fields.values()), uid)


def humanised(name: str) -> str:
    """A readable label for a variable without one: ``neededBy`` becomes ``Needed by``."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").strip()
    words = [word if word.isupper() and len(word) > 1 else word.lower() for word in spaced.split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:] if text else name


def _parsed(content: object) -> object:
    if not isinstance(content, str):
        return content
    try:
        return read_json(content)
    except ValueError:
        return None


def _controls(node: object) -> Iterator[Mapping[str, object]]:
    """Every control below ``node``, sub-forms opened, grids left whole."""
    if isinstance(node, list):
        for child in node:
            yield from _controls(child)
    elif isinstance(node, Mapping):
        if node.get("type") not in (None, "form") or "columns" in node:
            yield node
        else:
            yield from _controls(node.get("items"))


def _read_field(control: Mapping[str, object]) -> Field | None:
    name = _text(control, "name") or _text(control, "variable") or _text(control, "id")
    kind = _text(control, "type")
    if not name or kind in LAYOUT_TYPES:
        return None
    columns = control.get("columns")
    return Field(
        name=name,
        label=_label(control),
        type=kind,
        data_type=_text(control, "dataType"),
        options=_options(control),
        columns=_columns(columns) if isinstance(columns, list) else (),
        shown_only=_text(control, "mode") in ("view", "disabled"),
    )


def _columns(columns: Iterable[object]) -> tuple[Field, ...]:
    read = (_read_field(column) for column in columns if isinstance(column, Mapping))
    return tuple(column for column in read if column is not None)


def _label(control: Mapping[str, object]) -> str:
    text = _text(control, "label") or _text(control, "title")
    return text.strip().removesuffix(":").strip()


def _options(control: Mapping[str, object]) -> dict[str, str]:
    options: dict[str, str] = {}
    for key in ("options", "optionsSql"):
        listed = control.get(key)
        for option in listed if isinstance(listed, list) else ():
            if isinstance(option, Mapping) and "value" in option:
                options.setdefault(_text(option, "value"), _text(option, "label"))
    return options


def _text(source: Mapping[str, object], key: str) -> str:
    value = source.get(key)
    return str(value) if isinstance(value, str | int | float) else ""
