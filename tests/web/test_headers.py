"""What every answer carries."""

import re

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.usefixtures("test_views")

ANSWERS = ["/test/page/", "/nowhere/", "/test/fail/TimedOut/", "/accounts/preferences/", "/healthz"]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_is_kept_from_caches_frames_and_guesses(path: str) -> None:
    response = Client().get(path)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ANSWERS)
def test_the_content_security_policy_has_no_way_round(path: str) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in Client().get(path)["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == f"'self' {settings.PROCESSMAKER_URL}"
    assert "unsafe" not in str(policy)


def test_pages_hold_no_inline_script_or_style() -> None:
    for path in ("/test/page/", "/accounts/login/", "/nowhere/"):
        html = Client().get(path).content.decode()
        assert not re.search(r"\son\w+=|\sstyle=|javascript:|<style", html)
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites() -> None:
    browser = Client()
    browser.post("/accounts/login/")
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]


def test_the_request_id_of_a_proxy_is_kept_where_it_is_well_formed() -> None:
    given = {"X-Request-ID": "abcdef0123456789"}
    assert Client().get("/healthz", headers=given)["X-Request-ID"] == "abcdef0123456789"
    forged = {"X-Request-ID": 'x" onload="evil'}
    assert re.fullmatch(
        r"[0-9a-f]{4}(-[0-9a-f]{4}){2}", Client().get("/healthz", headers=forged)["X-Request-ID"]
    )


def test_the_log_line_has_no_query(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/test/page/?q=private-words")
    assert "/test/page/" in caplog.text
    assert "private-words" not in caplog.text
