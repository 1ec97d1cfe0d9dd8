"""Short leases: one process at a time does what must not be done twice at once.

They are kept in Redis, and in the database where Redis is away. A lease ends by itself, so a
process that dies holds nobody up for long. Every lease has a fencing number that only grows:
who stores a result along with it can tell that a later holder has been there.
"""

import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from pmdash.web.models import LeaseRow
from pmdash.web.redis import RedisAway, guarded, shared_redis

SECONDS_BETWEEN_TRIES = 0.05
FENCE_SECONDS = 7 * 24 * 3600

# KEYS: each lease and its fence. ARGV: milliseconds of a lease, microseconds since 1970, seconds of
# a fence, token|holder.
ACQUIRE = """
local fences = {}
for each = 1, #KEYS / 2 do
  local lease, counter, fence = KEYS[2 * each - 1], KEYS[2 * each], 0
  if redis.call('SET', lease, ARGV[4], 'NX', 'PX', ARGV[1]) then
    fence = math.max(tonumber(redis.call('GET', counter) or '0') + 1, tonumber(ARGV[2]))
    redis.call('SET', counter, string.format('%.0f', fence), 'EX', ARGV[3])
  end
  fences[each] = string.format('%.0f', fence)
end
return fences
"""
# KEYS: leases. ARGV: token|holder of each.
RELEASE = """
for each, lease in ipairs(KEYS) do
  if redis.call('GET', lease) == ARGV[each] then redis.call('DEL', lease) end
end
"""


class LeaseTaken(Exception):
    """Somebody else holds the lease; `holder` says who, in words for people."""

    def __init__(self, name: str, holder: str) -> None:
        super().__init__(f"{name} is held by {holder or 'another request'}")
        self.name = name
        self.holder = holder


@dataclass(frozen=True)
class Lease:
    """A lease that we hold. `fence` is larger than that of every earlier holder."""

    name: str
    token: str
    holder: str
    fence: int
    in_redis: bool

    def release(self) -> None:
        """Give it back; nothing happens where it has ended by itself."""
        if self.in_redis:
            _release_in_redis([self])
        else:
            rows = LeaseRow.objects.filter(name=self.name, token=self.token)
            rows.update(until=timezone.now())


@contextmanager
def lease(name: str, *, seconds: float, wait: float = 0, holder: str = "") -> Iterator[Lease]:
    """Hold `name` for at most `seconds`; raises LeaseTaken after `wait` seconds in vain."""
    deadline = time.monotonic() + wait
    held = acquire(name, seconds=seconds, holder=holder)
    while held is None:
        if time.monotonic() >= deadline:
            raise LeaseTaken(name, holder_of(name))
        time.sleep(SECONDS_BETWEEN_TRIES)
        held = acquire(name, seconds=seconds, holder=holder)
    try:
        yield held
    finally:
        held.release()


def acquire(name: str, *, seconds: float, holder: str = "") -> Lease | None:
    """Take the lease `name` for `seconds`, or None where somebody has it."""
    token = uuid.uuid4().hex
    try:
        [fence] = _acquire_in_redis([name], token, holder, seconds)
        in_redis = True
    except RedisAway:
        fence = _acquire_in_database(name, token, holder, seconds)
        in_redis = False
    return Lease(name, token, holder, fence, in_redis) if fence else None


def acquire_many(names: Sequence[str], *, seconds: float, holder: str = "") -> dict[str, Lease]:
    """Those of `names` that were free, taken for `seconds` by one round trip."""
    if not names:
        return {}
    token = uuid.uuid4().hex
    try:
        fences = _acquire_in_redis(names, token, holder, seconds)
    except RedisAway:
        one_by_one = {name: acquire(name, seconds=seconds, holder=holder) for name in names}
        return {name: held for name, held in one_by_one.items() if held}
    return {
        name: Lease(name, token, holder, fence, in_redis=True)
        for name, fence in zip(names, fences, strict=True)
        if fence
    }


def release_many(leases: Iterable[Lease]) -> None:
    """Give them back by one round trip; nothing happens to those that have ended by themselves."""
    given = list(leases)
    kept = [held for held in given if held.in_redis]
    for held in given:
        if not held.in_redis:
            held.release()
    if kept:
        _release_in_redis(kept)


def holder_of(name: str) -> str:
    """Who holds `name`, in words for people; empty where nobody does or nobody said."""
    try:
        value = guarded(lambda: shared_redis().get(_lease_key(name)))
        return value.decode().partition("|")[2] if isinstance(value, bytes) else ""
    except RedisAway:
        live = LeaseRow.objects.filter(name=name, until__gt=timezone.now())
        return live.values_list("holder", flat=True).first() or ""


def _acquire_in_redis(names: Sequence[str], token: str, holder: str, seconds: float) -> list[int]:
    """The fence of each lease; 0 for one that somebody has."""
    keys = [key for name in names for key in (_lease_key(name), f"pmdash:fence:{name}")]
    lasting = [int(seconds * 1000), _microseconds(), FENCE_SECONDS]
    value = f"{token}|{holder}"
    fences = guarded(lambda: shared_redis().eval(ACQUIRE, len(keys), *keys, *lasting, value))
    return [int(fence) for fence in fences]


def _release_in_redis(leases: Sequence[Lease]) -> None:
    keys = [_lease_key(held.name) for held in leases]
    values = [f"{held.token}|{held.holder}" for held in leases]
    # Where Redis is away they end by themselves.
    with suppress(RedisAway):
        guarded(lambda: shared_redis().eval(RELEASE, len(keys), *keys, *values))


def _acquire_in_database(name: str, token: str, holder: str, seconds: float) -> int:
    now = timezone.now()
    LeaseRow.objects.bulk_create([LeaseRow(name=name, until=now)], ignore_conflicts=True)
    taken = LeaseRow.objects.filter(name=name, until__lte=now).update(
        token=token,
        holder=holder,
        fence=Greatest(F("fence") + 1, _microseconds()),
        until=now + timedelta(seconds=seconds),
    )
    if not taken:
        return 0
    return LeaseRow.objects.get(name=name).fence


def _lease_key(name: str) -> str:
    return f"pmdash:lease:{name}"


def _microseconds() -> int:
    return time.time_ns() // 1000
