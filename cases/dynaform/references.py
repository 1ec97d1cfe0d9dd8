"""`@@name` references and the `formInstance` overrides, applied before a definition is parsed.

ProcessMaker's PmDynaform.php does the same on the server when it processes a definition; a
definition delivered as stored still holds them.
"""

import re
from collections.abc import Mapping

from cases.dynaform.keys import Raw, as_text, mapping, sequence, text

_REFERENCE = re.compile(r"^@[@#%?$=]([A-Za-z_]\w*)")
_NAMES = re.compile(r"@[@#%?$=]([A-Za-z_]\w*)")
_KEPT = frozenset(
    {"sql", "dataVariable", "minDate", "maxDate", "defaultDate", "formula", "validate", "content"}
)
"""Keys that the form itself reads later, or whose text may begin with such a sign by chance."""


def referred(value: str) -> str:
    """The variable that a value stands for (`@@place` → place), or ""."""
    found = _REFERENCE.match(value)
    return found[1] if found else ""


def names_in(sql: str) -> tuple[str, ...]:
    """Names that an sql statement refers to, each once, in order."""
    return tuple(dict.fromkeys(_NAMES.findall(sql)))


def apply(raw: object, variables: Mapping[str, object]) -> object:
    """The definition with overrides of `formInstance` merged in and references replaced."""
    return _walk(raw, variables, _overrides(variables))


def _overrides(variables: Mapping[str, object]) -> dict[str, Raw]:
    instance = variables.get("formInstance")
    entries = [instance] if isinstance(instance, Mapping) and "id" in instance else instance
    return {text(entry, "id"): entry for entry in map(mapping, sequence(entries)) if entry}


def _walk(raw: object, variables: Mapping[str, object], overrides: dict[str, Raw]) -> object:
    if isinstance(raw, list):
        return [_walk(entry, variables, overrides) for entry in raw]
    if not isinstance(raw, Mapping):
        return raw
    merged = {**raw, **overrides.get(text(raw, "id"), {})}
    return {key: _replaced(key, value, variables, overrides) for key, value in merged.items()}


def _replaced(
    key: str, value: object, variables: Mapping[str, object], overrides: dict[str, Raw]
) -> object:
    if isinstance(value, str):
        name = "" if key in _KEPT else referred(value)
        return _value_of(variables.get(name)) if name else value
    return _walk(value, variables, overrides)


def _value_of(value: object) -> object:
    return value if isinstance(value, list | Mapping) else as_text(value)
