"""Too many calls that wait: they take turns while the server answers, and are refused while not."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from processmaker import crowd, errors
from tests.support.byte_server import NO_HURRY, SOON, answer_bytes, serving

MOST = 2
CALLERS = 8


@pytest.fixture(autouse=True)
def _limit() -> Iterator[None]:
    crowd.here.most = MOST
    yield
    crowd.here.most = 0


def test_while_the_server_answers_they_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "PATIENCE", NO_HURRY)
    busy, most_seen = [], []

    def script(connection, _request):
        busy.append(1)
        most_seen.append(len(busy))
        time.sleep(0.02)
        busy.pop()
        connection.sendall(answer_bytes([]))

    with serving(script) as server, ThreadPoolExecutor(CALLERS) as pool:
        calls = [pool.submit(server.client().lists.inbox) for _ in range(CALLERS)]
        assert [call.result() for call in calls] == [()] * CALLERS
    assert max(most_seen) <= MOST


def test_while_it_hangs_who_comes_later_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    release, came = threading.Event(), threading.Semaphore(0)

    def script(connection, _request):
        came.release()
        release.wait(60)
        connection.sendall(answer_bytes([]))

    with serving(script) as server, ThreadPoolExecutor(CALLERS) as pool:
        client = server.client(deadline=60)
        stuck = [pool.submit(client.lists.inbox) for _ in range(MOST)]
        for _ in stuck:
            assert came.acquire(timeout=60)
        with pytest.raises(errors.CircuitOpen):
            client.lists.inbox()
        monkeypatch.setattr(crowd, "PATIENCE", NO_HURRY)
        later = SimpleNamespace(monotonic=lambda: time.monotonic() + 2 * NO_HURRY)
        monkeypatch.setattr(crowd, "time", later)
        began = time.monotonic()
        with pytest.raises(errors.CircuitOpen):
            client.lists.inbox()
        assert time.monotonic() - began < SOON
        release.set()
        assert [call.result() for call in stuck] == [()] * MOST
        assert client.lists.inbox() == ()


def test_without_a_limit_nobody_is_refused() -> None:
    crowd.here.most = 0
    together = threading.Barrier(CALLERS)

    def script(connection, _request):
        together.wait(60)
        connection.sendall(answer_bytes([]))

    with serving(script) as server, ThreadPoolExecutor(CALLERS) as pool:
        client = server.client(deadline=60)
        calls = [pool.submit(client.lists.inbox) for _ in range(CALLERS)]
        assert [call.result() for call in calls] == [()] * CALLERS
