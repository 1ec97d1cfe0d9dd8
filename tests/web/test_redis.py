"""Our client of Redis keeps a connection for each thread, and each command gets its own answer."""

import os
from typing import Any

import pytest
import redis
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from pmdash.web.redis import DirectRedis, shared_redis


@pytest.fixture(autouse=True)
def _value(redis_server: str) -> None:
    shared_redis().set("test:kept", "value")


def test_a_connection_that_redis_closed_is_made_anew() -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as other:
        other.client_kill_filter(_type="normal", skipme=True)

    assert shared_redis().get("test:kept") == b"value"


class EndedInTime(DirectRedis):
    """Reaches the time limit of its task once, after a command was sent."""

    reached = False

    def parse_response(self, *args: Any, **options: Any) -> Any:
        if not self.reached:
            self.reached = True
            raise SoftTimeLimitExceeded
        return super().parse_response(*args, **options)


def test_an_answer_that_was_not_read_is_not_that_of_the_next_command() -> None:
    client = EndedInTime.from_url(settings.REDIS_URL)

    with pytest.raises(SoftTimeLimitExceeded):
        client.get("test:nothing")

    assert client.get("test:kept") == b"value"


def test_a_refused_command_leaves_the_connection_as_it_is() -> None:
    with pytest.raises(redis.ResponseError):
        shared_redis().incr("test:kept")

    assert shared_redis().get("test:kept") == b"value"


def test_a_process_that_forked_has_a_connection_of_its_own() -> None:
    own = shared_redis().client_id()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.write(writer, str(shared_redis().client_id()).encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert int(os.read(reader, 20)) != own
    assert shared_redis().client_id() == own
