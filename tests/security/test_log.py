"""What the log tells of security: who, when, from where, with which outcome; never a secret."""

import json
import logging
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import Settings
from structlog.stdlib import ProcessorFormatter

from tests.support.newcomer import NEWCOMER
from tests.support.oauth_pages import back_from_processmaker
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

PASSWORD = "/accounts/login/password/"


def events(caplog: pytest.LogCaptureFixture, name: str) -> list[dict[str, Any]]:
    """The events of this name, as they stand before they become lines."""
    dicts = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [event for event in dicts if event["event"] == name]


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What our own handler writes for all records."""
    formatter = next(
        handler.formatter
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, ProcessorFormatter)
    )
    return [formatter.format(record) for record in caplog.records]


def test_signing_in_and_out_is_logged(
    sandbox: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    browser = Client()
    url = browser.post("/accounts/login/")["Location"]
    browser.get(back_from_processmaker(url, "wendy"))
    uid = browser.get("/accounts/preferences/").wsgi_request.me.uid
    browser.post("/accounts/logout/")
    (signed_in,) = events(caplog, "signed_in")
    assert (signed_in["user"], signed_in["address"]) == (uid, "127.0.0.1")
    assert signed_in["path"] == "/accounts/callback/"
    assert signed_in["timestamp"].endswith("Z")
    (signed_out,) = events(caplog, "signed_out")
    assert signed_out["user"] == uid


def test_a_refused_sign_in_is_logged_without_what_was_typed(
    sandbox: SandboxProcess, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PROCESSMAKER_PASSWORD_LOGIN = True
    for _ in range(6):
        Client().post(PASSWORD, {"username": "name-canary", "password": "word-canary"})
    Client().get("/accounts/callback/?state=forged&code=code-canary")
    reasons = [event["why"] for event in events(caplog, "sign_in_refused")]
    assert reasons == ["wrong_password"] * 5 + ["too_many_attempts", "foreign_state"]
    assert "canary" not in "".join(lines(caplog))


def test_a_refusal_is_logged_with_who_and_where(
    wendy: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert wendy.get("/people/").status_code == 403
    (request,) = events(caplog, "request")
    assert request["level"] == "warning"
    assert (request["path"], request["status"]) == ("/people/", 403)
    assert (request["user"], request["address"]) == (
        wendy.get("/accounts/preferences/").wsgi_request.me.uid,
        "127.0.0.1",
    )
    assert request["request_id"]


def test_a_forged_form_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    Client(enforce_csrf_checks=True).post("/accounts/logout/")
    assert len(events(caplog, "csrf_failure")) == 1


def test_no_text_of_a_visitor_begins_a_line_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    forged = '\r\n{"event": "signed_in", "user": "admin"}\x1b[2J'
    Client().get(f"/nowhere/{quote(forged)}", headers={"User-Agent": forged})
    written = lines(caplog)
    assert written
    for line in written:
        assert "\n" not in line
        assert "\r" not in line
        assert "\x1b" not in line
        assert json.loads(line)["event"] != "signed_in"


def test_who_manages_people_is_logged_without_the_first_password(
    admin: Client, sandbox: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    assert admin.post("/people/new/", NEWCOMER).status_code == 302
    sandbox.reset()
    (created,) = events(caplog, "user_created")
    assert created["user"]
    assert not [line for line in lines(caplog) if "Zx81" in line]
