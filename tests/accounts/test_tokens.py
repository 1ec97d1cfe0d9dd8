"""Refreshing tokens: once, whoever asks, whatever fails."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import requests
from django.db import connection
from django.test import Client

from accounts import tokens
from accounts.grants import end_grant
from accounts.models import Grant
from accounts.server import anonymous_client, the_server
from accounts.tokens import GrantTokens
from accounts.vault import TokenPair, unseal
from pmdash.web import redis as our_redis
from processmaker import Client as ProcessMakerClient
from processmaker import Server
from processmaker.errors import InvalidGrant, SignedOut, Unauthorized, Unreachable
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db(transaction=True)

CALLERS = 32


def pair_of(grant: Grant) -> TokenPair:
    grant.refresh_from_db()
    return unseal(grant.sealed_tokens)


def expire_access_token(grant: Grant) -> TokenPair:
    """Have ProcessMaker take the access token no more; the pair that is stored."""
    pair = pair_of(grant)
    anonymous_client(the_server()).auth.expire(pair.access)
    return pair


def client_of(grant: Grant) -> ProcessMakerClient:
    return ProcessMakerClient(the_server(), GrantTokens(Grant.objects.get(id=grant.id)))


def at_once(call: Callable[[], Any], callers: int = CALLERS) -> list[Any]:
    """The outcomes of `callers` simultaneous calls, each with a database connection of its own."""
    start = Barrier(callers)

    def one(_: int) -> Any:
        try:
            start.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(callers) as pool:
        return list(pool.map(one, range(callers)))


@pytest.fixture
def grant(wendy: Client) -> Grant:
    return Grant.objects.get()


@pytest.fixture
def redis_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(our_redis._Rest, "until", float("inf"))


def test_an_expired_token_is_refreshed_and_the_read_replayed(grant: Grant) -> None:
    old = expire_access_token(grant)
    assert client_of(grant).cases.start_tasks()
    fresh = pair_of(grant)
    assert grant.version == 2
    assert fresh.access != old.access
    assert fresh.refresh != old.refresh


def test_32_callers_refresh_once_and_nobody_is_signed_out(grant: Grant) -> None:
    expire_access_token(grant)
    outcomes = at_once(lambda: client_of(grant).cases.start_tasks())
    assert all(outcomes)
    grant.refresh_from_db()
    assert (grant.version, grant.ended_at) == (2, None)


def test_32_callers_refresh_once_without_redis(grant: Grant, redis_away: None) -> None:
    expire_access_token(grant)
    outcomes = at_once(lambda: client_of(grant).cases.start_tasks())
    assert all(outcomes)
    grant.refresh_from_db()
    assert (grant.version, grant.ended_at) == (2, None)


def test_a_refresh_without_the_lease_does_not_sign_out(
    grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Redis may die between two callers: both then refresh, and one of them loses."""
    old = expire_access_token(grant)
    loser = GrantTokens(Grant.objects.get(id=grant.id))
    winner = GrantTokens(Grant.objects.get(id=grant.id))
    real_refresh = tokens.refresh

    def overtaken(server: Server, pair: TokenPair) -> TokenPair:
        monkeypatch.setattr(tokens, "refresh", real_refresh)
        winner._refresh()
        return real_refresh(server, pair)

    monkeypatch.setattr(tokens, "refresh", overtaken)
    assert loser.refreshed(old.access) == pair_of(grant).access
    assert grant.ended_at is None


def test_a_dead_refresh_token_ends_the_grant(grant: Grant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "GRACE_SECONDS", 0)
    old = expire_access_token(grant)
    anonymous_client(the_server()).auth.refresh(old.refresh)
    with pytest.raises(SignedOut):
        client_of(grant).cases.start_tasks()
    grant.refresh_from_db()
    assert grant.ended_at is not None


def test_an_ended_grant_leads_to_sign_in_with_the_reason(
    wendy: Client, grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "GRACE_SECONDS", 0)
    old = expire_access_token(grant)
    anonymous_client(the_server()).auth.refresh(old.refresh)
    response = wendy.get("/cases/inbox/?page=2")
    assert (
        response["Location"]
        == "/accounts/login/?next=%2Fcases%2Finbox%2F%3Fpage%3D2&reason=expired"
    )
    assert "Your sign-in has ended." in wendy.get(response["Location"]).content.decode()


def test_what_waits_to_be_told_is_not_lost_with_a_page_that_ends_in_sign_in(
    wendy: Client, grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "GRACE_SECONDS", 0)
    saved = {"theme": "dark", "density": "compact", "page_size": "25", "language": ""}
    assert wendy.post("/accounts/preferences/", saved).status_code == 302
    old = expire_access_token(grant)
    anonymous_client(the_server()).auth.refresh(old.refresh)
    response = wendy.get("/cases/inbox/")
    assert "Preferences saved" in wendy.get(response["Location"]).content.decode()


def test_a_lost_answer_keeps_the_grant(grant: Grant, sandbox: SandboxProcess) -> None:
    """Where ProcessMaker cannot be asked, nothing is known to be wrong with the sign-in."""
    expire_access_token(grant)
    sandbox.fault("reset_before_body", path="*/oauth2/token")
    with pytest.raises(Unreachable):
        client_of(grant).cases.start_tasks()
    grant.refresh_from_db()
    assert (grant.version, grant.ended_at) == (1, None)
    sandbox.clear_faults()
    assert client_of(grant).cases.start_tasks()


def test_not_permitted_refreshes_once_and_keeps_the_session(grant: Grant) -> None:
    client = client_of(grant)
    for _ in range(3):
        with pytest.raises(Unauthorized):
            client.users.all()
    grant.refresh_from_db()
    assert (grant.version, grant.ended_at) == (2, None)


def test_a_refused_write_is_not_sent_again(grant: Grant, sandbox: SandboxProcess) -> None:
    expire_access_token(grant)
    before = len(sandbox.ledger())
    with pytest.raises(Unauthorized):
        client_of(grant).cases.start("0" * 32, "0" * 32)
    assert len(sandbox.ledger()) == before


def test_sign_out_leaves_no_live_token(wendy: Client, grant: Grant) -> None:
    copy = pair_of(grant)
    response = wendy.post("/accounts/logout/")
    assert response["Location"] == "/accounts/login/?reason=signed-out"
    assert not Grant.objects.exists()
    assert wendy.get("/accounts/preferences/").status_code == 302
    with pytest.raises(InvalidGrant):
        anonymous_client(the_server()).auth.refresh(copy.refresh)
    with pytest.raises(Unauthorized):
        ProcessMakerClient(the_server(), copy.access).light.user_data()


def test_sign_out_expires_the_last_access_token(grant: Grant) -> None:
    """The pair that sign-out asks for is dead, too: nobody else has seen it."""
    seen: list[TokenPair] = []
    real_refresh = tokens.refresh

    def remembered(server: Server, pair: TokenPair) -> TokenPair:
        seen.append(real_refresh(server, pair))
        return seen[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.grants.refresh", remembered)
        assert end_grant(grant)
    with pytest.raises(Unauthorized):
        ProcessMakerClient(the_server(), seen[0].access).light.user_data()


def test_sign_out_in_one_tab_signs_the_other_out(wendy: Client) -> None:
    other_tab = Client(headers={})
    other_tab.cookies = wendy.cookies.copy()
    wendy.post("/accounts/logout/")
    assert other_tab.get("/accounts/preferences/").status_code == 302


def test_sign_out_without_processmaker_says_so(wendy: Client, sandbox: SandboxProcess) -> None:
    sandbox.fault("reset_before_body", path="*/oauth2/*")
    response = wendy.post("/accounts/logout/")
    assert response["Location"] == "/accounts/login/?reason=signed-out-here"
    assert not Grant.objects.exists()
    assert "ProcessMaker did not answer" in wendy.get(response["Location"]).content.decode()


def test_nothing_is_signed_out_by_a_get(wendy: Client) -> None:
    assert wendy.get("/accounts/logout/").status_code == 405
    assert wendy.get("/accounts/preferences/").status_code == 200


def test_the_session_holds_the_id_of_the_grant_and_no_token(wendy: Client, grant: Grant) -> None:
    assert dict(wendy.session) == {"grant": str(grant.id)}


def test_tokens_appear_nowhere(
    wendy: Client, grant: Grant, sandbox: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    """Not on pages, in headers or in logs, even where ProcessMaker echoes them."""
    pair = expire_access_token(grant)
    shown = [str(wendy.get("/accounts/preferences/").serialize())]
    sandbox.fault("token_in_error", path="/cases/*")
    shown += [str(wendy.get(path).serialize()) for path in ("/cases/inbox/", "/cases/counters/")]
    shown.append(caplog.text)
    canaries = {*pair, *pair_of(grant)}
    assert [canary for canary in canaries for text in shown if canary in text] == []
    assert requests.get(sandbox.control + "/faults", timeout=60).json()
