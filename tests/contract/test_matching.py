"""The rules by which answers are compared: what they let through and what they catch."""

import pytest

from tests.contract.matching import Matcher, Reply
from tests.contract.placeholders import MissingCapture

UID = "0123456789abcdef0123456789abcdef"
VALUES = {"case": UID, "number": "17", "run": "bcdfghj"}


def body(expected: object, got: object, ties: dict[str, str] | None = None) -> list[str]:
    return Matcher(VALUES, ties).compare(expected, got, "body")


def reply(content: bytes, status: int = 200, **headers: str) -> Reply:
    return Reply(status, {"content-type": "application/json", **headers}, content)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("{case}", UID),
        ("{#number}", 17),
        ("{number}", "17"),
        ("Case {number} of {run}", "Case 17 of bcdfghj"),
        ("<uid>", UID),
        ("<datetime>", "2026-11-21 10:00:00"),
        ("<datetime>", "2026-11-21T10:00:00-05:00"),
        ("<date>", "2026-11-21"),
        ("<int>", 5),
        ("<int>", "5"),
        ("<text>", None),
        ("<text>", 3),
        ("a=<uid>&v=<int>", f"a={UID}&v=2"),
        ({"{case}": 1}, {UID: 1}),
    ],
)
def test_what_matches(expected: object, got: object) -> None:
    assert body(expected, got) == []


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("2", 2),
        (None, ""),
        (1, True),
        (0, False),
        ("{#number}", "17"),
        ("{number}", 17),
        ("<uid>", UID.upper()),
        ("<uid>", UID + "0"),
        ("<datetime>", "2026-11-21"),
        ("<int>", "five"),
        ("<text>", ["a"]),
        ({"a": 1}, {}),
        ({"a": 1}, {"a": 1, "b": 2}),
        ([1, 2], [2, 1]),
        ([1], [1, 1]),
        ("x.z", "xyz"),
    ],
)
def test_what_differs(expected: object, got: object) -> None:
    assert body(expected, got) != []


def test_rows_that_tie_come_in_any_order_and_the_others_do_not() -> None:
    ties = {"list": "body", "key": "n"}
    expected = [{"n": 2, "x": "a"}, {"n": 2, "x": "b"}, {"n": 1, "x": "c"}]
    assert body(expected, [expected[1], expected[0], expected[2]], ties) == []
    assert body(expected, [expected[2], expected[0], expected[1]], ties) != []
    assert body(expected, list(reversed(expected)), {"list": "body"}) == []


def test_an_unknown_capture_stops_the_scenario() -> None:
    with pytest.raises(MissingCapture):
        body("{nobody}", "x")


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        (None, b""),
        ({"text": "<text>", "contains": ["Fatal"]}, b"<b>Fatal error</b>"),
        ({"text_before_json": "<text>", "notices": [], "json": {"a": 1}}, b'<br />{"a": 1}'),
        ({"base64": "aGVsbG8=", "size": 5}, b"hello"),
        ({"starts_with": "%PDF-", "size": "<int>"}, b"%PDF-1.4 ..."),
    ],
)
def test_special_bodies(expected: object, content: bytes) -> None:
    answer = {"status": 200, "content_type": "application/json", "body": expected}
    assert Matcher(VALUES).differences(answer, reply(content)) == []
    assert Matcher(VALUES).differences(answer, reply(b"something else")) != []


def test_status_type_and_headers_count() -> None:
    answer = {
        "status": 302,
        "content_type": "text/html",
        "headers": {"location": "/x?case={case}"},
        "body": None,
    }
    good = Reply(302, {"content-type": "text/html", "location": f"/x?case={UID}"}, b"")
    assert Matcher(VALUES).differences(answer, good) == []
    bad = Reply(301, {"content-type": "text/plain"}, b"")
    assert len(Matcher(VALUES).differences(answer, bad)) == 3
