"""Our client of Redis keeps its connections, and each command gets its own answer."""

import os
import threading
from typing import Any

import pytest
import redis
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from pmdash.web.redis import CONNECTION_OPTIONS, DirectRedis, shared_redis


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


def test_threads_that_ended_leave_their_connections_to_others() -> None:
    answers: list[Any] = []

    def ask() -> None:
        answers.append(shared_redis().get("test:kept"))

    asked_before = len(shared_redis().client_list())
    for _ in range(150):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()

    assert answers == [b"value"] * 150
    assert len(shared_redis().client_list()) <= asked_before + 1


def test_many_threads_at_once_have_a_connection_each() -> None:
    together = threading.Barrier(150, timeout=30)
    answers: list[Any] = []

    class MetInRedis(DirectRedis):
        """Waits, after a command was sent, until every thread has sent its own."""

        def parse_response(self, *args: Any, **options: Any) -> Any:
            together.wait()
            return super().parse_response(*args, **options)

    client = MetInRedis.from_url(settings.REDIS_URL, **CONNECTION_OPTIONS)
    threads = [
        threading.Thread(target=lambda: answers.append(client.get("test:kept"))) for _ in range(150)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [b"value"] * 150


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
