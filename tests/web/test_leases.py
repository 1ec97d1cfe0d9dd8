"""Leases: one holder at a time, in Redis and in the database alike."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection

from pmdash.web import redis as our_redis
from pmdash.web.leases import LeaseTaken, acquire, acquire_many, holder_of, lease, release_many
from tests.support.waiting import wait_until

LONG = 600
"""Seconds of a lease that does not end while its test runs."""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["redis", "database"], autouse=True)
def _place(
    request: pytest.FixtureRequest, redis_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    our_redis.wake()
    our_redis.shared_redis().flushall()
    if request.param == "database":
        monkeypatch.setattr(our_redis._Rest, "until", float("inf"))


def test_the_second_waits_in_vain_and_learns_who_holds_it() -> None:
    with lease("case:1", seconds=LONG, holder="Wendy Marsh"):
        with pytest.raises(LeaseTaken) as taken, lease("case:1", seconds=LONG, wait=0.1):
            pass
        assert taken.value.holder == "Wendy Marsh"
        assert holder_of("case:1") == "Wendy Marsh"
        with lease("case:2", seconds=LONG):
            pass


def test_it_is_free_again_afterwards_whatever_happened() -> None:
    with pytest.raises(ZeroDivisionError), lease("case:1", seconds=LONG):
        raise ZeroDivisionError
    with lease("case:1", seconds=LONG):
        pass
    assert holder_of("case:1") == ""


def test_it_ends_by_itself() -> None:
    assert acquire("case:1", seconds=LONG)
    assert acquire("case:2", seconds=0.2)
    wait_until(lambda: acquire("case:2", seconds=LONG))
    assert acquire("case:1", seconds=LONG) is None


def test_who_was_late_does_not_free_the_lease_of_the_next() -> None:
    late = acquire("case:1", seconds=0.1)
    assert late
    wait_until(lambda: acquire("case:1", seconds=LONG))
    late.release()
    assert acquire("case:1", seconds=LONG) is None


def test_of_many_those_are_taken_that_are_free_and_given_back_that_are_ours() -> None:
    theirs = acquire("case:2", seconds=LONG, holder="Wendy Marsh")
    assert theirs
    ours = acquire_many(["case:1", "case:2", "case:3"], seconds=LONG, holder="Silvia Diaz")
    assert list(ours) == [held.name for held in ours.values()] == ["case:1", "case:3"]
    assert acquire_many(list(ours), seconds=LONG) == {}
    release_many([*ours.values(), replace(theirs, token="another")])
    assert [holder_of(f"case:{number}") for number in (1, 2, 3)] == ["", "Wendy Marsh", ""]
    later = acquire_many(list(ours), seconds=LONG)
    assert all(later[name].fence > ours[name].fence for name in ours)


def test_the_fence_grows() -> None:
    fences = []
    for _ in range(5):
        with lease("case:1", seconds=LONG) as held:
            fences.append(held.fence)
    assert fences == sorted(set(fences))


def test_the_fence_grows_when_redis_goes_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    fences = []
    for away in (0.0, float("inf"), 0.0):
        monkeypatch.setattr(our_redis._Rest, "until", away)
        with lease("case:1", seconds=LONG) as held:
            fences.append(held.fence)
    assert fences == sorted(set(fences))


def test_of_many_one_gets_it() -> None:
    start = Barrier(16)

    def take(_: int) -> bool:
        try:
            start.wait()
            return acquire("case:1", seconds=LONG) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(take, range(16))) == 1
