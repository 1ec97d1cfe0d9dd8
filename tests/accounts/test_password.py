"""The password form: off by default, throttled where it is on."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Grant
from pmdash.web import redis as our_redis
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

PASSWORD = "/accounts/login/password/"


@pytest.fixture
def allowed(settings: Settings, sandbox: SandboxProcess) -> None:
    settings.PROCESSMAKER_PASSWORD_LOGIN = True


def attempt(browser: Client, password: str, username: str = "wendy", address: str = "10.0.0.1"):
    values = {"username": username, "password": password, "next": "/accounts/preferences/"}
    return browser.post(PASSWORD, values, REMOTE_ADDR=address)


def test_it_is_off_by_default(sandbox: SandboxProcess) -> None:
    assert attempt(Client(), "sandbox").status_code == 404
    assert 'type="password"' not in Client().get("/accounts/login/").content.decode()


def test_it_signs_in_and_goes_on(allowed: None) -> None:
    browser = Client()
    assert 'type="password"' in browser.get("/accounts/login/").content.decode()
    assert attempt(browser, "sandbox")["Location"] == "/accounts/preferences/"
    assert browser.get("/accounts/preferences/").status_code == 200


def test_a_wrong_password_keeps_the_name_and_drops_the_password(allowed: None) -> None:
    page = attempt(Client(), "wrong-canary", "Wendy")
    html = page.content.decode()
    assert page.status_code == 401
    assert "User name or password is wrong, or the account is not active." in html
    assert 'value="Wendy"' in html
    assert "wrong-canary" not in html
    assert 'value="/accounts/preferences/"' in html


def test_an_empty_field_is_named(allowed: None) -> None:
    html = attempt(Client(), "").content.decode()
    assert 'id="id_password_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_sixth_attempt_for_a_user_waits_wherever_it_comes_from(allowed: None) -> None:
    for number in range(5):
        name = "wendy" if number % 2 else "WENDY"
        assert attempt(Client(), "wrong", name, f"10.0.1.{number}").status_code == 401
    refused = attempt(Client(), "sandbox", "wendy", "10.0.1.9")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 300
    assert "Too many attempts." in refused.content.decode()
    assert not Grant.objects.exists()


def test_an_address_that_tries_many_users_waits(allowed: None) -> None:
    statuses = [attempt(Client(), "wrong", f"user{number}").status_code for number in range(21)]
    assert statuses == [401] * 20 + [429]


def test_a_right_password_starts_the_count_anew(allowed: None) -> None:
    for _ in range(2):
        for _ in range(4):
            assert attempt(Client(), "wrong").status_code == 401
        assert attempt(Client(), "sandbox").status_code == 302


def test_the_throttle_holds_without_redis(allowed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(our_redis._Rest, "until", float("inf"))
    statuses = [attempt(Client(), "wrong", "mary").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_a_forged_address_is_not_believed(allowed: None) -> None:
    """Without a trusted proxy, X-Forwarded-For is what the browser likes it to be."""
    for number in range(21):
        page = Client(headers={"X-Forwarded-For": f"10.9.9.{number}"}).post(
            PASSWORD, {"username": f"user{number}", "password": "wrong"}, REMOTE_ADDR="10.0.0.7"
        )
    assert page.status_code == 429
