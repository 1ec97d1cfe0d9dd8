"""Preferences: saved for the person, not for the session."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Preferences

pytestmark = pytest.mark.django_db

URL = "/accounts/preferences/"
CHOICE = {"theme": "dark", "density": "compact", "page_size": "50", "language": "es"}
EVERYTHING = {
    **CHOICE,
    "date_format": "Y-m-d",
    "time_zone": "Asia/Tokyo",
    "start_page": "CASES_DRAFT",
    "notice_browser": "on",
}


def test_they_are_shown_with_the_time_zone(wendy: Client) -> None:
    html = wendy.get(URL).content.decode()
    assert 'data-theme="system"' in html
    assert wendy.get(URL).wsgi_request.me.time_zone in html


def test_they_are_saved_and_used_at_once(wendy: Client) -> None:
    saved = wendy.post(URL, CHOICE)
    assert (saved.status_code, saved["Location"]) == (302, URL)
    page = wendy.get(URL)
    html = page.content.decode()
    assert 'lang="es"' in html
    assert 'data-theme="dark"' in html
    assert 'data-density="compact"' in html
    assert page.wsgi_request.me.page_size == 50
    assert page["Content-Language"] == "es"


def test_a_toast_says_so_once(wendy: Client) -> None:
    wendy.post(URL, {**CHOICE, "language": "en"})
    assert "Preferences saved" in wendy.get(URL).content.decode()
    assert "Preferences saved" not in wendy.get(URL).content.decode()


def test_each_outlives_the_sign_in(wendy: Client, sign_in: Callable[[str], Client]) -> None:
    wendy.post(URL, EVERYTHING)
    wendy.post("/accounts/logout/")
    me = sign_in("wendy").get(URL).wsgi_request.me
    assert (me.theme, me.density, me.page_size, me.language) == ("dark", "compact", 50, "es")
    assert (me.date_format, me.shown_zone, me.start_page) == ("Y-m-d", "Asia/Tokyo", "CASES_DRAFT")
    assert me.notices == {"browser"}
    assert sign_in("bob").get(URL).wsgi_request.me.theme == "system"


def test_dates_are_written_as_chosen(wendy: Client) -> None:
    wendy.post(URL, {**CHOICE, "date_format": "Y-m-d"})
    titles = re.findall(r'<time [^>]*title="([^"]+)"', wendy.get("/cases/inbox/").content.decode())
    assert titles
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d ", title) for title in titles)


def test_the_sign_in_page_follows_the_language(wendy: Client) -> None:
    wendy.post(URL, CHOICE)
    wendy.post("/accounts/logout/")
    assert 'lang="es"' in wendy.get("/accounts/login/").content.decode()


WRONG = {
    "theme": ("neon", "Theme"),
    "density": ("", "Density"),
    "page_size": ("7", "Rows on a page"),
    "language": ("xx", "Language"),
    "date_format": ("%s", "Dates"),
    "start_page": ("EVIL", "Start with"),
    "time_zone": ("Mars/Olympus", "Time zone"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_choice_is_named_and_nothing_is_saved(wendy: Client, name: str) -> None:
    value, label = WRONG[name]
    page = wendy.post(URL, {**CHOICE, "language": "en", name: value})
    assert page.status_code == 422
    assert f"Nothing was saved. Choose again: {label}." in page.content.decode()
    assert Preferences.objects.get().theme == "system"


def test_the_menu_of_processmaker_is_led_to_where_it_may_be_set(
    silvia: Client, wendy: Client
) -> None:
    mine = silvia.get(URL)
    assert f"/people/{mine.wsgi_request.me.uid}/#menu-title" in mine.content.decode()
    assert "Only those who manage people can change it" in wendy.get(URL).content.decode()


def test_anybody_may_choose_the_language_of_the_sign_in_page(db: None) -> None:
    browser = Client()
    browser.post("/accounts/language/", {"language": "pt-br", "next": "/accounts/login/"})
    assert browser.cookies[settings.LANGUAGE_COOKIE_NAME].value == "pt-br"
    assert 'lang="pt-br"' in browser.get("/accounts/login/").content.decode()
