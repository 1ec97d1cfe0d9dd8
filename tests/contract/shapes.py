"""Asks the sandbox what was asked of the real server, and compares the shapes.

Only recorded calls that need no recorded case: their uids are those of the world. Errors
must be the same; lists and values may differ, keys and kinds of values may not.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.contract.matching import Reply, json_after_text

OTHER_SERVERS = ("variant", "oauth2", "account-states")
PLUGIN = "extrarest"
DEFAULT_PROFILE = "3.8+display_errors+output_buffering"
PLUGIN_PROFILE = "3.8+extrarest"

_UID = re.compile(r"[0-9a-f]{32}")


class Recorded(NamedTuple):
    """One recorded exchange, as a step that can be sent."""

    file: str
    note: str
    step: dict[str, Any]
    status: int
    body: Any


def askable(folder: Path, world: Mapping[str, Any], *, plugin: bool) -> list[Recorded]:
    """The exchanges of one kind of server that the world alone can answer."""
    known = {*_UID.findall(json.dumps(world)), "0" * 32}
    people = {None, *(user["username"] for user in world["users"])}
    return [
        one
        for one in recorded(folder)
        if one.file.startswith(PLUGIN) == plugin
        and not one.file.startswith(OTHER_SERVERS)
        and one.step["as"] in people
        and known.issuperset(_UID.findall(json.dumps(one.step["request"])))
        and "<" not in json.dumps([one.step["request"]["path"], one.step["request"]["query"]])
    ]


def recorded(folder: Path) -> Iterator[Recorded]:
    for file in sorted(folder.glob("*.json")):
        for exchange in json.loads(file.read_text("utf-8")):
            request, response = exchange["request"], exchange["response"]
            sent = {
                "method": request["method"],
                "path": request["path"],
                "query": request.get("query") or {},
                "body": request.get("body"),
                "content_type": _content_type(request.get("body")),
            }
            step = {"as": exchange["as"], "request": sent}
            body = response["body"]
            yield Recorded(file.stem, exchange["note"], step, response["status"], body)


def _content_type(body: Any) -> str | None:
    if body is None:
        return None
    kinds = {"form": "application/x-www-form-urlencoded", "multipart": "multipart/form-data"}
    if isinstance(body, dict) and len(body) == 1:
        name, value = next(iter(body.items()))
        if name == "text" and str(value).startswith("<"):
            return "application/xml"
        return kinds.get(name, "application/json")
    return "application/json"


def differences(recorded: Recorded, reply: Reply) -> list[str]:
    """How an answer differs in kind from the recorded one."""
    if reply.status != recorded.status:
        return [f"status: expected {recorded.status}, got {reply.status}"]
    expected = _json_of(recorded.body)
    if expected is None or _is_file(recorded.body):
        return []
    got = reply.json() if reply.body else None
    if isinstance(expected, dict) and "error" in expected:
        return [] if got == expected else [f"expected {expected}, got {got}"]
    return list(_compare(expected, got, "body"))


def _json_of(body: Any) -> Any:
    if isinstance(body, dict) and set(body) == {"text"}:
        try:
            return json_after_text(body["text"])[1]
        except ValueError:
            return None
    return body


def _is_file(body: Any) -> bool:
    return isinstance(body, dict) and "base64" in body


def _compare(expected: Any, got: Any, place: str) -> Iterator[str]:
    """Keys of objects, first rows of lists, kinds of values; an empty list fits any."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected.keys() ^ got.keys():
            yield f"{place}.{key}: {'missing' if key in expected else 'extra'}"
        for key in expected.keys() & got.keys():
            yield from _compare(expected[key], got[key], f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(got, list):
        if expected and got:
            yield from _compare(expected[0], got[0], f"{place}.0")
    elif _kind(expected) != _kind(got):
        yield f"{place}: expected {expected!r}, got {got!r}"


def _kind(value: Any) -> str:
    """Numbers and null go together: an absent number is null."""
    if isinstance(value, bool):
        return "boolean"
    if value is None or isinstance(value, int | float):
        return "number"
    return type(value).__name__
