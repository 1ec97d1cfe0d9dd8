"""The Redis that we start ourselves."""

import socket

from pmdash.processes.redis_server import answers_ping


def test_a_server_that_takes_calls_and_says_nothing_is_not_ready_yet() -> None:
    """A busy machine: the port is open before the server answers. It is asked again then."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert not answers_ping(silent.getsockname()[1])
