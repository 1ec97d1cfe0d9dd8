"""Placeholders of scenarios: ``{case}`` is a value, ``<uid>`` a pattern."""

import re
from collections.abc import Mapping

PATTERNS = {
    "<uid>": r"[0-9a-f]{32}",
    "<token>": r"[0-9a-f]{40}",
    "<datetime>": r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d|T\d\d:\d\d:\d\d(?:[+-]\d\d:?\d\d|Z)?)",
    "<date>": r"\d{4}-\d\d-\d\d",
    "<int>": r"-?\d+",
    "<number>": r"\d+",
    "<path>": r"[^\s\"<>]*",
    "<text>": r"[\s\S]*",
}
ALSO_AS_NUMBER = ("<int>", "<number>")
ANY_SCALAR = "<text>"

_NAME = re.compile(r"\{(#?[A-Za-z_][\w:+.-]*)\}")
_PATTERN = re.compile("|".join(map(re.escape, PATTERNS)))
_WHOLE_NUMBER = re.compile(r"\{#(\w+)\}")


class MissingCapture(KeyError):
    """A placeholder that no step has captured; the scenario cannot go on."""


def fill(value: object, values: Mapping[str, str]) -> object:
    """A request value with its ``{placeholders}`` replaced, at every depth."""
    if isinstance(value, str):
        return fill_text(value, values)
    if isinstance(value, list):
        return [fill(item, values) for item in value]
    if isinstance(value, dict):
        return {fill_text(key, values): fill(item, values) for key, item in value.items()}
    return value


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Unknown names in braces stay as they are unless they look like a capture."""

    def replaced(found: re.Match[str]) -> str:
        name = found[1].removeprefix("#")
        if name in values:
            return values[name]
        if re.fullmatch(r"\w+", name):
            raise MissingCapture(name)
        return found[0]

    return _NAME.sub(replaced, text)


def matches_text(expected: str, actual: str, values: Mapping[str, str]) -> bool:
    """Whether a text is what is expected, patterns included."""
    filled = fill_text(expected, values)
    if "<" not in filled:
        return filled == actual
    return _compiled(filled).fullmatch(actual) is not None


def _compiled(text: str) -> re.Pattern[str]:
    parts, at = [], 0
    for found in _PATTERN.finditer(text):
        parts += [re.escape(text[at : found.start()]), PATTERNS[found[0]]]
        at = found.end()
    return re.compile("".join([*parts, re.escape(text[at:])]))


def number_capture(expected: str) -> str | None:
    """The name in ``{#name}``: a JSON number that equals the capture."""
    found = _WHOLE_NUMBER.fullmatch(expected)
    return found[1] if found else None
