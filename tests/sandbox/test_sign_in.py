"""OAuth: browser flow, grants, rotation, what ends a token."""

import html
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import requests

from tests.sandbox.office import CLIENT, PASSWORD, Office

CALLBACK = "https://inbox.example.test/callback"
LOGIN = "/sysworkflow/en/neoclassic/login"


def authorize_path(state: str = "st-1", callback: str = CALLBACK) -> str:
    query = f"response_type=code&client_id={CLIENT['client_id']}&scope=*&state={quote(state)}"
    return f"/workflow/oauth2/authorize?{query}&redirect_uri={quote(callback, safe='')}"


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


class Browser:
    """Follows the pages by hand, one redirect at a time."""

    def __init__(self, office: Office) -> None:
        self.url = office.url
        self.session = requests.Session()

    def get(self, path: str) -> requests.Response:
        url = path if path.startswith("http") else self.url + path
        return self.session.get(url, allow_redirects=False, timeout=60)

    def post(self, path: str, fields: dict[str, str]) -> requests.Response:
        url = self.url + path
        return self.session.post(url, data=fields, allow_redirects=False, timeout=60)

    def sign_in(self, path: str, password: str = PASSWORD) -> requests.Response:
        page = self.get(self.get(path).headers["location"]).text
        target = field(page, "form[URL]")
        fields = {
            "form[USR_USERNAME]": "operator1",
            "form[USR_PASSWORD_MASK]": password,
            "form[URL]": target,
        }
        return self.post(f"{LOGIN}/authentication.php", fields)

    def code(self, path: str, **consent: str) -> dict[str, str]:
        """What the client gets back after sign-in and consent."""
        self.sign_in(path)
        answer = self.post(path, {"transaction_id": "", **consent})
        query = urlsplit(answer.headers["location"]).query
        return {name: values[0] for name, values in parse_qs(query).items()}


@pytest.fixture
def browser(office: Office) -> Browser:
    return Browser(office)


def exchange(office: Office, **fields: str) -> requests.Response:
    body = {**CLIENT, **fields}
    return requests.post(f"{office.url}/workflow/oauth2/token", json=body, timeout=60)


def test_a_browser_signs_in_consents_and_the_code_serves_once(
    office: Office, browser: Browser
) -> None:
    back = browser.code(authorize_path())
    assert back["state"] == "st-1"
    grant = {"grant_type": "authorization_code", "code": back["code"]}
    assert exchange(office, **grant).json()["error"] == "redirect_uri_mismatch"
    tokens = exchange(office, **grant, redirect_uri=CALLBACK).json()
    assert (tokens["expires_in"], tokens["token_type"]) == (86400, "bearer")
    again = exchange(office, **grant, redirect_uri=CALLBACK)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_a_wrong_password_leads_back_to_the_form(browser: Browser) -> None:
    answer = browser.sign_in(authorize_path(), password="wrong")
    assert answer.headers["location"].startswith("login?u=%2Fworkflow%2Foauth2%2Fauthorize")


def test_the_log_in_page_decodes_the_state_once_too_often(browser: Browser) -> None:
    location = browser.sign_in(authorize_path(state="a+b")).headers["location"]
    assert "state=a+b" in location


def test_an_address_with_a_raw_scheme_is_dropped(browser: Browser) -> None:
    page = browser.get(f"{LOGIN}/login?u=https://elsewhere.example.test").text
    assert field(page, "form[URL]") == ""


def test_denying_sends_an_error_back(browser: Browser) -> None:
    back = browser.code(authorize_path(), cancel="Deny")
    assert (back["error"], back["state"]) == ("access_denied", "st-1")


def test_consent_is_asked_again_each_time(browser: Browser) -> None:
    browser.code(authorize_path())
    page = browser.get(authorize_path())
    assert "is requesting access to your account" in page.text


def test_a_refresh_rotates_and_the_old_access_token_lives_on(office: Office) -> None:
    password = {"grant_type": "password", "username": "OPERATOR1", "password": PASSWORD}
    first = exchange(office, **password).json()
    renewal = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = exchange(office, **renewal).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert exchange(office, **renewal).json()["error_description"] == "Invalid refresh token"
    headers = {"Authorization": f"Bearer {first['access_token']}"}
    url = f"{office.url}/api/1.0/workflow/cases/paged"
    assert requests.get(url, headers=headers, timeout=60).status_code == 200


def test_anybody_ends_an_access_token_but_not_its_refresh_token(office: Office) -> None:
    password = {"grant_type": "password", "username": "operator1", "password": PASSWORD}
    tokens = exchange(office, **password).json()
    url = f"{office.url}/workflow/oauth2/{tokens['access_token']}"
    assert requests.delete(url, timeout=60).status_code == 200
    assert requests.delete(url, timeout=60).status_code == 400
    query = {"access_token": tokens["access_token"]}
    assert office.call(None, "GET", "/cases/paged", params=query).status_code == 401
    renewal = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    assert "access_token" in exchange(office, **renewal).json()


def test_http_basic_is_refused_for_the_password_grant(office: Office) -> None:
    answer = requests.post(
        f"{office.url}/workflow/oauth2/token",
        data={"grant_type": "password", "username": "operator1", "password": PASSWORD},
        auth=(CLIENT["client_id"], CLIENT["client_secret"]),
        timeout=60,
    )
    assert answer.json()["error"] == "invalid_client"
