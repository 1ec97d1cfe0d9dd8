"""Every refusal that was recorded on a case is given by the sandbox in some state of a case."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.__main__ import HERE
from tests.contract.matching import Reply, json_after_text
from tests.contract.replay import read_world
from tests.contract.sender import Sender, ServerAccess, Values
from tests.contract.server import running_sandbox
from tests.contract.shapes import (
    DEFAULT_PROFILE,
    OTHER_SERVERS,
    PLUGIN,
    PLUGIN_PROFILE,
    Recorded,
    recorded,
)
from tests.contract.states import STATES, Place
from tests.sandbox.office import Office

WORLD = read_world(HERE / "scenarios", "")
UID = re.compile(r"[0-9a-f]{32}")
KNOWN = {*UID.findall(json.dumps(WORLD)), "0" * 32}
CASE = re.compile(r"/(?:cases?|light)/(?:[a-z]+/)?([0-9a-f]{32})")


def error_of(body: Any) -> Any:
    """The error object of an answer, also behind notices; None where there is none."""
    if isinstance(body, dict) and set(body) == {"text"}:
        try:
            body = json_after_text(body["text"])[1]
        except ValueError:
            return None
    return body.get("error") if isinstance(body, dict) else None


def unknown_uids(one: Recorded) -> list[str]:
    found = dict.fromkeys(UID.findall(json.dumps(one.step["request"])))
    return [uid for uid in found if uid not in KNOWN]


def on_cases(*, plugin: bool) -> list[Recorded]:
    """Recorded refusals whose path names a case that is not there."""
    people = {user["username"] for user in WORLD["users"]}
    return [
        one
        for one in recorded(HERE / "recordings")
        if one.file.startswith(PLUGIN) == plugin
        and not one.file.startswith(OTHER_SERVERS)
        and one.step["as"] in people
        and CASE.search(one.step["request"]["path"])
        and unknown_uids(one)
        and error_of(one.body)
    ]


class Asker(Office):
    """An office that is built anew after each write; ``place`` is the case of the state."""

    def __init__(self, access: ServerAccess, profile: str) -> None:
        super().__init__(access.url)
        self._access = access
        self._profile = profile

    def begin_with(self, state: Any) -> Place:
        wanted = {"world": WORLD, "empty": True, "profile": self._profile}
        self._access.control("reset", wanted)
        self._sender = Sender(self._access, Values(self._access))
        return state(self)

    def token(self, user: str) -> str:
        return self._sender.values[f"token:{user}"]

    def ask(self, one: Recorded, place: Place) -> Reply:
        """Send what was recorded, with the case and the document of the state."""
        text = json.dumps(one.step)
        case = CASE.search(one.step["request"]["path"])
        for uid in unknown_uids(one):
            is_case = bool(case and uid == case[1])
            text = text.replace(uid, place.app_uid if is_case else place.doc_uid or "0" * 32)
        return self._sender.send(json.loads(text))


def plain(error: Any) -> str:
    """An error without what differs from case to case: uids, numbers, tokens."""
    text = UID.sub("<uid>", json.dumps(error))
    return re.sub(r"\d+", "<n>", re.sub(r'Bearer [^"\\ ]+', "Bearer <token>", text))


def same(one: Recorded, reply: Reply) -> bool:
    if reply.status != one.status:
        return False
    got = error_of({"text": reply.body.decode()}) if reply.body else None
    return plain(got) == plain(error_of(one.body))


@pytest.fixture(scope="module")
def access() -> Iterator[ServerAccess]:
    with running_sandbox("--empty", "--race-window-ms", "0") as url:
        yield ServerAccess(url, WORLD)


@pytest.mark.parametrize(("profile", "plugin"), [(DEFAULT_PROFILE, False), (PLUGIN_PROFILE, True)])
def test_recorded_refusals(access: ServerAccess, profile: str, plugin: bool) -> None:
    asker, left = Asker(access, profile), on_cases(plugin=plugin)
    assert left
    for state in STATES:
        place = None
        for one in list(left):
            place = place or asker.begin_with(state)
            if same(one, asker.ask(one, place)):
                left.remove(one)
            if one.step["request"]["method"] != "GET":
                place = None
    assert [f"{one.file}: {one.note}" for one in left] == []
