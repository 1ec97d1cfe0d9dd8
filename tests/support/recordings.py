"""Recorded exchanges with a real server, played back byte by byte to the client."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from processmaker.endpoints import Endpoint
from tests.support.byte_server import TOKEN, answer_bytes
from tests.support.every_endpoint import methods, pattern_of

FOLDER = Path(__file__).resolve().parent.parent / "contract" / "recordings"
# A literal path is a better match than one with a part in its place.
_PATTERNS = sorted(
    ((endpoint, pattern_of(endpoint), *names) for endpoint, *names in methods()),
    key=lambda one: one[0].path.count("{"),
)


class Exchange(NamedTuple):
    """One recorded exchange, with the method of the client that would have made it."""

    file: str
    note: str
    endpoint: Endpoint
    resource: str
    method: str
    segments: list[str]
    status: int
    body: Any
    content: bytes
    headers: dict[str, str]

    @property
    def id(self) -> str:
        return f"{self.file}: {self.note}"

    @property
    def wire(self) -> bytes:
        kept = {
            name.title().replace("-", "_"): value
            for name, value in self.headers.items()
            if name in ("content-disposition", "location")
        }
        kind = self.headers.get("content-type", "application/json")
        return answer_bytes(self.content, self.status, kind, **kept)


def exchanges(folder: Path = FOLDER) -> Iterator[Exchange]:
    """Every exchange that the client has a method for."""
    for file in sorted(folder.glob("*.json")):
        for recorded in json.loads(file.read_text()):
            if found := _matched(file.stem, recorded):
                yield found


def _matched(file: str, recorded: dict[str, Any]) -> Exchange | None:
    request, response = recorded["request"], recorded["response"]
    path = _unmasked(request["path"])
    for endpoint, pattern, resource, method in _PATTERNS:
        if endpoint.method == request["method"] and pattern.fullmatch(path):
            return Exchange(
                file=file,
                note=recorded.get("note", ""),
                endpoint=endpoint,
                resource=resource,
                method=method,
                segments=_segments(endpoint, path),
                status=response["status"],
                body=response["body"],
                content=_content(response["body"]),
                headers={k.lower(): str(v) for k, v in (response.get("headers") or {}).items()},
            )
    return None


def _segments(endpoint: Endpoint, path: str) -> list[str]:
    template = (endpoint.prefix.format(workspace="workflow") + endpoint.path).split("/")
    return [
        part
        for name, part in zip(template, path.split("/"), strict=True)
        if re.fullmatch(r"\{\w+\}", name)
    ]


def _content(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, dict) and set(body) == {"text"}:
        return _unmasked(str(body["text"])).encode()
    if isinstance(body, dict) and "base64" in body:
        return base64.b64decode(body["base64"])
    return _unmasked(json.dumps(body)).encode()


def _unmasked(text: str) -> str:
    """Put a token back where the recording hides one."""
    return text.replace("<access-token>", TOKEN)
