"""What the server can do: asked seldom, and never in the way of a page."""

import time

import pytest
from django.test import Client

from accounts import server
from accounts.people import Me
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

URL = "/accounts/preferences/"


def me_of(browser: Client) -> Me:
    return browser.get(URL).wsgi_request.me


def ten_minutes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)


def test_they_are_known_from_the_sign_in_on(wendy: Client, sandbox: SandboxProcess) -> None:
    sandbox.forget_asked()
    assert me_of(wendy).capabilities.extrarest
    assert sandbox.asked() == []


def test_another_process_finds_them_in_redis(wendy: Client, sandbox: SandboxProcess) -> None:
    server.forget()
    sandbox.forget_asked()
    assert me_of(wendy).capabilities.version == "3.8.3-community"
    assert sandbox.asked() == []


def test_they_are_asked_again_after_ten_minutes(
    wendy: Client, sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    ten_minutes_later(monkeypatch)
    sandbox.forget_asked()
    assert me_of(wendy).capabilities.extrarest
    assert any("/light/config" in asked for asked in sandbox.asked())


def test_where_the_server_fails_the_old_answer_stands_and_is_tried_once(
    wendy: Client, sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    ten_minutes_later(monkeypatch)
    sandbox.fault("error_500_null")
    assert me_of(wendy).capabilities.extrarest
    sandbox.forget_asked()
    assert me_of(wendy).capabilities.extrarest
    assert sandbox.asked() == []
