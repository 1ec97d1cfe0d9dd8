"""Values that a server should not send: one of another kind anywhere, markup wherever text is."""

import re
from collections.abc import Iterable
from random import Random
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, -1, 10**30, 1.5, "", "0", "TRUE", "0000-00-00 00:00:00", "9999-12-31 23:59:59",
    "x" * 10_000, "\x00", [], {}, {"1": {}, "2": None}, [[[[[]]]]], [None],
)  # fmt: skip
HOSTILE = (
    "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    '<a href="javascript:alert(3)" hx-get=/accounts/logout/ hx-trigger=load>x</a>'
    "{{ 7|add:7 }}</title></table><h1>pwned</h1>\u202e"
)
MOST_PLACES = 2_000

_TEXT_KEYS = re.compile(
    r".*(title|name|description|label|content|comment|message|subject|address|phone|position)",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(r"[0-9a-f]{32}|[A-Z_]*|[\d\s:.T+-]*")
_random = Random(0)


def one_odd_value(value: Any) -> Any:
    """The same JSON with one value, chosen at random, of another kind."""
    places = list(_places(value))[:MOST_PLACES]
    return _replaced(value, _random.choice(places), _random.choice(ODD))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path
    keys: Iterable[Any] = value if isinstance(value, dict) else ()
    if isinstance(value, list):
        keys = range(len(value))
    for key in keys:
        member = value[key]
        yield from _places(member, (*path, key))


def _replaced(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    copy = value.copy()
    copy[path[0]] = _replaced(value[path[0]], path[1:], odd)
    return copy


def hostile_texts(value: Any) -> Any:
    """An object with markup behind every text that people read: titles, names, comments."""
    if not isinstance(value, dict):
        return value
    return {key: _hostile(str(key), text) for key, text in value.items()}


def _hostile(key: str, text: Any) -> Any:
    is_text = isinstance(text, str) and not _NO_TEXT.fullmatch(text)
    return text + HOSTILE if is_text and _TEXT_KEYS.fullmatch(key) else text
