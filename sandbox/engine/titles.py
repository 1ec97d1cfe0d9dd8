"""Texts with variables in them: case titles, and the values that stand in them."""

import re
from typing import Any

from sandbox.engine.php_values import to_number, to_text

_REFERENCE = re.compile(r"@([@#%?$=!&])([A-Za-z_]\w*)")


def fill_in(template: str, variables: dict[str, Any]) -> str:
    """The text with ``@@name`` (quoted) and ``@#name``, ``@%name``, ``@=name`` (plain) replaced."""
    return _REFERENCE.sub(lambda match: _shown(match, variables), template)


def _shown(match: re.Match[str], variables: dict[str, Any]) -> str:
    kind, name = match.groups()
    value = variables.get(name)
    text = "" if value is None or isinstance(value, dict | list) else str(value)
    match kind:
        case "@":
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case "%":
            return str(int(to_number(text)))
        case "#":
            return to_text(to_number(text))
    return text
