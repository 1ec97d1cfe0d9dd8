"""The window of a job: so many calls at once, and whose turn it is has its request sent at once."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from processmaker import Client, Server, errors, places
from processmaker.places import Places
from tests.support.waiting import wait_until

CASE = "0" * 32


class Upstream(ThreadingHTTPServer):
    """Notes how many requests it has at once, and over which connections they came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = threading.Lock()
        self.under_way = 0
        self.most = 0
        self.seen: list[tuple[str, int]] = []
        self.seconds = 0.01


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Upstream

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        seconds = server.seconds
        with server.lock:
            server.under_way += 1
            server.most = max(server.most, server.under_way)
            server.seen.append((self.path, self.client_address[1]))
        time.sleep(seconds)
        with server.lock:
            server.under_way -= 1
        if self.path.endswith("/unpause"):
            # The connection breaks in place of an answer.
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def client(upstream: Upstream) -> Client:
    return Client(Server(base_url=f"http://127.0.0.1:{upstream.server_port}"), token="t" * 40)


def crew(window: Places, threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, initializer=places.use, initargs=(window,))


def test_no_more_calls_are_under_way_than_there_are_places(
    upstream: Upstream, client: Client
) -> None:
    with crew(Places(3), 8) as threads:
        calls = [threads.submit(client.cases.cancel, CASE) for _ in range(60)]
        assert [call.exception() for call in calls] == [None] * 60
    assert upstream.most == 3
    assert len(upstream.seen) == 60


def test_a_call_that_fails_gives_its_place_back(upstream: Upstream, client: Client) -> None:
    with crew(Places(1), 3) as threads:
        broken = [threads.submit(client.cases.unpause, CASE, del_index=1) for _ in range(3)]
        whole = [threads.submit(client.cases.cancel, CASE) for _ in range(6)]
        failures = [call.exception() for call in broken]
        assert all(isinstance(error, errors.Unreachable) for error in failures)
        assert [call.exception() for call in whole] == [None] * 6
    assert upstream.most == 1


def test_a_write_whose_connection_grew_old_while_it_waited_goes_over_a_new_one(
    upstream: Upstream, client: Client
) -> None:
    with crew(Places(1), 2) as threads:
        upstream.seconds = 0.3
        list(threads.map(lambda _: client.cases.cancel(CASE), range(2)))
        used = {port for _path, port in upstream.seen}
        upstream.seconds = 2.3
        calls = [threads.submit(client.cases.cancel, CASE) for _ in range(2)]
        wait_until(lambda: len(upstream.seen) == 3)
        upstream.seconds = 0.01
        assert [call.exception() for call in calls] == [None, None]
    _one, _other, first, second = (port for _path, port in upstream.seen)
    assert first in used
    assert second not in used


def test_a_write_that_waited_too_long_for_its_place_is_not_sent(
    upstream: Upstream, client: Client
) -> None:
    def write(within: float) -> None:
        places.expire(time.monotonic() + within)
        client.cases.cancel(CASE)

    upstream.seconds = 0.5
    with crew(Places(1), 2) as threads:
        first = threads.submit(write, 60)
        wait_until(lambda: upstream.seen)
        late = threads.submit(write, 0.1).exception()
        assert first.exception() is None
    assert isinstance(late, errors.Unreachable)
    assert not late.outcome_unknown
    assert len(upstream.seen) == 1
