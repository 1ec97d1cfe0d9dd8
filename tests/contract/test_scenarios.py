"""Every recorded story holds on the sandbox, step by step."""

from collections.abc import Iterator

import pytest

from tests.contract.__main__ import HERE, REDIRECT_URI
from tests.contract.replay import Replay, read_scenarios, read_world
from tests.contract.sender import ServerAccess
from tests.contract.server import running_sandbox

SCENARIOS = read_scenarios(HERE / "scenarios")


@pytest.fixture(scope="module")
def replay() -> Iterator[Replay]:
    world = read_world(HERE / "scenarios", REDIRECT_URI)
    with running_sandbox("--empty") as url:
        yield Replay(ServerAccess(url, world), world)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(replay: Replay, scenario: dict) -> None:
    result = replay.play(scenario)
    assert result.failures == []
    assert result.matched == len(scenario["steps"])
