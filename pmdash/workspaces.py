"""Settings of further workspaces: those of the first, with a number behind the name."""

import os
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pmdash import environment
from pmdash.environment import SettingError

NUMBERED = re.compile(
    r"PROCESSMAKER_(?:URL|WORKSPACE|CLIENT_ID|CLIENT_SECRET|TIME_ZONE|NAME)_(\d+)"
)


@dataclass(frozen=True)
class Place:
    """A workspace as the settings tell it; ``number`` is 1 for the one without a number.

    ``name`` is what people read; blank where the name of the workspace does.
    """

    number: int
    name: str
    url: str
    workspace: str
    client_id: str
    client_secret: str = field(repr=False)
    time_zone: str

    @property
    def setting(self) -> str:
        """The setting that names the workspace."""
        return "PROCESSMAKER_WORKSPACE" + (f"_{self.number}" if self.number > 1 else "")


def further_places(first: Place) -> tuple[Place, ...]:
    """The workspaces of PROCESSMAKER_WORKSPACE_2, _3 and so on, in the order of the numbers.

    A server that is not named is the one of ``first``. Raises SettingError, also where two are
    the same workspace or would read the same.
    """
    places = tuple(_place(number, first.url) for number in _numbers())
    seen = {(first.url, first.workspace): first}
    for place in places:
        other = seen.setdefault((place.url, place.workspace), place)
        if other is not place:
            fault = f"is the workspace of {other.setting} again"
            raise SettingError(place.setting, fault, "sales")
    _check_names((first, *places))
    return places


def origins(places: tuple[Place, ...]) -> list[str]:
    """Scheme, host and port of each server, once."""
    found = [f"{parts.scheme}://{parts.netloc}" for parts in (urlsplit(p.url) for p in places)]
    return list(dict.fromkeys(found))


def _numbers() -> list[int]:
    found = set()
    for name, value in os.environ.items():
        match = NUMBERED.fullmatch(name)
        if match is None or not value.strip():
            continue
        if match[1].startswith("0") or match[1] == "1":
            good = f"{name.rpartition('_')[0]}_2"
            raise SettingError(name, f"has to be numbered from 2 on ({good})", value.strip())
        found.add(int(match[1]))
    return sorted(found)


def _place(number: int, url: str) -> Place:
    def called(name: str) -> str:
        return f"PROCESSMAKER_{name}_{number}"

    return Place(
        number=number,
        name=environment.line(called("NAME")),
        url=environment.origin(called("URL"), url, example="https://bpm.example.com"),
        workspace=environment.workspace(called("WORKSPACE"), example="sales"),
        client_id=environment.text(called("CLIENT_ID"), example="XCVJTQXQSHSPAAABBBCCCDDDEEEFFFGG"),
        client_secret=environment.text(
            called("CLIENT_SECRET"), example="1234567890abcdef1234567890abcdef"
        ),
        time_zone=environment.time_zone(called("TIME_ZONE")),
    )


def _check_names(places: tuple[Place, ...]) -> None:
    """Two workspaces that read alike could not be told apart at sign-in."""
    seen: set[str] = set()
    for place in places:
        read = (place.name or f"{place.workspace} {urlsplit(place.url).netloc}").casefold()
        if read in seen:
            name = place.setting.replace("WORKSPACE", "NAME")
            raise SettingError(name, "is the name of another workspace as well", "Sales")
        seen.add(read)
