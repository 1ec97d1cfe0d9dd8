"""ProcessMaker's dates, blanks, string numbers, booleans and numbered objects → Python.

Every function takes what JSON can hold and answers a plain Python value. A value that makes no
sense counts as absent: one odd date must not hide a whole list. What a row cannot do without
(its uid, its index) is asked for with :func:`required_uid` and :func:`required_whole`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Scalar: TypeAlias = str | int | float | bool | None
"""What one field of a flat ProcessMaker row can hold, before it is read."""

_TRUE = frozenset({"1", "true", "yes", "on", "y"})
_PRIORITIES = {"VERY_LOW": 1, "LOW": 2, "NORMAL": 3, "HIGH": 4, "VERY_HIGH": 5}
_NORMAL = 3
_OFFSET = re.compile(r"^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$")
_UID = re.compile(r"[0-9a-f]{32}")
_INTEGER = re.compile(r"^[+-]?\d{1,18}$")
_MOST_HOURS = 14
_FIRST_YEAR, _LAST_YEAR = 1, 9999
_SHORTEST_MOMENT, _LONGEST_MOMENT = len("2026-11-21"), 40


class FieldError(ValueError):
    """A field that nothing can do without is missing or unreadable; the message names it."""


def text(value: object) -> str:
    """Return a string: ``null`` is ``""``, numbers as written, lists and objects ``""``."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return str(value)
    return ""


def whole(value: object) -> int | None:
    """Return an int of ``6``, ``"6"``, ``6.0``; ``None`` of blanks and of anything else."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        value = value.strip()
        return int(value) if _INTEGER.match(value) and value.isascii() else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None


def number(value: object) -> float | None:
    """Return a float of a number or its text; ``None`` of blanks and of anything else."""
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e300 else None
    try:
        found = float(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < 1e300 else None


def flag(value: object) -> bool:
    """Return a bool of ``true``, ``1``, ``"1"``, ``"TRUE"``, ``"yes"``; anything else is False."""
    if isinstance(value, str):
        return value.strip().lower() in _TRUE
    return isinstance(value, int | float) and bool(value)


def required_text(value: object, name: str) -> str:
    """Return a non-empty string, or raise :class:`FieldError` naming the field."""
    found = text(value)
    if not found:
        raise FieldError(f"{name} is missing")
    return found


def required_uid(value: object, name: str) -> str:
    """Return a uid, 32 hexadecimal digits, or raise :class:`FieldError` naming the field."""
    found = text(value)
    if not _UID.fullmatch(found):
        raise FieldError(f"{name} is not a uid")
    return found


def required_whole(value: object, name: str) -> int:
    """Return an int from 0 on, or raise :class:`FieldError` naming the field."""
    found = whole(value)
    if found is None or found < 0:
        raise FieldError(f"{name} is not a number from 0 on")
    return found


def moment(value: object, zone: tzinfo) -> datetime | None:
    """Return an aware datetime.

    Takes ``2026-11-21 11:27:27`` (in ``zone``, the server's), ISO 8601 with offset, and a bare
    date (its midnight). Blank, ``null``, ``0000-00-00 00:00:00`` and nonsense are ``None``.
    """
    if not isinstance(value, str) or not _SHORTEST_MOMENT <= len(value) <= _LONGEST_MOMENT:
        return None
    return _moment(value, zone)


@lru_cache(maxsize=8192)
def _moment(value: str, zone: tzinfo) -> datetime | None:
    # The rows of a list share most of their dates, and a list is asked for again and again.
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    if not _FIRST_YEAR < found.year < _LAST_YEAR:
        return None  # would overflow on its way to another zone
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def day(value: object) -> date | None:
    """Return a date of ``2026-11-21`` (a time behind it is dropped), or ``None``."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[: len("2026-11-21")])
    except ValueError:
        return None


def priority(value: object) -> int:
    """Return 1 (very low) … 5 (very high) of a number or of ``"NORMAL"``; 3 where unknown."""
    if isinstance(value, str) and value.upper() in _PRIORITIES:
        return _PRIORITIES[value.upper()]
    found = whole(value)
    return found if found is not None and 1 <= found <= len(_PRIORITIES) else _NORMAL


def items(value: object) -> Sequence[object]:
    """Return the members of a list, or of an object keyed ``"1"``, ``"2"``, … in that order."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        if all(isinstance(key, str) and _INTEGER.match(key) for key in value):
            return [value[key] for key in sorted(value, key=int)]
        return list(value.values())
    return []


def mapping(value: object) -> Mapping[str, object]:
    """Return an object; PHP writes an empty one as ``[]``, and one keyed from 0 as a list.

    The members of a list are keyed "1", "2", … as in every other grid.
    """
    if isinstance(value, list):
        return {str(at): member for at, member in enumerate(value, 1)}
    return value if isinstance(value, dict) else {}


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo | None:
    """Return the zone of ``GMT-05:00``, ``+02:00``, ``UTC`` or ``America/New_York``, or ``None``.

    ``GET /light/config`` tells an offset of today, not a zone: dates of the other half of the year
    are an hour off where the server keeps summer time, unless the zone's name is configured.
    """
    if found := _OFFSET.match(name.strip()):
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours > _MOST_HOURS or minutes > 59:
            return None
        delta = timedelta(hours=hours, minutes=minutes)
        return timezone(-delta if found[1] == "-" else delta)
    try:
        return ZoneInfo(name.strip()) if name.strip() else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
