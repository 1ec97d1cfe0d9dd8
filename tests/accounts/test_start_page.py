"""Where a person starts: by the preferences, by ProcessMaker's menus, else in the inbox."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

URL = "/accounts/preferences/"
CHOICE = {"theme": "dark", "density": "compact", "page_size": "50", "language": "en"}


@pytest.fixture(autouse=True)
def fresh(sandbox: SandboxProcess) -> Iterator[None]:
    sandbox.reset()
    yield
    sandbox.reset()


def start_of(browser: Client) -> str:
    answer = browser.get("/")
    assert answer.status_code == 302
    return str(answer["Location"])


def set_menu(admin: Client, username: str, cases_menu: str) -> None:
    client = admin.get(URL).wsgi_request.pm  # type: ignore[attr-defined]
    uid = next(one.uid for one in client.users.all() if one.username == username)
    menus = {"menu": "PM_CASES", "cases_menu": cases_menu}
    assert admin.post(f"/people/{uid}/menu/", menus).status_code == 302


def test_the_inbox_where_nothing_is_said(wendy: Client, db: None) -> None:
    assert start_of(wendy) == "/cases/inbox/"
    assert start_of(Client()) == "/cases/inbox/"


def test_the_menu_of_processmaker_is_honoured(
    admin: Client, sign_in: Callable[[str], Client], sandbox: SandboxProcess
) -> None:
    set_menu(admin, "silvia", "CASES_TO_REVISE")
    silvia = sign_in("silvia")
    assert start_of(silvia) == "/cases/review/"
    sandbox.forget_asked()
    assert start_of(silvia) == "/cases/review/"
    assert sandbox.asked() == []


def test_ones_own_choice_wins_and_outlives_the_session(
    admin: Client, sign_in: Callable[[str], Client]
) -> None:
    set_menu(admin, "silvia", "CASES_TO_REVISE")
    silvia = sign_in("silvia")
    silvia.post(URL, {**CHOICE, "start_page": "CASES_DRAFT", "time_zone": "Asia/Tokyo"})
    assert start_of(silvia) == "/cases/draft/"
    silvia.post("/accounts/logout/")
    again = sign_in("silvia")
    assert start_of(again) == "/cases/draft/"
    me = again.get(URL).wsgi_request.me  # type: ignore[attr-defined]
    assert me.shown_zone == "Asia/Tokyo"
    assert me.time_zone != "Asia/Tokyo"
    assert "Times are shown in Asia/Tokyo." in again.get(URL).content.decode()


def test_a_page_that_the_role_does_not_permit_is_passed_over(wendy: Client) -> None:
    wendy.post(URL, {**CHOICE, "start_page": "CASES_TO_REVISE"})
    assert start_of(wendy) == "/cases/inbox/"


@pytest.mark.parametrize("wrong", [{"start_page": "EVIL"}, {"time_zone": "Mars/Olympus"}])
def test_a_wrong_choice_is_not_saved(wendy: Client, wrong: dict[str, str]) -> None:
    assert wendy.post(URL, {**CHOICE, **wrong}).status_code == 422
    assert start_of(wendy) == "/cases/inbox/"


def test_a_server_that_fails_leads_to_the_inbox(silvia: Client, sandbox: SandboxProcess) -> None:
    silvia.get(URL)
    sandbox.fault("error_500_null", path="/extrarest/user/*", method="GET", times=5)
    assert start_of(silvia) == "/cases/inbox/"
