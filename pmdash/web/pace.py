"""How quickly something may happen, whoever does it: one turn after another, evenly.

The next free moment is kept in Redis, and in the database where Redis is away; so all processes
of an installation keep one pace.
"""

import time
from datetime import timedelta

from django.utils import timezone

from pmdash.web.models import LeaseRow
from pmdash.web.redis import RedisAway, guarded, shared_redis

# KEYS: the next free moment, in microseconds of Redis's clock. ARGV: microseconds of a turn.
TAKE = """
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local turn = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
redis.call('SET', KEYS[1], string.format('%.0f', turn + ARGV[1]), 'PX', 600000)
return string.format('%.0f', turn - now)
"""


def wait_for_turn(name: str, per_second: float) -> None:
    """Sleep until it is this caller's turn; `per_second` turns of `name` come in a second."""
    time.sleep(take_turn(name, per_second))


def take_turn(name: str, per_second: float) -> float:
    """Take the next turn of `name`; in how many seconds it is."""
    try:
        length = round(1_000_000 / per_second)
        turn = guarded(lambda: shared_redis().eval(TAKE, 1, f"pmdash:pace:{name}", length))
        return int(turn) / 1_000_000
    except RedisAway:
        return _take_in_database(f"pace:{name}", timedelta(seconds=1 / per_second))


def _take_in_database(name: str, length: timedelta) -> float:
    now = timezone.now()
    LeaseRow.objects.bulk_create([LeaseRow(name=name, until=now)], ignore_conflicts=True)
    while True:
        free = LeaseRow.objects.values_list("until", flat=True).get(name=name)
        turn = max(free, now)
        if LeaseRow.objects.filter(name=name, until=free).update(until=turn + length):
            return (turn - now).total_seconds()
