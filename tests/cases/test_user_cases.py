"""The cases of another person, by every parameter of extraRest."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cases.lists.of_user import read_asked
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db


def uid_of(browser: Client, username: str) -> str:
    client = browser.get("/accounts/preferences/").wsgi_request.pm  # type: ignore[attr-defined]
    return str(next(one.uid for one in client.users.all() if one.username == username))


def test_silvia_sees_what_wendy_has_to_do(silvia: Client, wendy: Client) -> None:
    uid = uid_of(silvia, "wendy")
    theirs = silvia.get(f"/people/{uid}/cases/?action=todo").content.decode()
    hers = wendy.get("/cases/inbox/").content.decode()
    cases = re.findall(r'data-case="(\w+)"', theirs)
    assert cases
    assert set(cases) == set(re.findall(r'data-case="(\w+)"', hers))
    assert "Cases of Wendy Marsh" in theirs
    assert '<form method="post"' not in theirs.split('id="asked"')[1].split("</main>")[0]


def test_an_operator_is_refused(wendy: Client, admin: Client) -> None:
    page = wendy.get(f"/people/{uid_of(admin, 'bob')}/cases/")
    assert page.status_code == 403
    assert "PM_ALLCASES" in page.content.decode()


def test_every_parameter_has_its_name_of_the_plug_in() -> None:
    asked = read_asked(
        {
            "action": "search",
            "filter": "started",
            "q": "order",
            "status": "TO_DO",
            "date_from": "2026-01-01",
            "date_to": "2030-01-01",
            "newer_than": "2025-12-31",
            "older_than": "2030-01-02",
        }
    )
    assert asked.action == "search"
    assert asked.query(25, 10) == {
        "start": 25,
        "limit": 10,
        "filter": "started",
        "search": "order",
        "app_status": "TO_DO",
        "date_from": "2026-01-01",
        "date_to": "2030-01-01",
        "newer_than": "2025-12-31",
        "older_than": "2030-01-02",
    }


def test_dates_and_search_narrow_the_list(silvia: Client) -> None:
    url = f"/people/{uid_of(silvia, 'wendy')}/cases/?action=sent"
    assert "data-case" in silvia.get(url).content.decode()
    assert "No case matches" in silvia.get(f"{url}&date_from=2040-01-01").content.decode()
    assert "No case matches" in silvia.get(f"{url}&q=zzzzzz").content.decode()


def test_a_wrong_date_is_named_and_left_out(silvia: Client) -> None:
    html = silvia.get(f"/people/{uid_of(silvia, 'wendy')}/cases/?date_from=tomorrow").content
    assert "is no date and was left out" in html.decode()


def test_pages_hold_different_cases(silvia: Client) -> None:
    uid = uid_of(silvia, "wendy")
    silvia.post(
        "/accounts/preferences/",
        {"theme": "system", "density": "compact", "page_size": "10", "language": "en"},
    )
    first = silvia.get(f"/people/{uid}/cases/?action=sent").content.decode()
    second = silvia.get(f"/people/{uid}/cases/?action=sent&page=2").content.decode()
    assert len(re.findall(r'data-case="(\w+)"', first)) == 10
    assert first != second
    assert "page=2" in first


def test_without_the_plug_in_it_says_what_is_missing(
    sandbox: SandboxProcess, sign_in: Callable[[str], Client]
) -> None:
    sandbox.reset(profile="3.8")
    admin = sign_in("admin")
    html = admin.get(f"/people/{uid_of(admin, 'wendy')}/cases/").content.decode()
    sandbox.reset()
    assert "extraRest plug-in" in html
