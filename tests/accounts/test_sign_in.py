"""Sign-in by authorization code, from the button to the page that was asked for."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Grant
from accounts.vault import unseal
from tests.support.oauth_pages import back_from_processmaker
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def start(browser: Client, next_path: str = "") -> str:
    """Press the button; the address of ProcessMaker that it leads to."""
    response = browser.post(LOGIN, {"next": next_path})
    assert response.status_code == 302
    return response["Location"]


def test_the_whole_way_leads_to_the_page_that_was_asked_for(sandbox: SandboxProcess) -> None:
    browser = Client()
    asked = browser.get("/accounts/preferences/")
    login_url = asked["Location"]
    assert login_url == f"{LOGIN}?next=%2Faccounts%2Fpreferences%2F"
    page = browser.get(login_url).content.decode()
    assert "Sign in to open the page that you asked for." in page
    assert settings.PROCESSMAKER_WORKSPACE in page

    back = back_from_processmaker(start(browser, "/accounts/preferences/"), "wendy")
    arrived = browser.get(back)

    assert (arrived.status_code, arrived["Location"]) == (302, "/accounts/preferences/")
    page = browser.get("/accounts/preferences/")
    assert page.status_code == 200
    assert page.wsgi_request.me.username == "wendy"
    assert "PM_CASES" in page.wsgi_request.me.permissions


def test_the_session_key_changes_at_sign_in(sandbox: SandboxProcess) -> None:
    browser = Client()
    url = start(browser)
    before = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.get(back_from_processmaker(url, "bob"))
    after = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != after
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stolen.get("/accounts/preferences/").status_code == 302


def test_the_authorize_address_says_where_to_come_back(sandbox: SandboxProcess) -> None:
    query = parse_qs(urlsplit(start(Client())).query)
    assert query["redirect_uri"] == ["http://testserver/accounts/callback/"]
    assert query["response_type"] == ["code"]
    assert query["client_id"] == [settings.PROCESSMAKER_CLIENT_ID]


def test_a_state_is_good_for_one_time(sandbox: SandboxProcess) -> None:
    browser = Client()
    back = back_from_processmaker(start(browser), "wendy")
    assert browser.get(back).status_code == 302
    again = browser.get(back)
    assert again.status_code == 400
    assert "started in another browser, or too long ago" in again.content.decode()


def test_the_way_back_of_another_browser_signs_nobody_in(sandbox: SandboxProcess) -> None:
    """An attacker who has somebody open his own callback must not get them into his account."""
    attacker, victim = Client(), Client()
    back = back_from_processmaker(start(attacker), "bob")
    start(victim)
    assert victim.get(back).status_code == 400
    assert victim.get("/accounts/preferences/").status_code == 302
    assert not Grant.objects.exists()


def test_a_state_ends_after_a_quarter_of_an_hour(
    sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client()
    back = back_from_processmaker(start(browser), "wendy")
    monkeypatch.setattr("accounts.states.SECONDS_TO_LIVE", -1)
    assert browser.get(back).status_code == 400


def test_denied_consent_is_said(sandbox: SandboxProcess) -> None:
    browser = Client()
    back = back_from_processmaker(start(browser), "wendy", accept=False)
    page = browser.get(back)
    assert page.status_code == 403
    assert "You chose not to let pmdash work for you." in page.content.decode()
    assert not Grant.objects.exists()


def test_a_used_code_is_said(sandbox: SandboxProcess) -> None:
    browser, other = Client(), Client()
    back = back_from_processmaker(start(browser), "wendy")
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert browser.get(back).status_code == 302
    state = parse_qs(urlsplit(start(other)).query)["state"][0]
    page = other.get(f"/accounts/callback/?code={code}&state={state}")
    assert page.status_code == 400
    assert "took longer than 30 seconds" in page.content.decode()


def test_another_answer_of_processmaker_is_said(sandbox: SandboxProcess) -> None:
    browser = Client()
    state = parse_qs(urlsplit(start(browser)).query)["state"][0]
    page = browser.get(f"/accounts/callback/?error=invalid_scope&state={state}")
    assert page.status_code == 400
    assert "did not sign you in" in page.content.decode()


def test_a_server_that_is_down_is_said_with_a_number(sandbox: SandboxProcess) -> None:
    browser = Client()
    back = back_from_processmaker(start(browser), "wendy")
    sandbox.fault("error_503_json", path="*/oauth2/token")
    page = browser.get(back)
    assert page.status_code == 503
    assert "ProcessMaker is under maintenance" in page.content.decode()
    assert page["X-Request-ID"] in page.content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "/\tevil.example",
        "evil",
        "/%0d%0aSet-Cookie:x=1\r\n",
    ],
)
def test_next_leads_only_to_own_paths(sandbox: SandboxProcess, target: str) -> None:
    browser = Client()
    arrived = browser.get(back_from_processmaker(start(browser, target), "wendy"))
    assert arrived["Location"] == "/"


def test_a_new_sign_in_ends_the_one_before(sandbox: SandboxProcess) -> None:
    browser = Client()
    browser.get(back_from_processmaker(start(browser), "wendy"))
    first = Grant.objects.get()
    browser.get(back_from_processmaker(start(browser), "bob"))
    assert Grant.objects.get().username == "bob"
    assert Grant.objects.get().id != first.id


def test_who_is_signed_in_needs_no_sign_in_page(wendy: Client) -> None:
    response = wendy.get(f"{LOGIN}?next=/accounts/preferences/")
    assert response["Location"] == "/accounts/preferences/"


def test_htmx_leaves_for_the_sign_in_page_and_comes_back_to_the_page(db: None) -> None:
    response = Client().get(
        "/accounts/preferences/",
        headers={
            "HX-Request": "true",
            "HX-Target": "anything",
            "HX-Current-URL": "http://testserver/cases/inbox/?page=3&q=a%20b",
        },
    )
    assert response.status_code == 401
    assert response.content == b""
    query = parse_qs(urlsplit(response["HX-Redirect"]).query)
    assert query["next"] == ["/cases/inbox/?page=3&q=a%20b"]


def test_the_server_line_tells_version_or_silence(sandbox: SandboxProcess) -> None:
    url = reverse("accounts:server-line")
    assert "ProcessMaker 3.8.3-community answers in" in Client().get(url).content.decode()
    sandbox.fault("error_503_json", path="/light/config")
    assert "ProcessMaker does not answer" in Client().get(url).content.decode()


def test_tokens_are_not_readable_in_the_database(wendy: Client) -> None:
    grant = Grant.objects.get()
    pair = unseal(grant.sealed_tokens)
    assert len(pair.access) == 40
    assert pair.access not in grant.sealed_tokens
    assert pair.refresh not in grant.sealed_tokens
    assert pair.access not in repr(pair)
