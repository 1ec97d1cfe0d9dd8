"""What is sent a second time: a read after a fault that passes, a write never."""

import pytest

from processmaker import errors
from tests.processmaker.test_transport import UID, read, write
from tests.support.byte_server import MISSING, answer_bytes, answering, hang_up, serving

HALF = answer_bytes([1] * 500)[:-100]
FAULTS = {
    "reset before the body": lambda connection, request: hang_up(connection, reset=True),
    "closed before the body": lambda connection, request: hang_up(connection),
    "reset inside the body": lambda connection, request: hang_up(connection, HALF, reset=True),
    "truncated": lambda connection, request: hang_up(connection, HALF),
    "truncated chunk": lambda connection, request: hang_up(
        connection, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1"
    ),
    "no HTTP": lambda connection, request: hang_up(connection, b"\x00" * 50),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_connection_is_tried_again_for_a_read_only(fault):
    with serving(FAULTS[fault]) as server:
        with pytest.raises(errors.Unreachable) as caught:
            read(server.client())
        assert not caught.value.outcome_unknown
        assert len(server.received) == 2
        with pytest.raises(errors.Unreachable) as caught:
            write(server.client())
        assert caught.value.outcome_unknown
        assert len(server.received) == 3


def test_the_second_try_can_succeed():
    calls = []

    def script(connection, _request):
        calls.append(1)
        if len(calls) == 1:
            hang_up(connection, reset=True)
        else:
            connection.sendall(answer_bytes([{"usr_uid": UID}]))

    seen = []
    with serving(script) as server:
        assert read(server.client(observe=seen.append))[0].uid == UID
    assert [(one.attempt, one.error, one.status) for one in seen] == [
        (1, "Unreachable", None),
        (2, "", 200),
    ]


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_that_stumbles_is_asked_again_for_a_read_only(status):
    html = answer_bytes("<h1>down</h1>", status, "text/html")
    with answering(html, answer_bytes([])) as server:
        assert read(server.client()) == ()
        assert len(server.received) == 2
    with answering(html) as server:
        with pytest.raises(errors.ServerFault) as caught:
            write(server.client())
        assert caught.value.outcome_unknown
        assert len(server.received) == 1


@pytest.mark.parametrize(
    ("answer", "leaf"),
    [
        (answer_bytes({"error": {"code": 500, "message": None}}, 500), errors.ServerFault),
        (answer_bytes("<html>log in</html>", 200, "text/html"), errors.BadAnswer),
        (answer_bytes(b"", 302, Location="/sysworkflow/en/login"), errors.BadAnswer),
        (answer_bytes(b""), errors.BadAnswer),
        (answer_bytes(b'[{"a":'), errors.BadAnswer),
        (answer_bytes({"error": {"code": 429, "message": "slow"}}, 429), errors.RateLimited),
        (MISSING, errors.EndpointMissing),
    ],
)
def test_an_answer_that_is_an_error_is_not_asked_for_again(answer, leaf):
    with answering(answer) as server:
        with pytest.raises(leaf):
            read(server.client())
        assert len(server.received) == 1
