"""Recorded exchanges with a real server, played back byte by byte to the client."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
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
    """One recorded exchange, with the method of the client that would have made it.

    ``endpoint`` is None where the client has no method for it.
    """

    file: str
    note: str
    status: int
    body: Any
    content: bytes
    headers: dict[str, str]
    endpoint: Endpoint | None = None
    resource: str = ""
    method: str = ""
    segments: Sequence[str] = ()

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
    return (one for one in every_exchange(folder) if one.endpoint)


def every_exchange(folder: Path) -> Iterator[Exchange]:
    """Every exchange of a folder of recordings."""
    for file in sorted(folder.glob("*.json")):
        for recorded in json.loads(file.read_text("utf-8")):
            yield _exchange(file.stem, recorded)


def _exchange(file: str, recorded: dict[str, Any]) -> Exchange:
    request, response = recorded["request"], recorded["response"]
    one = Exchange(
        file=file,
        note=recorded.get("note", ""),
        status=response["status"],
        body=response["body"],
        content=_content(response["body"]),
        headers={k.lower(): str(v) for k, v in (response.get("headers") or {}).items()},
    )
    path = _unmasked(request["path"])
    for endpoint, pattern, resource, method in _PATTERNS:
        if endpoint.method == request["method"] and pattern.fullmatch(path):
            segments = _segments(endpoint, path)
            return one._replace(
                endpoint=endpoint, resource=resource, method=method, segments=segments
            )
    return one


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
    if isinstance(body, dict) and "text" in body and body.keys() <= {"text", "truncated_from"}:
        return _unmasked(str(body["text"])).encode()
    if isinstance(body, dict) and "base64" in body:
        return base64.b64decode(body["base64"])
    return _unmasked(json.dumps(body)).encode()


def _unmasked(text: str) -> str:
    """Put a token back where the recording hides one."""
    return text.replace("<access-token>", TOKEN)
