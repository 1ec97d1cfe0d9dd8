"""The cache of a user: decoded values with their age, and no stale value after a write."""

import msgspec
import pytest

from pmdash.web import redis as our_redis
from pmdash.web.cache import UserCache


class Counters(msgspec.Struct, frozen=True):
    inbox: int


class Renamed(msgspec.Struct, frozen=True):
    other: int


@pytest.fixture
def cache(redis_server: str) -> UserCache:
    our_redis.wake()
    our_redis.shared_redis().flushall()
    return UserCache("server|workflow|wendy")


def test_a_value_is_loaded_once_and_keeps_its_type(cache: UserCache) -> None:
    first = cache.fetch("counters", Counters, lambda: Counters(3), seconds=60)
    again = cache.fetch("counters", Counters, lambda: Counters(4), seconds=60)
    assert again.value == Counters(3)
    assert again.read_at == first.read_at
    assert 0 <= again.age < 5


def test_an_old_value_is_loaded_again_and_stays_where_that_fails(cache: UserCache) -> None:
    cache.fetch("counters", Counters, lambda: Counters(3), seconds=60)
    with pytest.raises(ZeroDivisionError):
        cache.fetch("counters", Counters, lambda: Counters(1 // 0), seconds=0)
    old = cache.get("counters", Counters)
    assert old
    assert old.value == Counters(3)
    assert cache.fetch("counters", Counters, lambda: Counters(5), seconds=0).value.inbox == 5


def test_users_see_their_own(cache: UserCache) -> None:
    cache.fetch("counters", Counters, lambda: Counters(3), seconds=60)
    assert UserCache("server|workflow|bob").get("counters", Counters) is None


def test_a_write_forgets_all_of_the_user(cache: UserCache) -> None:
    cache.fetch("counters", Counters, lambda: Counters(3), seconds=60)
    cache.forget()
    assert cache.get("counters", Counters) is None


def test_a_read_that_began_before_a_write_is_not_kept(cache: UserCache) -> None:
    def slow_read() -> Counters:
        cache.forget()
        return Counters(3)

    assert cache.fetch("counters", Counters, slow_read, seconds=60).value == Counters(3)
    assert cache.get("counters", Counters) is None


def test_a_look_brings_other_keys_and_what_storing_needs(cache: UserCache) -> None:
    our_redis.shared_redis().set("other", b"1")
    assert cache.look("other", "missing") == [b"1", None]
    cache.fetch("counters", Counters, lambda: Counters(3), seconds=0)
    assert cache.get("counters", Counters)


def test_a_look_before_a_write_keeps_nothing_of_what_is_read_after_it(cache: UserCache) -> None:
    cache.look("other")
    UserCache("server|workflow|wendy").forget()
    cache.fetch("counters", Counters, lambda: Counters(3), seconds=0)
    assert cache.get("counters", Counters) is None


def test_a_look_goes_no_further_than_the_own_write(cache: UserCache) -> None:
    cache.look("other")
    cache.forget()
    cache.fetch("counters", Counters, lambda: Counters(3), seconds=0)
    assert cache.get("counters", Counters)


def test_what_another_release_stored_is_not_misread(cache: UserCache) -> None:
    cache.fetch("counters", Counters, lambda: Counters(3), seconds=60)
    assert cache.get("counters", Renamed) is None


def test_without_redis_it_is_empty(cache: UserCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(our_redis._Rest, "until", float("inf"))
    assert cache.fetch("counters", Counters, lambda: Counters(3), seconds=60).value.inbox == 3
    assert cache.get("counters", Counters) is None
    cache.forget()
