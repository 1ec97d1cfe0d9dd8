"""Counts attempts, so that nobody can try passwords for long."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from pmdash.web.redis import RedisAway, guarded, shared_redis

# KEYS: counter. ARGV: seconds. The first attempt starts the window.
COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('TTL', KEYS[1])}
"""


@dataclass
class _Memory:
    """The counters of this process, for as long as Redis is away."""

    limit: int = 10_000
    counters: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def count(self, key: str, seconds: int) -> tuple[int, int]:
        now = time.monotonic()
        with self.lock:
            count, until = self.counters.pop(key, (0, 0.0))
            if until <= now:
                count, until = 0, now + seconds
            self.counters[key] = (count + 1, until)
            if len(self.counters) > self.limit:
                self.counters.popitem(last=False)
        return count + 1, int(until - now) + 1

    def forget(self, key: str) -> None:
        with self.lock:
            self.counters.pop(key, None)


_memory = _Memory()


def count_attempt(key: str, *, limit: int, seconds: int) -> int:
    """Count one attempt; the seconds to wait where there were more than `limit`, else 0."""
    try:
        reply = guarded(lambda: shared_redis().eval(COUNT, 1, _key(key), seconds))
        count, left = int(reply[0]), int(reply[1])
    except RedisAway:
        count, left = _memory.count(key, seconds)
    return max(left, 1) if count > limit else 0


def forget_attempts(key: str) -> None:
    """Start anew, after an attempt that was right."""
    _memory.forget(key)
    try:
        guarded(lambda: shared_redis().delete(_key(key)))
    except RedisAway:
        return


def address_of(request: HttpRequest) -> str:
    """The address of the browser, as the outermost proxy that we trust has seen it."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < settings.TRUSTED_PROXIES <= len(hops):
        return hops[-settings.TRUSTED_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def _key(key: str) -> str:
    return f"pmdash:attempts:{key}"
