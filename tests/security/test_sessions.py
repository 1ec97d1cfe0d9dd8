"""A sign-in ends when it is not used, when it is too old, and when an administrator says so."""

import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.held import SEEN_KEY
from accounts.models import Grant
from accounts.server import anonymous_client, the_server
from accounts.vault import unseal
from processmaker import Client as ProcessMakerClient
from processmaker.errors import InvalidGrant, Unauthorized
from tests.conftest import SignIn
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

PAGE = "/accounts/preferences/"
HOUR = 3600


def use_last(browser: Client, hours_ago: float) -> None:
    """Have the session of `browser` be used last so long ago."""
    session = browser.session
    session[SEEN_KEY] = time.time() - hours_ago * HOUR
    session.save()


def test_a_session_that_is_not_used_for_a_day_ends(wendy: Client) -> None:
    use_last(wendy, 24.1)
    old_cookies = wendy.cookies.copy()
    assert wendy.get(PAGE)["Location"] == "/accounts/login/?next=%2Faccounts%2Fpreferences%2F"
    assert Grant.objects.get().left_at is not None
    thief = Client()
    thief.cookies = old_cookies
    assert thief.get(PAGE).status_code == 302


def test_a_session_in_use_goes_on_and_is_noted(wendy: Client) -> None:
    use_last(wendy, 23.9)
    assert wendy.get(PAGE).status_code == 200
    assert time.time() - wendy.session[SEEN_KEY] < 60


def test_no_session_is_older_than_a_fortnight_however_much_it_is_used(wendy: Client) -> None:
    wendy.get(PAGE)
    use_last(wendy, 0)
    Grant.objects.update(created_at=timezone.now() - timedelta(days=14, minutes=1))
    assert wendy.get(PAGE).status_code == 302
    assert Grant.objects.get().left_at is not None


def test_an_administrator_ends_the_sessions_of_a_person(
    wendy: Client, bob: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = unseal(Grant.objects.get(username="wendy").sealed_tokens)
    call_command("sign_out", "wendy")
    assert capsys.readouterr().out == "wendy is signed out\n"
    assert wendy.get(PAGE).status_code == 302
    assert bob.get(PAGE).status_code == 200
    with pytest.raises(InvalidGrant):
        anonymous_client(the_server()).auth.refresh(pair.refresh)
    with pytest.raises(Unauthorized):
        ProcessMakerClient(the_server(), token=pair.access).cases.start_tasks()


def test_an_administrator_ends_all_sessions(sign_in: SignIn) -> None:
    browsers = [sign_in("wendy"), sign_in("wendy"), sign_in("bob")]
    call_command("sign_out", "--all")
    assert [browser.get(PAGE).status_code for browser in browsers] == [302] * 3
    assert not Grant.objects.exists()


def test_nobody_is_signed_out_by_an_empty_command(wendy: Client) -> None:
    with pytest.raises(CommandError, match="Give user names, or --all"):
        call_command("sign_out")
    assert wendy.get(PAGE).status_code == 200


def test_a_person_sees_and_ends_the_other_sessions(sign_in: SignIn) -> None:
    here, there, of_bob = sign_in("wendy"), sign_in("wendy"), sign_in("bob")
    page = here.get(PAGE).content.decode()
    assert page.count("Another browser, signed in") == 1
    here.post("/accounts/sessions/end-others/")
    assert there.get(PAGE).status_code == 302
    assert of_bob.get(PAGE).status_code == 200
    assert "Sign out everywhere else" not in here.get(PAGE).content.decode()


def test_who_is_set_to_inactive_is_signed_out(
    wendy: Client, admin: Client, sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "GRACE_SECONDS", 0)
    uid = wendy.get(PAGE).wsgi_request.me.uid
    admin.get(PAGE).wsgi_request.pm.users.update(uid, {"usr_status": "INACTIVE"})
    try:
        assert wendy.get("/cases/inbox/")["Location"].endswith("reason=expired")
        assert wendy.get(PAGE).status_code == 302
    finally:
        sandbox.reset()
