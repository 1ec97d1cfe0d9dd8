"""What ProcessMaker said a moment ago, for one user, with its age.

All entries of a user live in one Redis hash. `forget` counts its generation up, and a value that
was read from ProcessMaker before that is not stored: a slow read cannot bring back what a write
has made stale. The version in the key changes with the models, so that a new release never
decodes what an older one stored.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar, cast

import msgspec

from pmdash.web.afterwards import afterwards
from pmdash.web.redis import RedisAway, guarded, shared_redis

T = TypeVar("T")

MODELS_VERSION = 1
SECONDS_TO_LIVE = 24 * 3600
GENERATION = "generation"
NO_ENTRY = ""

# KEYS: hash. ARGV: generation, name, value, seconds to live.
STORE = """
if (redis.call('HGET', KEYS[1], 'generation') or '0') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""
# KEYS: hash. ARGV: seconds to live. Keeps the generation, so that it never repeats.
FORGET = """
local generation = redis.call('HINCRBY', KEYS[1], 'generation', 1)
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'generation', generation)
redis.call('EXPIRE', KEYS[1], ARGV[1])
"""


# KEYS: hash, other keys.
LOOK = """
return {redis.call('HGET', KEYS[1], 'generation'), redis.call('MGET', unpack(KEYS, 2))}
"""


@dataclass(frozen=True)
class Cached(Generic[T]):
    """A value and when it was read from ProcessMaker, in seconds since 1970."""

    value: T
    read_at: float

    @property
    def age(self) -> float:
        """Seconds since it was read."""
        return max(0.0, time.time() - self.read_at)


class UserCache:
    """The cache of one user. Without Redis it is always empty."""

    def __init__(self, owner: str) -> None:
        """`owner` tells the user from all others, on all servers: `Me.cache_owner`."""
        self.key = f"pmdash:user:v{MODELS_VERSION}:{owner}"
        self._seen: str | None = None

    def look(self, *keys: str) -> list[bytes | None]:
        """What stands in Redis under `keys`; raises RedisAway.

        The same trip brings what the next `fetch` without `seconds` has to know beforehand.
        """
        look = partial(shared_redis().eval, LOOK, 1 + len(keys), self.key, *keys)
        generation, found = cast(tuple[bytes | None, list[bytes | None]], guarded(look))
        self._seen = _generation(generation)
        return found

    def get(self, name: str, kind: type[T]) -> Cached[T] | None:
        """The entry `name`, decoded as `kind`, whatever its age."""
        return _decode(self._read(name)[0], kind)

    def fetch(
        self, name: str, kind: type[T], load: Callable[[], T], *, seconds: float
    ) -> Cached[T]:
        """The entry `name` if it is younger than `seconds`, else what `load` brings.

        Raises whatever `load` raises; an older entry stays and can be had with `get`. Without
        `seconds` the new entry can be had once this request is answered.
        """
        raw, generation = self._read(name) if seconds else (None, self._current())
        cached = _decode(raw, kind)
        if cached and cached.age < seconds:
            return cached
        fresh = Cached(load(), time.time())
        store = partial(self._store, name, fresh, generation)
        if seconds:
            store()
        else:
            afterwards(store)
        return fresh

    def forget(self) -> None:
        """Drop everything of this user, after a write that changes what is true."""
        self._seen = None
        try:
            guarded(lambda: shared_redis().eval(FORGET, 1, self.key, SECONDS_TO_LIVE))
        except RedisAway:
            return

    def _current(self) -> str:
        """The generation of all entries: without `seconds` none is young enough to be read."""
        return self._read(NO_ENTRY)[1] if self._seen is None else self._seen

    def _read(self, name: str) -> tuple[bytes | None, str]:
        """The entry `name` as it is stored, and the generation of all entries."""
        try:
            found = guarded(lambda: shared_redis().hmget(self.key, [name, GENERATION]))
        except RedisAway:
            return None, ""
        raw, generation = cast(list[bytes | None], found)
        return raw, _generation(generation)

    def _store(self, name: str, fresh: Cached[T], generation: str) -> None:
        value = msgspec.json.encode((fresh.read_at, fresh.value))
        arguments: list[str | bytes | int] = [generation, name, value, SECONDS_TO_LIVE]
        try:
            guarded(lambda: shared_redis().eval(STORE, 1, self.key, *arguments))
        except RedisAway:
            return


def _generation(raw: bytes | None) -> str:
    return (raw or b"0").decode()


def _decode(raw: bytes | None, kind: type[T]) -> Cached[T] | None:
    if raw is None:
        return None
    try:
        read_at, value = msgspec.json.decode(raw, type=tuple[float, kind])  # type: ignore[valid-type]
    except msgspec.DecodeError:
        return None
    return Cached(value, read_at)
