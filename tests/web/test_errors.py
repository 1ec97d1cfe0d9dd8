"""Errors: honest pages, toasts for htmx under the same status, never a stack trace."""

import pytest
from django.test import Client

from pmdash.web.problems import kind_of
from processmaker import errors

pytestmark = pytest.mark.usefixtures("test_views")

HTMX = {"HX-Request": "true", "HX-Target": "case-table", "HX-Current-URL": "http://testserver/x/"}

STATUSES = {
    "Unreachable": 503,
    "CircuitOpen": 503,
    "TimedOut": 504,
    "BadAnswer": 502,
    "FatalError": 502,
    "ServerFault": 502,
    "Maintenance": 503,
    "RateLimited": 429,
    "InvalidClient": 502,
    "Unauthorized": 403,
    "Forbidden": 403,
    "MissingPermission": 403,
    "EndpointMissing": 501,
    "CaseMissing": 404,
    "NotYourCase": 409,
    "WrongState": 409,
    "TooLarge": 413,
    "WrongType": 415,
    "BadRequest": 400,
    "InvalidValue": 400,
}
RETRIED = {"Unreachable", "CircuitOpen", "TimedOut", "BadAnswer", "ServerFault", "Maintenance"}


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("name", STATUSES)
def test_a_fault_of_processmaker_is_a_page_with_a_number(browser: Client, name: str) -> None:
    response = browser.get(f"/test/fail/{name}/")
    html = response.content.decode()
    assert response.status_code == STATUSES[name]
    assert 'role="alert"' in html
    assert f"<code>{response['X-Request-ID']}</code>" in html
    assert "raw words of the server" not in html
    assert ('href="/test/fail/' in html) == (name in RETRIED | {"RateLimited"})


@pytest.mark.parametrize("name", STATUSES)
def test_htmx_gets_the_same_as_a_toast(browser: Client, name: str) -> None:
    response = browser.get(f"/test/fail/{name}/", headers=HTMX)
    html = response.content.decode()
    assert response.status_code == STATUSES[name]
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#toasts", "beforeend")
    assert html.lstrip().startswith('<div class="toast danger"')
    assert response["X-Request-ID"] in html
    assert "<html" not in html


def test_every_error_of_the_client_has_words() -> None:
    def leaves(cls: type[Exception]) -> list[type[Exception]]:
        return [cls, *(leaf for child in cls.__subclasses__() for leaf in leaves(child))]

    for cls in leaves(errors.ProcessMakerError):
        assert kind_of(cls("")).title


def test_a_write_says_that_nothing_was_changed(browser: Client) -> None:
    html = browser.post("/test/fail/NotYourCase/").content.decode()
    assert "Nothing was changed." in html


def test_a_write_of_unknown_outcome_says_so_and_offers_no_retry(browser: Client) -> None:
    html = browser.post("/test/fail/TimedOut/?unknown").content.decode()
    assert "It is not known whether the change was made." in html
    assert "Try again" not in html


def test_a_read_promises_nothing_about_changes(browser: Client) -> None:
    toast = browser.get("/test/fail/TimedOut/", headers=HTMX).content.decode()
    assert "Nothing was changed" not in toast


def test_a_lost_sign_in_leads_to_the_sign_in_page(browser: Client) -> None:
    response = browser.get("/test/fail/SignedOut/?q=1")
    assert response["Location"] == (
        "/accounts/login/?next=%2Ftest%2Ffail%2FSignedOut%2F%3Fq%3D1&reason=expired"
    )


def test_a_lost_sign_in_never_puts_a_form_into_a_table(browser: Client) -> None:
    response = browser.get("/test/fail/SignedOut/", headers=HTMX)
    assert (response.status_code, response.content) == (401, b"")
    assert response["HX-Redirect"] == "/accounts/login/?next=%2Fx%2F&reason=expired"


def test_a_form_sent_while_signed_out_leads_back_to_its_page(browser: Client) -> None:
    response = browser.post(
        "/test/fail/SignedOut/", headers={"Referer": "http://testserver/cases/inbox/?page=2"}
    )
    assert "next=%2Fcases%2Finbox%2F%3Fpage%3D2" in response["Location"]


def test_a_refusal_of_ours_is_a_page(browser: Client) -> None:
    response = browser.get("/test/refuse/")
    assert response.status_code == 403
    assert "You lack PM_TEST." in response.content.decode()


def test_a_page_that_does_not_exist_is_a_page(browser: Client) -> None:
    response = browser.get("/nowhere/")
    assert response.status_code == 404
    assert "This page does not exist" in response.content.decode()


def test_our_own_mistake_shows_a_number_and_no_detail(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = browser.get("/test/crash/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "pmdash made a mistake" in html
    assert response["X-Request-ID"] in html
    assert "ZeroDivisionError" not in html
    assert "secret detail" not in html
    assert "ZeroDivisionError" in caplog.text


def test_a_form_without_its_token_says_what_to_do() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/")
    assert response.status_code == 403
    assert "This form is too old" in response.content.decode()


def test_a_permission_that_is_missing_is_named(wendy: Client, admin: Client) -> None:
    response = wendy.get("/test/guarded/")
    assert response.status_code == 403
    assert "PM_ALLCASES" in response.content.decode()
    assert admin.get("/test/guarded/").content == b"allowed"
