"""A server that fails in a row is left alone for a while, and then tried again."""

import threading

import pytest

from processmaker import errors
from processmaker.breaker import CircuitBreaker
from tests.support.byte_server import answer_bytes, hang_up, hanging, serving

UID = "1" * 32


def read(client):
    return client.users.all()


def write(client):
    return client.cases.route(UID, del_index=2)


def test_the_breaker_opens_after_failures_and_closes_after_a_success():
    up = threading.Event()

    def script(connection, _request):
        if up.is_set():
            connection.sendall(answer_bytes([]))
        else:
            hang_up(connection, reset=True)

    with serving(script) as server:
        client = server.client()
        breaker = client._exchange._transport.breaker
        breaker._pause = 60.0
        while not breaker.is_open:
            with pytest.raises(errors.Unreachable):
                write(client)
        sent = len(server.received)
        with pytest.raises(errors.CircuitOpen):
            read(client)
        assert len(server.received) == sent
        up.set()
        breaker._open_until = 0.0
        assert read(client) == ()
        assert not breaker.is_open


def test_a_server_that_hangs_inside_the_body_opens_the_breaker_too():
    with hanging(answer_bytes([1] * 50)[:-20]) as server:
        client = server.client(deadline=0.05)
        client._exchange._transport.breaker._pause = 60.0
        for _ in range(8):
            with pytest.raises(errors.TimedOut):
                write(client)
        with pytest.raises(errors.CircuitOpen) as caught:
            write(client)
        assert caught.value.endpoint
        assert not caught.value.outcome_unknown


def test_a_breaker_opens_waits_and_lets_one_try():
    now = [100.0]
    breaker = CircuitBreaker(threshold=2, pause=3.0, clock=lambda: now[0])
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert breaker.is_open
    assert not breaker.allows()
    now[0] += 3.0
    assert breaker.allows()
    assert not breaker.allows()
    breaker.failed()
    now[0] += 2.9
    assert not breaker.allows()
    now[0] += 0.2
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    assert not breaker.is_open
