"""Real answers, spoiled: the bytes that a client must survive."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sandbox.faults.odd import hostile_texts, one_odd_value

WARNING = (
    b"<br />\n<b>Warning</b>:  Invalid argument supplied for foreach() in "
    b"<b>/opt/processmaker/workflow/engine/classes/Cases.php</b> on line <b>1204</b><br />\n"
)
DEPTH = 100_000
LONG_TITLE = "All work and no play makes a long title. " * 250
HOSTILE_TITLE = "</script><img src=x onerror=alert(1)>\"'` \u202eעברית 😀 \x00 " + LONG_TITLE

_DATE = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?.*")
_TITLE_KEYS = re.compile(r"(app_?|del_?|case_?)?title", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CapturedAnswer:
    """What the server really answered; header names in lower case."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def with_type(self, content_type: bytes) -> "CapturedAnswer":
        kept = tuple(pair for pair in self.headers if pair[0] != b"content-type")
        return replace(self, headers=(*kept, (b"content-type", content_type)))


Spoiler: TypeAlias = Callable[[CapturedAnswer], CapturedAnswer]


def _bytes(change: Callable[[bytes], bytes]) -> Spoiler:
    return lambda answer: replace(answer, body=change(answer.body))


def _values(change: Callable[[Any], Any]) -> Spoiler:
    """A change of the decoded JSON; a body that is no JSON stays as it is."""

    def spoil(answer: CapturedAnswer) -> CapturedAnswer:
        try:
            value = json.loads(answer.body)
        except ValueError:
            return answer
        return replace(answer, body=json.dumps(change(value)).encode())

    return spoil


def _everywhere(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Applies a change to every value, inner ones first."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            value = {key: walk(item) for key, item in value.items()}
        elif isinstance(value, list):
            value = [walk(item) for item in value]
        return change(value)

    return walk


def _null_for_array(value: Any) -> Any:
    return None if isinstance(value, list) else value


def _object_for_array(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return {str(at): item for at, item in enumerate(value, 1)}


def _as_string(value: Any) -> Any:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value) if isinstance(value, int | float) else value


def _twice(value: Any) -> Any:
    return [item for item in value for _ in range(2)] if isinstance(value, list) else value


def _zero_date(value: Any) -> Any:
    is_date = isinstance(value, str) and _DATE.fullmatch(value)
    return "0000-00-00 00:00:00" if is_date else value


def _hostile_titles(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {k: HOSTILE_TITLE if _TITLE_KEYS.fullmatch(k) else v for k, v in value.items()}


def _deep(body: bytes) -> bytes:
    nest = b"[" * DEPTH + b"]" * DEPTH
    if body.startswith(b"{") and len(body) > 2:
        return b'{"deep":' + nest + b"," + body[1:]
    return nest


def _cut(body: bytes) -> bytes:
    return body[: max(len(body) * 2 // 3, 1)]


def _partial(answer: CapturedAnswer) -> CapturedAnswer:
    return replace(answer, status=206)


SPOILERS: dict[str, Spoiler] = {
    "php_warning": _bytes(lambda body: WARNING + body),
    "truncated_json": _bytes(_cut),
    "wrong_content_type": lambda answer: answer.with_type(b"text/html; charset=UTF-8"),
    "invalid_utf8": _bytes(lambda body: body.replace(b'": "', b'": "\xc3\x28\xff', 1) + b"\xff"),
    "bom": _bytes(lambda body: b"\xef\xbb\xbf" + body),
    "json_in_string": _bytes(lambda body: json.dumps(body.decode("utf-8", "replace")).encode()),
    "null_for_array": _values(_everywhere(_null_for_array)),
    "object_for_array": _values(_everywhere(_object_for_array)),
    "numbers_as_strings": _values(_everywhere(_as_string)),
    "deep_json": _bytes(_deep),
    "duplicate_rows": _values(_everywhere(_twice)),
    "zero_dates": _values(_everywhere(_zero_date)),
    "hostile_titles": _values(_everywhere(_hostile_titles)),
    "hostile_texts": _values(_everywhere(hostile_texts)),
    "odd_value": _values(one_odd_value),
    "partial_206": _partial,
}
"""By the name of the fault: what becomes of the real answer."""
