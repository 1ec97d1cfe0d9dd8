"""What may stand in a path: the parts of an endpoint's template, checked by their names."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from processmaker.errors import InvalidValue


class _Kind(NamedTuple):
    pattern: re.Pattern[str]
    words: str


def _one_of(*words: str) -> _Kind:
    return _Kind(re.compile("|".join(words)), f"one of {', '.join(words)} is expected")


_UID: Final = _Kind(re.compile(r"[0-9a-f]{32}"), "32 hexadecimal digits are expected")
_WHOLE: Final = _Kind(re.compile(r"[0-9]{1,9}"), "a whole number from 0 is expected")
_NAME: Final = _Kind(
    re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"), "letters, digits, _ and - are expected"
)
_BY_NAME: Final = {
    "token": _Kind(re.compile(r"[A-Za-z0-9]{20,128}"), "an access token is expected"),
    "kind": _one_of("before", "after"),
    "list": _one_of("inbox", "todo", "draft", "participated", "paused", "unassigned", "mycases"),
    "action": _one_of("inbox", "todo", "draft", "sent", "paused", "unassigned", "search"),
}
_NUMBERS: Final = ("index", "number", "_id", "version")


def checked(name: str, part: str | int) -> str:
    """Return ``part`` as text if it is what a part (or a parameter) called ``name`` may hold.

    ``…_uid`` is 32 hexadecimal digits, ``…index``, ``…number``, ``…_id`` are whole numbers, a few
    are one of some words, the rest are plain names. ProcessMaker decodes paths before it routes
    them and strips ``.json``: nothing else may get there.

    Raises:
        InvalidValue: it is something else; the message names the part.
    """
    text = str(part)
    kind = _kind_of(name)
    if not kind.pattern.fullmatch(text):
        raise InvalidValue(f"{name} is not valid for ProcessMaker: {kind.words}")
    return text


def _kind_of(name: str) -> _Kind:
    if name.endswith("_uid"):
        return _UID
    if name.endswith(_NUMBERS):
        return _WHOLE
    return _BY_NAME.get(name, _NAME)


def direction(*, descending: bool) -> str:
    """Return ``DESC`` or ``ASC``: ProcessMaker takes any other spelling for ascending."""
    return "DESC" if descending else "ASC"
