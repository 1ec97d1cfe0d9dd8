"""Which leaf of the error tree an answer lands on, and what its message says."""

import pytest

from processmaker import answers, errors
from tests.support.answers import TOKEN, answer, refused

NOTICE = (
    b"<br />\n<b>Notice</b>:  Undefined index: sort in <b>/opt/x.php</b> on line <b>2</b><br />\n"
)


@pytest.mark.parametrize(
    ("status", "leaf"),
    [
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (402, errors.Refused),
        (403, errors.Forbidden),
        (404, errors.EndpointMissing),
        (405, errors.EndpointMissing),
        (408, errors.TimedOut),
        (413, errors.TooLarge),
        (415, errors.WrongType),
        (418, errors.Refused),
        (429, errors.RateLimited),
        (500, errors.ServerFault),
        (502, errors.ServerFault),
        (503, errors.Maintenance),
        (550, errors.WrongType),
        (599, errors.ServerFault),
    ],
)
def test_a_status_without_a_body_finds_its_leaf(status, leaf):
    for content in (b"", b"<html>oops</html>"):
        with pytest.raises(leaf) as caught:
            answers.accepted(answer(content, status, is_write=True))
        assert type(caught.value) is leaf
        assert caught.value.status == status
        assert caught.value.outcome_unknown is ((status >= 500 and status != 550) or status == 408)


@pytest.mark.parametrize("status", [301, 302, 303, 304, 100])
def test_a_redirect_is_no_answer(status):
    with pytest.raises(errors.BadAnswer):
        answers.value(answer(b"", status))


@pytest.mark.parametrize(
    ("message", "leaf"),
    [
        ("Bad Request: The application with $app_uid: 'x' does not exist.", errors.CaseMissing),
        ("Bad Request: The case with app_uid: x does not exist.", errors.CaseMissing),
        ("Bad Request: The Application row &#039;x&#039; doesn&#039;t exist!", errors.CaseMissing),
        ("Bad Request: Unable to find case number '99999'.", errors.CaseMissing),
        (
            "Bad Request: This input document with app_doc_uid: x does not exist!",
            errors.DocumentMissing,
        ),
        (
            "Bad Request: Error loading Document x/9. This row doesn't exist!",
            errors.DocumentMissing,
        ),
        ("Bad Request: var_name: nope does not exist", errors.VariableMissing),
        ("Bad Request: The role with rol_uid: x does not exist.", errors.RowMissing),
        ("Bad Request: This case is assigned to another user", errors.NotYourCase),
        (
            "Bad Request: This case delegation is already closed or does not exist",
            errors.NotYourCase,
        ),
        ("Bad Request: **ID_CASE_PAUSED**", errors.WrongState),
        ("Bad Request: This case is in status CANCELLED", errors.WrongState),
        (
            "Bad Request: Logged-in user lacks the PM_USERS permission in role.",
            errors.MissingPermission,
        ),
        (
            'Bad Request: The user with "x" not have permissions to perform this action.',
            errors.MissingPermission,
        ),
        ("Bad Request: Unable to execute. [wrapped: Duplicate entry '5']", errors.DuplicateKey),
        ("Bad Request: The User Name 'temp1' already exists.", errors.DuplicateKey),
        ("Bad Request: `tas_uid` is required.", errors.InvalidParameter),
        (
            "Bad Request: The file size is bigger than the maximum allowed, the maximum is 32 M.",
            errors.TooLarge,
        ),
        ("Petición incorrecta: el caso no se puede pausar", errors.BadRequest),
    ],
)
def test_a_400_finds_its_leaf_by_its_text(message, leaf):
    with pytest.raises(leaf) as caught:
        answers.value(refused(400, message))
    assert type(caught.value) is leaf


def test_a_401_with_a_reason_is_not_about_the_token():
    with pytest.raises(errors.NotesRefused):
        answers.value(refused(401, "Unauthorized: The value 'x' is not a valid date."))
    assert not answers.may_be_dead_token(refused(401, "Unauthorized: The value 'x' is …"))


@pytest.mark.parametrize(
    ("content", "status", "expected"),
    [
        (b'{"error":{"code":401,"message":"Unauthorized"}}', 401, True),
        (NOTICE + b'{"error":{"code":401,"message":"Unauthorized"}}', 200, True),
        (b"", 401, True),
        (b'{"total": 401}', 200, False),
        (b'{"error":{"code":400,"message":"401"}}', 400, False),
        (b"[]", 200, False),
    ],
)
def test_which_answers_may_mean_a_dead_token(content, status, expected):
    assert answers.may_be_dead_token(answer(content, status)) is expected


@pytest.mark.parametrize(
    ("code", "leaf"),
    [*errors.OAUTH_ERRORS.items(), ("something_new", errors.OAuthError)],
)
@pytest.mark.parametrize("status", [200, 400])
def test_oauth_errors(code, leaf, status):
    body = {"error": code, "error_description": f"no: {TOKEN}", "error_uri": "http://x"}
    with pytest.raises(leaf) as caught:
        answers.value(answer(body, status))
    assert type(caught.value) is leaf
    assert TOKEN not in str(caught.value)


def test_an_oauth_error_without_a_description_says_its_code():
    with pytest.raises(errors.InvalidGrant) as caught:
        answers.value(answer({"error": "invalid_grant"}))
    assert caught.value.message == "invalid_grant"


def test_tokens_never_leave_in_an_error():
    secret = "s3cret-of-a-client"
    body = refused(400, f'Bad Request: The user with "Bearer {TOKEN}" ({secret}) is invalid.')
    with pytest.raises(errors.BadRequest) as caught:
        answers.value(body._replace(secrets=(TOKEN, secret, "")))
    assert TOKEN not in caught.value.message
    assert secret not in caught.value.message
    assert TOKEN not in repr(body._replace(secrets=(TOKEN,)))


def test_messages_are_plain_text():
    text = "Bad Request: You cannot <br> open &lt;b&gt; this\0 case. [wrapped: SELECT 1]"
    with pytest.raises(errors.BadRequest) as caught:
        answers.value(refused(400, text))
    assert caught.value.message == "You cannot open <b> this case."
    with pytest.raises(errors.BadRequest) as caught:
        answers.value(refused(400, "x" * 10_000))
    assert len(caught.value.message) == 600
