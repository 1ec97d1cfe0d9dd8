"""Compares an answer with what a scenario expects; says where they differ."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.contract.placeholders import (
    ALSO_AS_NUMBER,
    ANY_SCALAR,
    fill_text,
    matches_text,
    number_capture,
)

SHOWN = 160


@dataclass(frozen=True)
class Reply:
    """An answer as it came; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str | None:
        return self.headers.get("content-type")

    def json(self) -> Any:
        """The JSON value, also when text stands before it; ``ValueError`` without one."""
        return json_after_text(self.body.decode("utf-8", "replace"))[1]


def json_after_text(text: str) -> tuple[str, Any]:
    """The text before the JSON, and the first value that parses to the end."""
    for at, character in enumerate(text):
        if at == 0 or character in '{["':
            try:
                return text[:at], json.loads(text[at:])
            except ValueError:
                continue
    raise ValueError("no JSON")


class Matcher:
    """One expected response against one reply. ``values`` are the captures."""

    def __init__(self, values: Mapping[str, str], ties: Mapping[str, str] | None = None) -> None:
        self.values = values
        self.ties = ties or {}

    def differences(self, expected: Mapping[str, Any], reply: Reply) -> list[str]:
        """Everything that differs, as ``place: expected … got …``; empty = a match."""
        found = []
        if reply.status != expected["status"]:
            found.append(_differs("status", expected["status"], reply.status))
        if "content_type" in expected:
            found += self._content_type(expected["content_type"], reply.content_type)
        for name, value in expected.get("headers", {}).items():
            got = reply.headers.get(name.lower(), "")
            if not matches_text(value, got, self.values):
                found.append(_differs(f"header {name}", value, got))
        return [*found, *self._body(expected["body"], reply)]

    def _content_type(self, expected: str | None, got: str | None) -> list[str]:
        if (expected or "").lower() == (got or "").lower():
            return []
        return [_differs("content type", expected, got)]

    def _body(self, expected: Any, reply: Reply) -> Iterator[str] | list[str]:
        if expected is None:
            return [_differs("body", None, reply.body)] if reply.body else []
        special = _special_kind(expected)
        if special:
            return getattr(self, f"_{special}_body")(expected, reply)
        try:
            value = json.loads(reply.body)
        except ValueError:
            return [_differs("body", expected, reply.body)]
        return self.compare(expected, value, "body")

    def _text_body(self, expected: Any, reply: Reply) -> list[str]:
        text = reply.body.decode("utf-8", "replace")
        wanted = [fill_text(part, self.values) for part in expected.get("contains", [])]
        missing = [part for part in wanted if part not in text]
        if missing:
            return [_differs("body", f"text with {missing}", text)]
        if matches_text(expected["text"], text, self.values):
            return []
        return [_differs("body", expected["text"], text)]

    def _notices_body(self, expected: Any, reply: Reply) -> list[str]:
        try:
            text, value = json_after_text(reply.body.decode("utf-8", "replace"))
        except ValueError:
            return [_differs("body", expected["json"], reply.body)]
        found = [] if text else ["body: expected PHP notices before the JSON"]
        return [*found, *self.compare(expected["json"], value, "body")]

    def _binary_body(self, expected: Any, reply: Reply) -> list[str]:
        if "base64" in expected:
            if base64.b64decode(expected["base64"]) == reply.body[: expected["size"]]:
                return []
            return [_differs("body", f"{expected['size']} bytes", reply.body)]
        if reply.body.startswith(expected["starts_with"].encode()):
            return []
        return [_differs("body", expected["starts_with"], reply.body)]

    def compare(self, expected: Any, got: Any, place: str) -> list[str]:
        """Differences between two JSON values; the type counts."""
        if isinstance(expected, str):
            return self._compare_text(expected, got, place)
        if isinstance(expected, dict) and isinstance(got, dict):
            return self._compare_objects(expected, got, place)
        if isinstance(expected, list) and isinstance(got, list):
            return self._compare_lists(expected, got, place)
        if type(expected) is type(got) and expected == got:
            return []
        return [_differs(place, expected, got)]

    def _compare_text(self, expected: str, got: Any, place: str) -> list[str]:
        if expected == ANY_SCALAR and not isinstance(got, dict | list):
            return []
        capture = number_capture(expected)
        if capture is not None:
            same = type(got) is int and str(got) == self.values.get(capture)
        elif expected in ALSO_AS_NUMBER and type(got) is int:
            same = True
        else:
            same = isinstance(got, str) and matches_text(expected, got, self.values)
        return [] if same else [_differs(place, fill_text(expected, self.values), got)]

    def _compare_objects(
        self, expected: dict[str, Any], got: dict[str, Any], place: str
    ) -> list[str]:
        expected = {fill_text(key, self.values): value for key, value in expected.items()}
        found = [f"{place}.{key}: missing" for key in expected if key not in got]
        found += [f"{place}.{key}: extra, {_short(got[key])}" for key in got if key not in expected]
        for key, value in expected.items():
            if key in got:
                found += self.compare(value, got[key], f"{place}.{key}")
        return found

    def _compare_lists(self, expected: list[Any], got: list[Any], place: str) -> list[str]:
        if len(expected) != len(got):
            return [f"{place}: expected {len(expected)} items, got {len(got)}"]
        if place == self.ties.get("list"):
            got = self._in_expected_order(expected, got)
        return [
            difference
            for at, (wanted, item) in enumerate(zip(expected, got, strict=True))
            for difference in self.compare(wanted, item, f"{place}.{at}")
        ]

    def _in_expected_order(self, expected: list[Any], got: list[Any]) -> list[Any]:
        """Rows that tie, put in the order of the expected rows that they match."""
        ordered: list[Any] = [None] * len(got)
        free = list(range(len(got)))
        for at, wanted in enumerate(expected):
            rivals = [other for other in free if self._tie(got, at, other)]
            matching = [o for o in rivals if not self.compare(wanted, got[o], "")]
            chosen = (matching or rivals or free)[0]
            ordered[at] = got[chosen]
            free.remove(chosen)
        return ordered

    def _tie(self, got: list[Any], at: int, other: int) -> bool:
        key = self.ties.get("key")
        return key is None or got[at].get(key) == got[other].get(key)


def _special_kind(expected: Any) -> str | None:
    if not isinstance(expected, dict):
        return None
    keys = set(expected)
    if keys in ({"text"}, {"text", "contains"}):
        return "text"
    if "text_before_json" in keys:
        return "notices"
    return "binary" if keys in ({"base64", "size"}, {"starts_with", "size"}) else None


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _differs(place: str, expected: Any, got: Any) -> str:
    return f"{place}: expected {_short(expected)}, got {_short(got)}"
