"""Replays scenarios: recorded stories, step by step, against a server."""

import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.contract.captures import CaptureFailed, capture
from tests.contract.matching import Matcher, Reply
from tests.contract.placeholders import MissingCapture
from tests.contract.sender import Sender, ServerAccess, Values

NOT_PLAYED = "not played"
OUR_WORLD = Path(__file__).resolve().parent / "scenarios" / "world.json"
PROFILES = {
    "default": "3.8+display_errors+output_buffering",
    "display-errors-off": "3.8",
    "extrarest": "3.8+extrarest",
}


@dataclass
class Result:
    """What became of one scenario; a failure is (step number, note, differences)."""

    name: str
    steps: int
    matched: int = 0
    failures: list[tuple[int, str, list[str]]] = field(default_factory=list)

    def judge(self, number: int, note: str, differences: list[str]) -> None:
        if differences:
            self.failures.append((number, note, differences))
        else:
            self.matched += 1


def read_scenarios(folder: Path) -> list[dict[str, Any]]:
    """All scenarios of a folder, by name."""
    files = sorted(path for path in folder.glob("*.json") if path.name != "world.json")
    return [json.loads(path.read_text("utf-8")) for path in files]


def read_world(folder: Path, redirect_uri: str) -> dict[str, Any]:
    """The world of the scenarios, ours where the folder has none, with a client of our own."""
    file = folder / "world.json"
    world: dict[str, Any] = json.loads((file if file.exists() else OUR_WORLD).read_text("utf-8"))
    own = {"client_id": "pmdash-contract", "client_secret": "pmdash-contract-secret"}
    world["oauth_client"] |= own | {"redirect_uri": redirect_uri}
    return world


class Replay:
    """Plays scenarios on one server that is reset before each of them."""

    def __init__(self, server: ServerAccess, world: Mapping[str, Any]) -> None:
        self._server = server
        self._world = world

    def play(self, scenario: Mapping[str, Any]) -> Result:
        """One scenario from an empty start; it goes on after a mismatch."""
        wanted = {"world": self._world, "empty": True, "profile": PROFILES[scenario["server"]]}
        self._server.control("reset", wanted)
        run = _Run(self._server, Result(scenario["name"], len(scenario["steps"])))
        try:
            for group in _groups(scenario["steps"]):
                run.play(group)
        except (CaptureFailed, MissingCapture, requests.RequestException) as error:
            run.spoil(str(error))
        return run.result


Numbered = tuple[int, Mapping[str, Any]]


def _groups(steps: list[Mapping[str, Any]]) -> Iterator[list[Numbered]]:
    """Steps that are sent together, else one by one."""
    numbered = enumerate(steps, 1)
    for together, group in itertools.groupby(numbered, key=lambda pair: pair[1].get("together")):
        if together is None:
            yield from ([pair] for pair in group)
        else:
            yield list(group)


class _Run:
    """One run of one scenario."""

    def __init__(self, server: ServerAccess, result: Result) -> None:
        self._server = server
        self.values = Values(server)
        self.sender = Sender(server, self.values)
        self.result = result
        self.done = 0

    def play(self, group: list[Numbered]) -> None:
        time.sleep(max(step.get("wait", 0) for _, step in group))
        if len(group) == 1:
            number, step = group[0]
            reply = self.sender.send(step)
            self._capture(step, reply)
            self.result.judge(number, step["note"], self._differences(step, reply))
        else:
            self._play_together(group)
        self.done += len(group)

    def spoil(self, reason: str) -> None:
        """The scenario cannot go on: what is left has failed."""
        first = self.done + 1
        for number in range(first, self.result.steps + 1):
            judged = any(failure[0] == number for failure in self.result.failures)
            if not judged:
                self.result.judge(number, NOT_PLAYED, [reason])

    def _capture(self, step: Mapping[str, Any], reply: Reply) -> None:
        for name, place in (step.get("capture") or {}).items():
            self.values[name] = capture(place, reply)

    def _differences(self, step: Mapping[str, Any], reply: Reply) -> list[str]:
        return Matcher(self.values, step.get("ties")).differences(step["response"], reply)

    def _play_together(self, group: list[Numbered]) -> None:
        for _, step in group:
            self.sender.prepare(step)
        self._server.control("meeting", {"writes": len(group)})
        with ThreadPoolExecutor(len(group)) as pool:
            replies = list(pool.map(self.sender.send, (step for _, step in group)))
        allowed = _allowed(group)
        outcomes = group[0][1].get("outcomes")
        statuses = Counter(reply.status for reply in replies)
        wrong = outcomes and all(Counter(outcome) != statuses for outcome in outcomes)
        for (number, step), reply in zip(group, replies, strict=True):
            self._capture(step, reply)
            found = self._one_of(allowed, reply)
            if wrong:
                found = [f"statuses {sorted(statuses.elements())} are none of {outcomes}", *found]
            self.result.judge(number, step["note"], found)

    def _one_of(self, allowed: list[Mapping[str, Any]], reply: Reply) -> list[str]:
        tries = [Matcher(self.values).differences(response, reply) for response in allowed]
        return [] if [] in tries else min(tries, key=len)


def _allowed(group: list[Numbered]) -> list[Mapping[str, Any]]:
    """The answers recorded in the group, and others that were seen."""
    allowed = [step["response"] for _, step in group]
    for _, step in group:
        allowed += step.get("also_seen", [])
    return allowed
