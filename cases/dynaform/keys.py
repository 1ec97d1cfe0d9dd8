"""Tolerant reading of a definition's keys.

Exports write numbers and booleans as text, leave keys out or set them to null; every reader
answers with a usable Python value instead of raising.
"""

from collections.abc import Mapping
from typing import TypeAlias

Raw: TypeAlias = Mapping[str, object]

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


def as_text(value: object) -> str:
    """A scalar as the text that ProcessMaker's web form would show; null and containers are ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if isinstance(value, int | float) else ""


def text(raw: Raw, *names: str) -> str:
    """The first of the keys that holds text (or a number), else ""."""
    return next((found for name in names if (found := as_text(raw.get(name)))), "")


def flag(raw: Raw, name: str, default: bool = False) -> bool:
    """A boolean however it is written ("true", 1, "1", true)."""
    word = as_text(raw.get(name)).strip().lower()
    if word in _TRUE:
        return True
    return False if word in _FALSE and raw.get(name) not in (None, "") else default


def whole(raw: Raw, name: str) -> int | None:
    """A whole number however it is written, or None where there is none."""
    try:
        return int(float(as_text(raw.get(name))))
    except (ValueError, OverflowError):
        return None


def mapping(value: object) -> Raw:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: object) -> list[object]:
    """A list however PHP wrote it: a list, an object keyed by number, or nothing."""
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else []
