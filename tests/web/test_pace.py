"""Turns that come evenly, whoever takes them and wherever they are kept."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connections

from pmdash.web import redis as our_redis
from pmdash.web.pace import take_turn

PER_SECOND = 0.1
EACH = 1 / PER_SECOND
TURNS = 20
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("redis_server")]


@pytest.fixture(params=["redis", "database"])
def kept_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    our_redis.wake()
    if request.param == "database":
        monkeypatch.setattr(our_redis._Rest, "until", float("inf"))
    else:
        our_redis.shared_redis().flushall()
    return str(request.param)


def turn(name: str) -> float:
    try:
        return take_turn(name, PER_SECOND)
    finally:
        connections.close_all()


def test_every_caller_gets_a_turn_of_its_own(kept_in: str) -> None:
    with ThreadPoolExecutor(8) as callers:
        waits = sorted(callers.map(turn, ["server"] * TURNS))
    # Taking them has not lasted longer than a few turns, so that the last one is far ahead.
    assert waits[-1] > (TURNS - 10) * EACH
    steps = [later - earlier for earlier, later in pairwise(waits)]
    assert min(steps[10:]) > EACH / 10


def test_the_first_one_need_not_wait_and_others_are_not_concerned(kept_in: str) -> None:
    assert take_turn("one", PER_SECOND) < EACH / 10
    assert take_turn("one", PER_SECOND) > EACH / 10
    assert take_turn("other", PER_SECOND) < EACH / 10
