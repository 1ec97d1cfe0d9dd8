"""The cases of another person, by every parameter of extraRest."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from cases.lists.of_user import read_asked
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db


def uid_of(browser: Client, username: str) -> str:
    return next(one.uid for one in api(browser).users.all() if one.username == username)


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
            "process": "a" * 32,
            "category": "b" * 32,
            "sort": "due",
            "dir": "asc",
            "configuration": "0",
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
        "pro_uid": "a" * 32,
        "cat_uid": "b" * 32,
        "sort": "DEL_TASK_DUE_DATE",
        "dir": "ASC",
        "configuration": "0",
    }


def test_words_that_extrarest_does_not_know_are_left_out() -> None:
    """`sort` and `dir` reach the SQL of ProcessMaker."""
    asked = read_asked(
        {
            "action": "drop",
            "filter": "x",
            "status": "x",
            "process": "x",
            "category": "../x",
            "sort": "1;--",
            "dir": "x",
            "configuration": "2",
        }
    )
    query = {name: value for name, value in asked.query(0, 10).items() if value is not None}
    assert asked.action == "todo"
    assert query == {"start": 0, "limit": 10, "sort": "APP_CACHE_VIEW.APP_NUMBER", "dir": "DESC"}


def test_dates_and_search_narrow_the_list(silvia: Client) -> None:
    url = f"/people/{uid_of(silvia, 'wendy')}/cases/?action=sent"
    assert "data-case" in silvia.get(url).content.decode()
    assert "No case matches" in silvia.get(f"{url}&date_from=2040-01-01").content.decode()
    assert "No case matches" in silvia.get(f"{url}&q=zzzzzz").content.decode()


def listed(browser: Client, uid: str, query: str) -> list[str]:
    """The rows of a list, without markup."""
    page = browser.get(f"/people/{uid}/cases/?{query}").content.decode()
    rows = re.findall(r"<tr data-case=.*?</tr>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def numbers(rows: list[str]) -> list[int]:
    return [int(found[0]) for row in rows if (found := re.search(r"\d+", row))]


def test_process_and_category_narrow_the_list(silvia: Client, admin: Client) -> None:
    uid = uid_of(silvia, "wendy")
    everything = listed(admin, uid, "action=sent")
    page = admin.get(f"/people/{uid}/cases/?action=sent").content.decode()
    process = re.search(r'<option value="(\w{32})">Purchase order</option>', page)
    category = re.search(r'<option value="(\w{32})">Purchasing</option>', page)
    assert process
    assert category
    one = listed(admin, uid, f"action=sent&process={process[1]}")
    assert one
    assert len(one) < len(everything)
    assert listed(admin, uid, f"action=sent&category={category[1]}") == one
    assert listed(admin, uid, f"action=sent&process={'0' * 32}") == []


def test_who_may_not_list_processes_chooses_among_those_shown(silvia: Client) -> None:
    uid = uid_of(silvia, "wendy")
    unknown = "f" * 32
    page = silvia.get(f"/people/{uid}/cases/?action=sent&category={unknown}").content.decode()
    assert f'<option value="{unknown}" selected>' in page


def test_the_order_is_that_of_the_server(silvia: Client) -> None:
    uid = uid_of(silvia, "wendy")
    falling = numbers(listed(silvia, uid, "action=sent"))
    assert falling == sorted(falling, reverse=True)
    rising = numbers(listed(silvia, uid, "action=sent&sort=number&dir=asc"))
    assert rising == sorted(rising)
    assert rising[0] < falling[-1]


def test_opened_and_not_opened_make_up_the_list(silvia: Client) -> None:
    uid = uid_of(silvia, "wendy")
    read = numbers(listed(silvia, uid, "action=todo&filter=read"))
    unread = numbers(listed(silvia, uid, "action=todo&filter=unread"))
    assert read
    assert unread
    assert sorted(read + unread) == sorted(numbers(listed(silvia, uid, "action=todo")))


def test_a_status_narrows_search_and_participated_alone(silvia: Client) -> None:
    uid = uid_of(silvia, "wendy")
    done = listed(silvia, uid, "action=sent&status=COMPLETED")
    assert done
    assert all("Completed" in row for row in done)
    assert not all("Completed" in row for row in listed(silvia, uid, "action=sent"))
    assert listed(silvia, uid, "action=todo&status=COMPLETED") == listed(silvia, uid, "action=todo")


def test_newer_and_older_exclude_what_from_and_to_include(silvia: Client) -> None:
    uid = uid_of(silvia, "wendy")
    day = (date.today() - timedelta(days=2)).isoformat()
    assert listed(silvia, uid, f"action=todo&older_than={day}&date_from={day}") == []
    newer = numbers(listed(silvia, uid, f"action=todo&newer_than={day}"))
    older = numbers(listed(silvia, uid, f"action=todo&older_than={day}"))
    assert newer
    assert sorted(newer + older) == sorted(numbers(listed(silvia, uid, "action=todo")))


def test_what_is_seldom_asked_for_is_open_where_it_is_asked_for(silvia: Client) -> None:
    url = f"/people/{uid_of(silvia, 'wendy')}/cases/"
    for query, is_open in (("", False), ("?filter=read", False), ("?sort=due", True)):
        assert ("<details open>" in silvia.get(url + query).content.decode()) == is_open, query


@pytest.mark.parametrize("action", ["completed", "cancelled", "search", "default", "gral", "all"])
def test_every_list_can_be_read(silvia: Client, action: str) -> None:
    page = silvia.get(f"/people/{uid_of(silvia, 'wendy')}/cases/?action={action}")
    assert page.status_code == 200
    assert f'<option value="{action}" selected>' in page.content.decode()


def test_nothing_can_be_posted(silvia: Client) -> None:
    assert silvia.post(f"/people/{uid_of(silvia, 'wendy')}/cases/").status_code == 405


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
