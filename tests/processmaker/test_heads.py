"""The head of an answer: headers that are none cost nothing of the rest."""

import pytest

from processmaker import errors
from processmaker.heads import read_headers
from tests.processmaker.test_transport import read
from tests.support.byte_server import answer_bytes, answering, hang_up, serving

BODY = b"[]"
ODD_LINES = {
    "an accent in the name": "X-Größe: 1",
    "no colon": "nothing at all",
    "no name": ": nobody",
    "a blank before the colon": "X-Blank : 1",
    "the rest of nothing": " alone",
}


def head(*lines: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode()


@pytest.mark.parametrize("line", ODD_LINES.values(), ids=ODD_LINES)
def test_an_odd_line_does_not_take_the_length_with_it(line):
    answer = head(line, "Content-Type: application/json", f"Content-Length: {len(BODY)}") + BODY
    with answering(answer, answer) as server:
        client = server.client()
        assert read(client) == read(client) == ()
        assert server.connections == 1


def test_the_rest_of_a_long_header_belongs_to_it():
    lines = iter([b"X-Long: one\r\n", b"\t two\r\n", b"Vary: Accept\r\n", b"\r\n"])

    class Stream:
        def readline(self, _limit):
            return next(lines)

    assert list(read_headers(Stream()).items()) == [("X-Long", "one two"), ("Vary", "Accept")]


@pytest.mark.parametrize(
    "lines",
    [["Content-Length: -5"], ["Content-Length: 2, 2"], ["Content-Length: " + "9" * 5000], []],
    ids=["negative", "twice", "endless", "none"],
)
def test_without_a_length_the_answer_ends_with_its_connection(lines):
    with serving(lambda connection, _request: hang_up(connection, head(*lines) + BODY)) as server:
        assert read(server.client()) == ()


def test_what_only_says_that_an_answer_will_come_is_skipped():
    early = b"HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n"
    with answering(early + answer_bytes(BODY)) as server:
        assert read(server.client()) == ()


@pytest.mark.parametrize(
    "answer",
    [
        head(*[f"X-{n}: 1" for n in range(200)], "Content-Length: 2") + BODY,
        head("X-Long: " + "a" * 70_000, "Content-Length: 2") + BODY,
        head("Content-Length: 2").replace(b"HTTP/1.1", b"HTTP/7.0") + BODY,
    ],
    ids=["too many headers", "a line too long", "another protocol"],
)
def test_a_head_beyond_all_measure_is_no_answer(answer):
    with answering(answer, answer) as server, pytest.raises(errors.Unreachable):
        read(server.client())
