"""Short leases: one process at a time does what must not be done twice at once.

They are kept in Redis, and in the database where Redis is away. A lease ends by itself, so a
process that dies holds nobody up for long. Every lease has a fencing number that only grows:
who stores a result along with it can tell that a later holder has been there.
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from pmdash.web.models import LeaseRow
from pmdash.web.redis import RedisAway, guarded, shared_redis

SECONDS_BETWEEN_TRIES = 0.05
FENCE_SECONDS = 7 * 24 * 3600

# KEYS: lease, its fence. ARGV: token|holder, milliseconds, microseconds since 1970.
ACQUIRE = """
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
local fence = math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, tonumber(ARGV[3]))
redis.call('SET', KEYS[2], string.format('%.0f', fence), 'EX', ARGV[4])
return string.format('%.0f', fence)
"""
# KEYS: lease. ARGV: token|holder.
RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end"


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
            _release_in_redis(self)
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
        fence = _acquire_in_redis(name, token, holder, seconds)
        in_redis = True
    except RedisAway:
        fence = _acquire_in_database(name, token, holder, seconds)
        in_redis = False
    return Lease(name, token, holder, fence, in_redis) if fence else None


def holder_of(name: str) -> str:
    """Who holds `name`, in words for people; empty where nobody does or nobody said."""
    try:
        value = guarded(lambda: shared_redis().get(_lease_key(name)))
        return value.decode().partition("|")[2] if isinstance(value, bytes) else ""
    except RedisAway:
        live = LeaseRow.objects.filter(name=name, until__gt=timezone.now())
        return live.values_list("holder", flat=True).first() or ""


def _acquire_in_redis(name: str, token: str, holder: str, seconds: float) -> int:
    arguments: list[str | int] = [
        f"{token}|{holder}",
        int(seconds * 1000),
        _microseconds(),
        FENCE_SECONDS,
    ]
    keys = [_lease_key(name), f"pmdash:fence:{name}"]
    return int(guarded(lambda: shared_redis().eval(ACQUIRE, 2, *keys, *arguments)))


def _release_in_redis(held: Lease) -> None:
    value = f"{held.token}|{held.holder}"
    try:
        guarded(lambda: shared_redis().eval(RELEASE, 1, _lease_key(held.name), value))
    except RedisAway:
        # It ends by itself.
        return


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
