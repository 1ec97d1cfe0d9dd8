"""What no browser and no other site can do, at every address that there is."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from accounts.models import Preferences
from tests import deploy_check

pytestmark = pytest.mark.django_db

PUBLIC = {
    "/",
    "/healthz",
    "/readyz",
    "/accounts/login/",
    "/accounts/login/password/",
    "/accounts/login/server/",
    "/accounts/callback/",
    "/accounts/logout/",
    "/accounts/language/",
}
EVIL = "https://evil.example"
SAMPLES = {
    "uid": "0" * 31 + "1",
    "uuid": "00000000-0000-4000-8000-000000000001",
    "int": "1",
    "slug": "claim",
    "case_list": "inbox",
    "str": "x",
}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> list[str]:
    """Every address of pmdash, with a sample for each variable part."""
    found = []
    for pattern in patterns:
        here = before + filled(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, here)
        else:
            found.append(here)
    return found


def filled(route: str) -> str:
    """`route`, written as a path or as a regular expression, with its variable parts filled."""
    route = re.sub(r"\(\?P<\w+>([^()]*)\)", one_of, route).strip("^$")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], route)


def one_of(group: re.Match[str]) -> str:
    return SAMPLES["uid"] if group[1].startswith("[") else group[1].partition("|")[0]


ADDRESSES = sorted(set(addresses(get_resolver("pmdash.urls").url_patterns)))
PRIVATE = [address for address in ADDRESSES if address not in PUBLIC]


def test_the_public_addresses_are_these_and_no_more() -> None:
    assert set(ADDRESSES) >= PUBLIC
    assert len(PRIVATE) > 30


@pytest.mark.parametrize("address", PRIVATE)
def test_nothing_is_shown_or_done_before_signing_in(address: str) -> None:
    for method in ("get", "post"):
        response = getattr(Client(), method)(address)
        to_sign_in = response.get("Location", "").startswith("/accounts/login/")
        assert to_sign_in or response.status_code == 405


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_form_is_taken_without_its_token(address: str) -> None:
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_method_trace_is_not_answered(address: str) -> None:
    assert Client().trace(address).status_code in (302, 405)


def test_a_form_of_another_site_is_refused_even_with_a_token() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/accounts/login/")
    token = next(value.value for name, value in browser.cookies.items() if "csrf" in name)
    form = {"csrfmiddlewaretoken": token}
    assert browser.post("/accounts/login/", form).status_code == 302
    refused = browser.post("/accounts/login/", form, headers={"Origin": EVIL})
    assert refused.status_code == 403


@pytest.mark.parametrize("address", ["/accounts/login/", "/cases/inbox/", "/healthz"])
def test_no_other_site_may_read_an_answer(address: str) -> None:
    response = Client().get(address, headers={"Origin": EVIL})
    assert "Access-Control-Allow-Origin" not in response
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/accounts/login/", "text/html; charset=utf-8"),
        ("/nowhere/", "text/html; charset=utf-8"),
        ("/healthz", "application/json"),
        ("/static/js/toasts.js", 'text/javascript; charset="utf-8"'),
    ],
)
def test_every_answer_says_its_type(address: str, content_type: str) -> None:
    assert Client().get(address)["Content-Type"] == content_type


def test_an_unknown_host_name_gets_nothing() -> None:
    response = Client().get("/accounts/login/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


@pytest.mark.parametrize("next_path", [EVIL, "//evil.example", "javascript:alert(1)"])
def test_choosing_a_language_leads_to_no_other_site(next_path: str) -> None:
    response = Client().post("/accounts/language/", {"language": "es", "next": next_path})
    assert response["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["/.git/config", "/static/", "/static/../manage.py", "/var/", "/secret-key"]
)
def test_only_static_files_are_served_and_never_a_list_of_them(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_fields_that_a_form_does_not_have_change_nothing(wendy: Client) -> None:
    before = Preferences.objects.get()
    values = {"theme": "dark", "density": "compact", "page_size": "25", "language": ""}
    wendy.post("/accounts/preferences/", {**values, "user_uid": "f" * 32, "workspace": "other"})
    after = Preferences.objects.get()
    assert (after.theme, after.user_uid, after.workspace) == (
        "dark",
        before.user_uid,
        before.workspace,
    )


@pytest.mark.parametrize("query", ["page=1&page=2", "sort=number&sort=;drop&dir=up", "page[]=1"])
def test_a_parameter_sent_twice_is_one_value(wendy: Client, query: str) -> None:
    assert wendy.get(f"/cases/inbox/?{query}").status_code == 200


def test_the_deployment_check_of_django_is_clean(capfd: pytest.CaptureFixture[str]) -> None:
    assert deploy_check.main() == 0
    assert "no issues" in capfd.readouterr().out


def test_strangers_send_no_more_than_a_form() -> None:
    body = b"x" * ((1 << 20) + 1)
    response = Client().post("/accounts/login/", body, content_type="application/octet-stream")
    assert response.status_code == 413
    assert "This is too much at once" in response.content.decode()
    assert "You are not signed in." in response.content.decode()


def test_a_request_that_is_too_large_is_refused_and_changes_nothing(
    wendy: Client, settings: Settings
) -> None:
    settings.REQUEST_LIMIT_MB = 1
    values = {"theme": "dark", "density": "compact", "page_size": "25", "language": ""}
    file = SimpleUploadedFile("large.bin", b"x" * (1 << 20))
    assert wendy.post("/accounts/preferences/", {**values, "file": file}).status_code == 413
    assert Preferences.objects.get().theme == "system"
    settings.REQUEST_LIMIT_MB = 2
    file.seek(0)
    assert wendy.post("/accounts/preferences/", {**values, "file": file}).status_code == 302
