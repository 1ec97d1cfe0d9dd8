"""Status, headers and bytes → JSON or the right leaf of the error tree."""

import json
import pickle

import msgspec
import pytest

from processmaker import answers, errors
from tests.support.answers import answer, refused

NOTICE = (
    b"<br />\n<b>Notice</b>:  Undefined index: sort in <b>/opt/x.php</b> on line <b>286</b><br />\n"
)
FATAL = b"<br />\n<b>Fatal error</b>:  Uncaught TypeError: Argument 2 passed to Url { [ in x.php"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": 1}', {"a": 1}),
        (b"  [1, 2]\n", [1, 2]),
        (b"true", True),
        (b'"7884537636b01c8d5595c60046165177"', "7884537636b01c8d5595c60046165177"),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (NOTICE + b'{"a": 1}', {"a": 1}),
        (NOTICE + NOTICE + b"[]", []),
        (NOTICE + b"true", True),
        (NOTICE + b"\xef\xbb\xbf[1]", [1]),
        (b"Warning: something odd [here] {there} happened\n[1]", [1]),
        (b'{"title": "caf\xe9"}', {"title": "caf�"}),
        (
            b'{"error": {"1": {"column": "x"}}, "other": 1}',
            {"error": {"1": {"column": "x"}}, "other": 1},
        ),
        (b'{"error": {"1": "row"}}', {"error": {"1": "row"}}),
        (b'{"error": null}', {"error": None}),
    ],
)
def test_value(content, expected):
    assert answers.value(answer(content)) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"<html><body>Sign in</body></html>",
        b'{"a": 1',
        b'{"data": [{"app_uid": "x"',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe\x00",
        b'{"n": 1e999}',
        b"NaN",
        NOTICE + b"{{{{[[[[",
        b"plain words",
        b'{"a": "\xff", b',
    ],
)
def test_a_read_that_cannot_be_read_is_a_bad_answer(content):
    with pytest.raises(errors.BadAnswer) as caught:
        answers.value(answer(content))
    assert type(caught.value) is errors.BadAnswer
    assert caught.value.endpoint == "GET /x"
    assert caught.value.may_retry
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize("times", [100, 2_000_000])
def test_hostile_brackets_end_soon(times):
    with pytest.raises(errors.BadAnswer):
        answers.value(answer(b"<p>" + b"[1,2," * times))


def test_php_that_died_is_a_failure_of_unknown_effect():
    with pytest.raises(errors.FatalError) as caught:
        answers.accepted(answer(FATAL, is_write=True))
    assert caught.value.outcome_unknown
    assert not caught.value.may_retry
    with pytest.raises(errors.FatalError):
        answers.value(answer(b"<b>Parse error</b>: syntax error"))


def test_the_code_in_the_body_wins_over_the_status():
    with pytest.raises(errors.Forbidden) as caught:
        answers.value(answer({"error": {"code": 403, "message": "Forbidden: no."}}, 200))
    assert caught.value.status == 403
    assert caught.value.message == "no."


def test_an_error_without_a_usable_code_takes_the_status():
    with pytest.raises(errors.ServerFault) as caught:
        answers.value(answer({"error": {"code": 0, "message": None}}, 500))
    assert caught.value.status == 500
    assert caught.value.message == "Internal Server Error"
    with pytest.raises(errors.BadRequest):
        answers.value(answer({"error": {"message": "odd"}}, 200))


def test_an_error_behind_notices_is_found():
    body = NOTICE + b'{"error":{"code":401,"message":"Unauthorized"}}'
    with pytest.raises(errors.Unauthorized):
        answers.value(answer(body, 200))


def test_the_success_of_a_write_may_be_empty():
    assert answers.accepted(answer(b"", 204, is_write=True)) is None
    assert answers.accepted(answer(b"2")) == 2
    assert answers.accepted(answer(b"null")) is None


def test_structure_unwraps_json_inside_a_json_string():
    inner = json.dumps({"cases": [{"RESULT": 1}]})
    assert answers.structure(answer(inner)) == {"cases": [{"RESULT": 1}]}
    with pytest.raises(errors.BadAnswer):
        answers.structure(answer("count"))
    with pytest.raises(errors.BadAnswer):
        answers.structure(answer(b"true"))
    with pytest.raises(errors.Unauthorized):
        answers.structure(answer(json.dumps({"error": {"code": 401, "message": "Unauthorized"}})))


@pytest.mark.parametrize(
    "before",
    [
        NOTICE,
        NOTICE + NOTICE,
        NOTICE.removesuffix(b"<br />\n") + b"</br>",
        b"Notice: Undefined index: cases in /opt/x.php on line 113\n",
    ],
    ids=["one", "two", "without the last line break", "html_errors off"],
)
@pytest.mark.parametrize("inner", [{"cases": [{"RESULT": 1, "STATUS": "SUCCESS"}]}, []])
def test_structure_finds_json_inside_a_json_string_behind_notices(before, inner):
    content = before + json.dumps(json.dumps(inner)).encode()
    assert answers.structure(answer(content)) == inner


def test_member():
    assert answers.member(answer({"data": {"a": 1}}), "data") == {"a": 1}
    assert answers.member(answer([]), "data") == {}


class _Row(msgspec.Struct):
    n: int


ROWS = msgspec.json.Decoder(list[_Row], strict=False)


def test_decode_takes_the_quick_way_and_the_other_one():
    assert answers.decode(answer([{"n": 1}]), ROWS) == [_Row(1)]
    assert answers.decode(answer(NOTICE + b'[{"n": "2"}]'), ROWS) == [_Row(2)]
    assert answers.decode(answer([{"n": 3}], 201), ROWS) == [_Row(3)]


def test_decode_raises_what_the_body_says():
    with pytest.raises(errors.BadAnswer):
        answers.decode(answer([{"m": 1}]), ROWS)
    with pytest.raises(errors.Forbidden):
        answers.decode(answer({"error": {"code": 403, "message": "Forbidden"}}, 403), ROWS)


@pytest.mark.parametrize(
    ("content", "expected"),
    [(NOTICE + b"[]", True), (b"[]", False), (b"<html><b>x</b></html>", True), (b"", False)],
)
def test_notices_are_noticed(content, expected):
    assert answers.has_notices(answer(content)) is expected


def attachment(content, status=200):
    return answer(content, status)._replace(headers={"content-disposition": "attachment"})


def test_a_file_is_left_alone():
    answers.check_file(attachment(b"%PDF-1.4"))
    answers.check_file(attachment(b"Fatal error in chapter 3", 206))
    answers.check_file(answer(b"<html><p>an order</p></html>"))
    answers.check_file(answer(b"[1, 2]"))


def test_what_is_no_file():
    with pytest.raises(errors.FatalError):
        answers.check_file(answer(FATAL))
    with pytest.raises(errors.DocumentMissing):
        answers.check_file(refused(400, "Bad Request: Error loading Document x/9."))
    with pytest.raises(errors.Unauthorized):
        answers.check_file(answer({"error": {"code": 401, "message": "Unauthorized"}}))
    with pytest.raises(errors.BadAnswer):
        answers.check_file(answer(b"", 302))
    with pytest.raises(errors.BadAnswer):
        answers.check_file(answer(b"", 204))


def test_errors_say_where_they_happened_and_cross_processes():
    with pytest.raises(errors.BadRequest) as caught:
        answers.value(refused(400, "Bad Request: no")._replace(request_id="r-1"))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.message, copy.status, copy.endpoint, copy.request_id) == (
        "no",
        400,
        "GET /x",
        "r-1",
    )
    assert str(copy) == "no [400] (GET /x)"
    assert str(errors.TimedOut()) == "TimedOut"
