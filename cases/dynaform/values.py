"""What the case holds for a control, and what is written back: value and `_label`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from cases.dynaform.definition import Control
from cases.dynaform.keys import as_text, mapping
from cases.json_text import read_json

LABEL = "_label"


@dataclass(frozen=True, slots=True)
class Stored:
    """The value of a control before anybody typed.

    `held` tells whether the case holds it; otherwise it is a default. `label` is None where
    there is no text beside the value.
    """

    value: object = ""
    label: object = None
    held: bool = False


class Answer(Protocol):
    """What a filled-in control writes; a `label` of None writes no `_label`."""

    @property
    def value(self) -> object: ...

    @property
    def label(self) -> object: ...


@dataclass(frozen=True, slots=True)
class Written:
    """An answer whose value is known at once."""

    value: object
    label: object = None


def stored(control: Control, variables: Mapping[str, object]) -> Stored:
    """The case's value, else the server's answer, else the default, else the first sql value."""
    if control.name in variables:
        return Stored(variables[control.name], variables.get(control.name + LABEL), held=True)
    answered = mapping(control.answered)
    if answered.get("value") not in (None, "", []):
        return Stored(answered["value"], answered.get("label"))
    if control.default not in (None, "", []):
        return Stored(control.default)
    return Stored()


def as_shown(value: object) -> str:
    """A case value as one line of text; containers as JSON, null as nothing."""
    if value in (None, "", [], {}):
        return ""
    return as_json(value) if isinstance(value, list | Mapping) else as_text(value)


def as_json(value: object) -> str:
    """JSON text as the browser's JSON.stringify writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_list(value: object) -> list[object]:
    """A list however a case holds it: a list, PHP's numbered object, JSON text, `a|c`, a word."""
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, list | tuple):
        return list(value)
    words = as_text(value)
    if words.startswith("["):
        try:
            return as_list(read_json(words))
        except ValueError:
            pass
    return [word for word in words.split("|") if word] if words else []


def as_rows(value: object) -> dict[str, dict[str, object]]:
    """The rows of a grid by their key ("1", "2", …), however a case holds them."""
    if isinstance(value, list):
        value = {str(number): row for number, row in enumerate(value, 1)}
    rows = {str(key): row for key, row in mapping(value).items()}
    return {key: dict(mapping(rows[key])) for key in sorted(rows, key=_place)}


def is_row_key(key: str) -> bool:
    """Whether it is the number of a row; what else stands there was not put there by a form."""
    return key.isascii() and key.isdigit() and len(key) < 10


def _place(key: str) -> tuple[bool, int, str]:
    """Rows by number, all else after them."""
    return (False, int(key), "") if is_row_key(key) else (True, 0, key)


def written(name: str, answer: Answer) -> dict[str, object]:
    """The variables of one answer: `name`, and `name_label` where the kind has one."""
    if answer.label is None:
        return {name: answer.value}
    return {name: answer.value, name + LABEL: answer.label}
