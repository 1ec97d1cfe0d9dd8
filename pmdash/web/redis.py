"""Redis, which may be away: every use has a way without it."""

import os
import time
from collections import deque
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import redis
import structlog
from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = structlog.get_logger(__name__)

T = TypeVar("T")

SECONDS_TO_REST = 2.0
"""How long Redis is left alone after a failure, so that not every request waits for it."""

CONNECTION_OPTIONS: dict[str, Any] = {
    "socket_timeout": 0.5,
    "socket_connect_timeout": 0.5,
    "health_check_interval": 30,
    # A connection for each thread that asks at once; redis-py ends at 100, granian may have more.
    "max_connections": 10_000,
}


class RedisAway(Exception):
    """Redis does not answer; use the way without it."""


class _Rest:
    until = 0.0


def wake() -> None:
    """Try Redis again with the next call."""
    _Rest.until = 0.0


def guarded(call: Callable[[], T]) -> T:
    """The outcome of `call`; raises RedisAway where Redis fails or rests after a failure."""
    if time.monotonic() < _Rest.until:
        raise RedisAway
    try:
        return call()
    except redis.RedisError as error:
        _Rest.until = time.monotonic() + SECONDS_TO_REST
        logger.warning("redis_away", error=type(error).__name__)
        raise RedisAway from error


class DirectRedis(redis.Redis):
    """redis-py's client, which keeps its idle connections on a stack.

    Taking one out of redis-py's pool, with the statistics and events around it, is two thirds of
    the work of a command, and a page sends several. Pipelines go through the pool.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of all collections a deque alone may be used by many threads without a lock.
        self._idle: deque[Any] = deque()

    def execute_command(self, *args: Any, **options: Any) -> Any:
        connection = self._taken()
        try:
            connection.send_command(*args)
            return self.parse_response(connection, args[0], **options)  # type: ignore[no-untyped-call]
        except redis.ResponseError:
            raise
        except redis.ConnectionError:
            # Redis closed it while it was idle.
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except BaseException:
            # A task whose time is up leaves an answer that must not become the next command's.
            connection.disconnect()
            raise
        finally:
            self._idle.append(connection)

    def _taken(self) -> Any:
        """The connection used last, or a new one."""
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return self.connection_pool.make_connection()
            # A process that forked shares its sockets with the other.
            if connection.pid == os.getpid():
                return connection


@cache
def shared_redis() -> "redis.Redis":
    """The client of this process; safe between threads, makes connections as needed."""
    return DirectRedis.from_url(settings.REDIS_URL, **CONNECTION_OPTIONS)


class SharedRedisCacheClient(RedisCacheClient):
    """Django's makes a client, of a hundred objects, for each call."""

    def get_client(self, key: Any = None, *, write: bool = False) -> "redis.Redis":
        return shared_redis()


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; where Redis is away it holds nothing and keeps nothing."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = SharedRedisCacheClient

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return guarded(lambda: super(ForgivingRedisCache, self).get(key, default, version))
        except RedisAway:
            return default

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        try:
            guarded(lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs))
        except RedisAway:
            return

    def has_key(self, key: str, version: int | None = None) -> bool:
        try:
            return bool(guarded(lambda: super(ForgivingRedisCache, self).has_key(key, version)))
        except RedisAway:
            return False

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            return bool(guarded(lambda: super(ForgivingRedisCache, self).delete(key, version)))
        except RedisAway:
            return False
