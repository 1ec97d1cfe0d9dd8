"""Takes values out of answers for later steps."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.contract.matching import Reply


class CaptureFailed(Exception):
    """The answer has nothing at that place; the rest of the scenario is spoiled."""


def capture(place: str, reply: Reply) -> str:
    """The value at ``body.a.0.b``, ``location.code``, ``html.input.NAME`` and the like."""
    source, _, rest = place.partition(".")
    try:
        if source == "body":
            return _as_text(_inside(reply.json(), rest.split(".")))
        if source == "location":
            return _from_location(reply.headers["location"], rest)
        return _from_html(reply.body.decode(), rest)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise CaptureFailed(f"nothing to capture at {place}: {error!r}") from error


def _inside(value: Any, keys: list[str]) -> Any:
    for key in keys:
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def _as_text(value: Any) -> str:
    if isinstance(value, dict | list) or value is None:
        raise ValueError(f"not a single value: {value!r}")
    return str(value)


def _from_location(location: str, what: str) -> str:
    parts = urlsplit(location)
    if what == "path_and_query":
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return parse_qs(parts.query)[what][0]


def _from_html(page: str, what: str) -> str:
    kind, _, name = what.partition(".")
    if kind == "form":
        return _attribute(_tags(page, "form")[0], name)
    tags = [tag for tag in _tags(page, "input") if f'name="{name}"' in tag]
    return _attribute(tags[0], "value")


def _tags(page: str, name: str) -> list[str]:
    return re.findall(rf"<{name}\b[^>]*>", page)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    if found is None:
        raise ValueError(f"no {name} in {tag}")
    return found[1].replace("&amp;", "&").replace("&quot;", '"').replace("&#039;", "'")
