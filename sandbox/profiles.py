"""Server generations and settings that change what a client sees."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeAlias

ROUTES_FILE = Path(__file__).with_name("routes-by-version.json")

VERSIONS = {"3.2": "3.2.1-community", "3.4": "3.4.11-community", "3.8": "3.8.3-community"}

OUTPUT_BUFFER = 4096


class ProfileError(ValueError):
    """A profile name that means nothing; the text lists what exists."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of server.

    ``display_errors``: PHP notices are printed before the JSON and fatal errors are
    200 HTML. ``output_buffering``: bytes; 0 = off. ``notice_prefix``: a plugin raises a
    notice on every request.
    """

    version: str = VERSIONS["3.8"]
    extrarest: bool = True
    display_errors: bool = False
    output_buffering: int = 0
    utc_dates: bool = False
    notice_prefix: bool = False

    def has_route(self, method: str, template: str) -> bool:
        """Whether this release has the REST route (path parameters as ``{name}``)."""
        since, until = _releases().get((method, _shape(template)), (None, None))
        if since is None or until is None:
            return False
        return since <= _release(self.version) <= until


def parse_profile(text: str) -> Profile:
    """``VERSION[+switch…]``, e.g. ``3.8+extrarest+display_errors``.

    Switches: extrarest, display_errors, output_buffering, utc, notices.
    """
    version, *switches = text.split("+")
    if version not in VERSIONS:
        raise ProfileError(f"profile {text!r}: version must be one of {', '.join(VERSIONS)}")
    profile = Profile(version=VERSIONS[version], extrarest=False)
    for switch in switches:
        profile = _switched(profile, switch, text)
    return profile


def _switched(profile: Profile, switch: str, text: str) -> Profile:
    match switch:
        case "extrarest":
            return replace(profile, extrarest=True)
        case "display_errors":
            return replace(profile, display_errors=True)
        case "output_buffering":
            return replace(profile, output_buffering=OUTPUT_BUFFER)
        case "utc":
            return replace(profile, utc_dates=True)
        case "notices":
            return replace(profile, notice_prefix=True, display_errors=True)
    raise ProfileError(
        f"profile {text!r}: unknown switch {switch!r}; there are extrarest, display_errors, "
        "output_buffering, utc, notices"
    )


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("-", maxsplit=1)[0].split("."))


def _shape(template: str) -> str:
    """A path with every parameter written as ``:``."""
    return "/".join(":" if part[:1] in ("{", ":") else part for part in template.split("/"))


ReleaseRange: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]

ALWAYS: ReleaseRange = ((0,), (99,))


@cache
def _releases() -> dict[tuple[str, str], ReleaseRange]:
    routes: dict[str, str] = json.loads(ROUTES_FILE.read_text())["routes"]
    found: dict[tuple[str, str], ReleaseRange] = {}
    for route, availability in routes.items():
        method, path = route.split(" ", 1)
        found[method, _shape(path)] = _range(availability)
    return found


def _range(availability: str) -> ReleaseRange:
    word, _, version = availability.partition(" ")
    if word == "from":
        return _release(version), ALWAYS[1]
    if word == "until":
        return ALWAYS[0], _release(version)
    return ALWAYS
