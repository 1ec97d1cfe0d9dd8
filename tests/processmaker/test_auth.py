"""The way to a token and out again."""

from urllib.parse import parse_qs, urlsplit

import pytest

from processmaker import Client, Server, TokenSource, errors
from processmaker.tokens import FixedToken
from tests.support.byte_server import TOKEN, answer_bytes, answering

PAIR = {
    "access_token": "c" * 40,
    "refresh_token": "d" * 40,
    "expires_in": "86400",
    "token_type": "bearer",
    "scope": None,
}
REDIRECT = "https://inbox.example.test/accounts/callback/"


def test_the_authorize_url_is_encoded_so_that_it_survives_the_log_in_page():
    client = Client(Server(base_url="https://pm.example.test", client_id="pmdash"))
    url = client.auth.authorize_url(REDIRECT, "state_-123")
    parts = urlsplit(url)
    assert (parts.netloc, parts.path) == ("pm.example.test", "/workflow/oauth2/authorize")
    assert parse_qs(parts.query) == {
        "response_type": ["code"],
        "client_id": ["pmdash"],
        "scope": ["*"],
        "state": ["state_-123"],
        "redirect_uri": [REDIRECT],
    }
    assert "https%3A%2F%2Finbox" in parts.query


@pytest.mark.parametrize("state", ["", "short", "has space", "a+b/c=d&e", "é" * 10, "x" * 300])
def test_a_state_that_would_not_come_back_is_refused(state):
    client = Client(Server(base_url="https://pm.example.test"))
    with pytest.raises(errors.InvalidValue, match="state"):
        client.auth.authorize_url(REDIRECT, state)


@pytest.mark.parametrize("uri", [REDIRECT + "?next=/", REDIRECT + "#x"])
def test_a_redirect_uri_with_a_query_is_refused(uri):
    client = Client(Server(base_url="https://pm.example.test"))
    with pytest.raises(errors.InvalidValue, match="redirect_uri"):
        client.auth.authorize_url(uri, "state_-123")


GRANTS = {
    "authorization_code": (
        lambda auth: auth.exchange_code("e" * 40, REDIRECT),
        {"code": "e" * 40, "redirect_uri": REDIRECT},
    ),
    "password": (
        lambda auth: auth.sign_in("wendy", "pa55"),
        {"username": "wendy", "password": "pa55", "scope": "*"},
    ),
    "refresh_token": (lambda auth: auth.refresh("f" * 40), {"refresh_token": "f" * 40}),
    "client_credentials": (lambda auth: auth.client_credentials(), {"scope": "*"}),
}


@pytest.mark.parametrize("grant", GRANTS)
def test_each_grant_sends_the_client_in_the_body(grant):
    ask, given = GRANTS[grant]
    with answering(answer_bytes(PAIR)) as server:
        token = ask(server.client(token=None).auth)
        sent = server.received[0]
    assert sent.path == "/workflow/oauth2/token"
    assert sent.json == {
        "grant_type": grant,
        "client_id": "id",
        "client_secret": "s3cret",
        **given,
    }
    assert "authorization" not in sent.headers
    assert (token.access_token, token.refresh_token) == ("c" * 40, "d" * 40)
    assert (token.expires_in, token.scope) == (86400, "")
    assert "c" * 40 not in repr(token)


def test_a_refusal_under_status_200_is_found_and_keeps_no_secret():
    body = {"error": "invalid_grant", "error_description": "pa55 is wrong, s3cret"}
    with answering(answer_bytes(body)) as server:
        with pytest.raises(errors.InvalidGrant) as caught:
            server.client(token=None).auth.sign_in("wendy", "pa55")
        assert len(server.received) == 1
    assert "pa55" not in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_an_answer_without_a_token_is_no_token():
    with answering(answer_bytes({"access_token": ""})) as server, pytest.raises(errors.BadAnswer):
        server.client(token=None).auth.refresh("f" * 40)


def test_a_refresh_is_never_sent_twice():
    with answering(answer_bytes("<h1>down</h1>", 503, "text/html")) as server:
        with pytest.raises(errors.Maintenance) as caught:
            server.client(token=None).auth.refresh("f" * 40)
        assert len(server.received) == 1
    assert caught.value.outcome_unknown


def test_the_ways_out():
    with answering(answer_bytes(b"")) as server:
        auth = server.client().auth
        auth.expire("a" * 40)
        auth.revoke("a" * 40)
        auth.logout("a" * 40, "b" * 40)
        assert [(one.method, one.path) for one in server.received] == [
            ("POST", f"/workflow/oauth2/{'a' * 40}/expire"),
            ("DELETE", f"/workflow/oauth2/{'a' * 40}"),
            ("POST", "/api/1.0/workflow/light/logout"),
        ]
        assert server.received[-1].json == {"access": "a" * 40, "refresh": "b" * 40}
        with pytest.raises(errors.InvalidValue):
            auth.expire("../x")


def test_a_plain_token_is_a_token_source():
    source = FixedToken(TOKEN)
    assert isinstance(source, TokenSource)
    assert (source.access_token(), source.refreshed(TOKEN)) == (TOKEN, TOKEN)
