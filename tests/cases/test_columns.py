"""The columns of lists: which a person sees, chosen at the list and for all lists."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Preferences
from cases.lists.columns import hideable
from cases.lists.display import COLUMNS
from cases.lists.screens import SCREENS
from cases.view_models import SavedView
from pmdash.web.bundles import SOURCES
from tests.cases.lists_page import PARTIAL, html

pytestmark = pytest.mark.django_db

INBOX = "/cases/inbox/columns/"
ALL = "/cases/columns/"


def hidden_classes(browser: Client, url: str = "/cases/inbox/", **more: str) -> set[str]:
    """The classes of the table of a list."""
    tag = re.search(r'<table id="case-table"(?: class="([^"]*)")?>', html(browser.get(url, **more)))
    assert tag, url
    return set((tag[1] or "").split())


def test_a_list_shows_all_its_columns_until_some_are_left_out(wendy: Client) -> None:
    assert hidden_classes(wendy) == set()
    answer = wendy.post(f"{INBOX}?sort=title&page=1", {"inbox": ["task", "due", "updated"]})
    assert answer["Location"] == "/cases/inbox/?sort=title"
    assert "Columns saved" in html(wendy.get("/cases/draft/"))
    assert hidden_classes(wendy) == {"no-proc", "no-from"}
    assert hidden_classes(wendy, "/cases/participated/") == set()


def test_the_refreshed_part_hides_the_same(wendy: Client) -> None:
    wendy.post(INBOX, {"inbox": ["task"]})
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in PARTIAL.items()}
    assert hidden_classes(wendy, **headers) == hidden_classes(wendy) != set()


def test_number_and_title_stay_whatever_is_asked(wendy: Client) -> None:
    wendy.post(INBOX, {})
    page = html(wendy.get("/cases/inbox/"))
    assert hidden_classes(wendy) == {"no-task", "no-proc", "no-from", "no-due", "no-upd"}
    assert '<th class="c-no"' in page
    assert '<th class="c-title"' in page


def test_they_outlive_the_sign_in_and_are_one_s_own(
    wendy: Client, sign_in: Callable[[str], Client]
) -> None:
    wendy.post(INBOX, {"inbox": ["task"]})
    wendy.post("/accounts/logout/")
    assert "no-due" in hidden_classes(sign_in("wendy"))
    assert hidden_classes(sign_in("bob")) == set()


def test_the_dialog_of_a_list_holds_what_is_shown(wendy: Client) -> None:
    wendy.post(INBOX, {"inbox": ["task"]})
    page = html(wendy.get(INBOX, headers={"HX-Request": "true", "HX-Target": "dialog"}))
    assert page.lstrip().startswith("<dialog")
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["task"]


def save_view(browser: Client, **more: str) -> SavedView:
    """What the inbox shows becomes a view, by the form of its dialog."""
    page = html(browser.get("/cases/inbox/views/?sort=title"))
    hidden = re.search(r'name="hidden" value="([^"]*)"', page)
    assert hidden
    browser.post(
        "/cases/inbox/views/",
        {"name": "Mine", "query": "sort=title", "hidden": hidden[1], **more},
    )
    return SavedView.objects.get()


def test_a_saved_view_has_columns_of_its_own(wendy: Client) -> None:
    wendy.post(INBOX, {"inbox": ["task", "due"]})
    view = save_view(wendy)
    wendy.post(INBOX, {"inbox": ["due"]})
    url = f"/cases/inbox/?view={view.pk}"
    assert hidden_classes(wendy, url) == {"no-proc", "no-from", "no-upd"}
    answer = wendy.post(f"{INBOX}?view={view.pk}", {"inbox": ["process"]})
    assert answer["Location"] == url
    assert hidden_classes(wendy, url) == {"no-task", "no-from", "no-due", "no-upd"}
    assert hidden_classes(wendy) == {"no-task", "no-proc", "no-from", "no-upd"}


def test_the_columns_of_a_shared_view_are_its_owner_s(wendy: Client, bob: Client) -> None:
    wendy.post(INBOX, {"inbox": ["task"]})
    view = save_view(wendy, shared="on")
    url = f"/cases/inbox/?view={view.pk}"
    assert hidden_classes(bob, url) == {"no-proc", "no-from", "no-due", "no-upd"}
    answer = bob.post(f"{INBOX}?view={view.pk}", {"inbox": ["due"]})
    assert answer["Location"] == "/cases/inbox/?sort=title"
    assert hidden_classes(bob) == {"no-task", "no-proc", "no-from", "no-upd"}
    assert hidden_classes(bob, url) == {"no-proc", "no-from", "no-due", "no-upd"}


def test_all_lists_are_chosen_on_one_page(silvia: Client) -> None:
    page = html(silvia.get(ALL))
    assert 'id="columns-review"' in page
    everything = {
        screen.name.value: [name for name, _label in hideable(screen)] for screen in SCREENS
    }
    answer = silvia.post(ALL, everything | {"draft": ["process"]})
    assert answer["Location"] == ALL
    assert Preferences.objects.get().hidden_columns == {
        screen.name.value: ["task", "due", "updated"] if screen.name == "draft" else []
        for screen in SCREENS
    }


def test_only_lists_of_the_role_are_offered(wendy: Client) -> None:
    assert 'id="columns-review"' not in html(wendy.get(ALL))
    assert wendy.get("/cases/review/columns/").status_code == 403


@pytest.mark.parametrize(("url", "label"), [(INBOX, "Inbox"), (ALL, "Inbox")])
def test_a_column_that_is_none_is_refused_with_its_list(
    wendy: Client, url: str, label: str
) -> None:
    page = wendy.post(url, {"inbox": ["task", "secret"]})
    assert page.status_code == 422
    assert f"Nothing was saved. Choose again: {label}." in html(page)
    assert "“secret” is no column of this list." in html(page)
    assert Preferences.objects.get().hidden_columns == {}


def test_every_column_that_can_be_left_out_has_its_rule() -> None:
    css = (SOURCES / "css/list.css").read_text(encoding="utf-8")
    names = {name for screen in SCREENS for name, _label in hideable(screen)}
    for column in (COLUMNS[name][1] for name in names):
        assert f"#case-table.no-{column.removeprefix('c-')} .{column}" in css
