"""Calls any declared endpoint of the client by name, with sample arguments for what it needs."""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, get_type_hints

from processmaker import Client
from processmaker.endpoints import REGISTRY, Endpoint
from processmaker.resources.everything import Resources
from processmaker.transfers import Download

UID = "0123456789abcdef0123456789abcdef"
PART = re.compile(r"\{(\w+)\}")
SAMPLES: dict[str, Any] = {
    "access_token": "a" * 40,
    "action": "todo",
    "body": {},
    "code": "b" * 40,
    "comment": "first offer",
    "content": "a note",
    "del_index": 1,
    "delegations": [(UID, 1)],
    "file_name": "quote.pdf",
    "files": [{"name": "photo.png"}],
    "dynaform_uids": [UID],
    "filters": "{}",
    "identifier": "userConfig",
    "setting": {},
    "keys": [("id", "1"), ("name", "2"), ("city", "3")],
    "language": "es",
    "members": {UID: [UID]},
    "name": "inbox",
    "names": "x",
    "password": "p",
    "redirect_uri": "http://127.0.0.1/callback",
    "refresh_token": "c" * 40,
    "row": {"ID": 1},
    "rows": [{"ID": 1}],
    "statement": "SELECT 1",
    "status": "TO_DO",
    "title": "Approvers",
    "username": "wendy",
    "values": {"amount": "5"},
    "var_name": "amount",
}
PARTS: dict[str, str] = {
    "action": "todo",
    "kind": "before",
    "lang": "pt-BR",
    "list": "inbox",
    "folder": "root",
    "pin": "02H9",
    "report": "number-overdue-by-user",
    "var_name": "amount",
    "token": "a" * 40,
}


def methods() -> Iterator[tuple[Endpoint, str, str]]:
    """Each declared endpoint, with the name of its resource and of its method."""
    for endpoint in REGISTRY:
        owner, _, method = endpoint.called_by.partition(".")
        yield endpoint, _resource_of(owner), method


def _resource_of(owner: str) -> str:
    for name, attribute in vars(Resources).items():
        if isinstance(attribute, cached_property):
            kind = get_type_hints(attribute.func)["return"]
            if owner in (one.__name__ for one in kind.__mro__):
                return name
    raise LookupError(f"no resource of the client is, or inherits from, {owner}")


def parts_of(endpoint: Endpoint) -> list[str | int]:
    """Sample values for the path."""
    return [_part(name) for name in PART.findall(endpoint.path)]


def _part(name: str) -> str | int:
    if name.endswith("_uid"):
        return UID
    if name.endswith(("index", "number", "_id")):
        return 2
    return PARTS.get(name, "x1")


def arguments(
    function: Callable[..., Any],
    segments: Sequence[str | int],
    known: Mapping[str, Any] | None = None,
) -> tuple[Any, Any]:
    """Positional and keyword arguments: the segments of the path first, then what is known by
    name, then samples."""
    samples = SAMPLES | {name: one for name, one in (known or {}).items() if one is not None}
    left = list(segments)
    names = inspect.signature(function).parameters
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for name, parameter in names.items():
        is_segment = bool(left) and parameter.kind is not parameter.KEYWORD_ONLY
        if parameter.kind is parameter.KEYWORD_ONLY:
            if name == "user_uid" and left:
                keywords[name] = left.pop(0)
            elif parameter.default is parameter.empty:
                keywords[name] = _sample(name, samples)
        elif (
            is_segment
            and name not in ("query", "keys", "file", "values")
            and not (name == "action" and "user_uid" in names)
        ):
            positional.append(left.pop(0))
        elif parameter.default is parameter.empty:
            positional.append(_sample(name, samples, left))
    return positional, keywords


def _sample(name: str, samples: Mapping[str, Any], left: list[Any] | None = None) -> Any:
    if name == "file":
        return io.BytesIO(b"%PDF-1.4 sample")
    if name == "keys" and left:
        return list(zip(left[::2], left[1::2], strict=True))
    return samples[name] if name in samples else UID if name.endswith("uid") else "x1"


def call(
    client: Client,
    resource: str,
    method: str,
    segments: Sequence[str | int],
    known: Mapping[str, Any] | None = None,
) -> Any:
    """Call a method of the client; downloads are read to their end and closed."""
    function = getattr(getattr(client, resource), method)
    positional, keywords = arguments(function, segments, known)
    result = function(*positional, **keywords)
    if isinstance(result, Download):
        with result:
            return b"".join(result.chunks)
    return result


def pattern_of(endpoint: Endpoint) -> re.Pattern[str]:
    """What the paths of an endpoint look like, workspace ``workflow``."""
    path = endpoint.prefix.format(workspace="workflow") + endpoint.path
    return re.compile(
        "/".join("[^/]+" if "{" in part else re.escape(part) for part in path.split("/"))
    )
