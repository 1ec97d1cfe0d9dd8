"""What a sandbox without cases answers has the shape that the real server gave it."""

from collections.abc import Iterator

import pytest

from tests.contract.__main__ import HERE
from tests.contract.replay import read_world
from tests.contract.sender import Sender, ServerAccess, Values
from tests.contract.server import running_sandbox
from tests.contract.shapes import (
    DEFAULT_PROFILE,
    PLUGIN_PROFILE,
    Recorded,
    askable,
    differences,
)

WORLD = read_world(HERE / "scenarios", "")
STATEFUL = {
    ("user.post", "create nocases"),
    ("extrarest-case-number.get", "known"),
    ("extrarest-case-number.get", "not on the case"),
}
"""Calls whose answer depends on what was there when they were recorded."""


def by_file(*, plugin: bool) -> dict[str, list[Recorded]]:
    found: dict[str, list[Recorded]] = {}
    for one in askable(HERE / "recordings", WORLD, plugin=plugin):
        if (one.file, one.note) not in STATEFUL:
            found.setdefault(one.file, []).append(one)
    return found


FILES = [(DEFAULT_PROFILE, *item) for item in by_file(plugin=False).items()]
FILES += [(PLUGIN_PROFILE, *item) for item in by_file(plugin=True).items()]


@pytest.fixture(scope="module")
def server() -> Iterator[ServerAccess]:
    with running_sandbox("--empty") as url:
        yield ServerAccess(url, WORLD)


@pytest.mark.parametrize(
    ("profile", "group"), [pytest.param(profile, group, id=name) for profile, name, group in FILES]
)
def test_shape(server: ServerAccess, profile: str, group: list[Recorded]) -> None:
    server.control("reset", {"world": WORLD, "empty": True, "profile": profile})
    sender = Sender(server, Values(server))
    wrong = {one.note: differences(one, sender.send(one.step)) for one in group}
    assert {note: found for note, found in wrong.items() if found} == {}


def test_most_recordings_can_be_asked() -> None:
    assert sum(len(group) for _, _, group in FILES) > 600
