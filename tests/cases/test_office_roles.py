"""Each screen beside the lists for each role: it opens, or the page names what the role lacks."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from django.test import Client

from cases.lists.screens import SCREENS
from cases.navigation import JOBS_KEY
from cases.office import OFFICE
from cases.office_models import NamedReport
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

PEOPLE: Final = "PM_USERS"
TABLES: Final = "PM_SETUP_PM_TABLES"
FOLDERS: Final = "PM_FOLDERS_VIEW"
ALL_CASES: Final = "PM_ALLCASES"
SETUP: Final = "PM_SETUP"
SILVIA_HAS: Final = frozenset({PEOPLE, ALL_CASES})
"""Admin has all of them, wendy none."""

# address, the permission without which it is refused; "" where everybody may
PAGES: Final = {
    "/accounts/preferences/": "",
    "/accounts/preferences/server-language/": "",
    "/cases/columns/": "",
    "/cases/inbox/columns/": "",
    "/people/": PEOPLE,
    "/people/new/": PEOPLE,
    "/people/groups/": PEOPLE,
    "/people/groups/new/": PEOPLE,
    "/people/groups/{group}/": PEOPLE,
    "/people/groups/{group}/change/": PEOPLE,
    "/people/groups/{group}/delete/": PEOPLE,
    "/people/departments/": PEOPLE,
    "/people/departments/new/": PEOPLE,
    "/people/departments/{department}/": PEOPLE,
    "/people/departments/{department}/change/": PEOPLE,
    "/people/departments/{department}/delete/": PEOPLE,
    "/people/roles/": PEOPLE,
    "/people/roles/{role}/": PEOPLE,
    "/people/{user}/": PEOPLE,
    "/people/{user}/change/": PEOPLE,
    "/people/{user}/delete/": PEOPLE,
    "/people/{user}/cases/": ALL_CASES,
    "/tables/": TABLES,
    "/tables/{table}/": TABLES,
    "/tables/{table}/rows.csv": TABLES,
    "/tables/{table}/import/": TABLES,
    "/folders/": FOLDERS,
    "/reports/": ALL_CASES,
    "/reports/{report}/": ALL_CASES,
    "/reports/{report}/rows.csv": ALL_CASES,
    "/reports/new/": SETUP,
    "/reports/{report}/change/": SETUP,
}


@pytest.fixture
def places(admin: Client) -> dict[str, object]:
    """One of everything that an address names."""
    seen = admin.get("/accounts/preferences/").wsgi_request
    client = seen.pm  # type: ignore[attr-defined]
    report = NamedReport.objects.create(
        server=seen.me.server_name,  # type: ignore[attr-defined]
        title="Late",
        name="number-overdue-by-user",
        created_by="Ada",
    )
    return {
        "user": next(one.uid for one in client.users.all() if one.username == "bob"),
        "group": client.groups.all()[0].uid,
        "department": client.departments.tree()[0].uid,
        "role": client.roles.all()[0].uid,
        "table": client.pm_tables.all()[0].uid,
        "report": report.pk,
    }


@pytest.mark.parametrize(
    ("username", "has"),
    [("admin", {PEOPLE, ALL_CASES, TABLES, FOLDERS, SETUP}), ("silvia", SILVIA_HAS), ("wendy", ())],
)
def test_each_screen_opens_or_names_what_the_role_lacks(
    sign_in: Callable[[str], Client], places: dict[str, object], username: str, has: set[str]
) -> None:
    browser = sign_in(username)
    for address, permission in PAGES.items():
        url = address.format(**places)
        answer = browser.get(url)
        if permission in ("", *has):
            assert answer.status_code == 200, (username, url)
        else:
            assert answer.status_code == 403, (username, url)
            assert permission in answer.content.decode(), (username, url)


@pytest.mark.parametrize("username", ["admin", "silvia", "wendy"])
def test_the_side_leads_to_what_the_role_may_see_and_to_nothing_else(
    sign_in: Callable[[str], Client], username: str
) -> None:
    browser = sign_in(username)
    browser.get("/cases/inbox/")
    html = browser.get("/cases/inbox/").content.decode()
    side = html[html.index('id="side"') : html.index("</header>")]
    for screen in OFFICE:
        may = browser.get(screen.url).status_code == 200
        assert (f'href="{screen.url}"' in side) is may, (username, screen.name)


def test_each_place_has_a_key_of_its_own() -> None:
    keys = [one.key for one in SCREENS] + [one.key for one in OFFICE] + [JOBS_KEY]
    assert sorted(set(keys)) == sorted(keys)


@pytest.fixture
def without_plug_in(sandbox: SandboxProcess) -> Iterator[None]:
    sandbox.reset(profile="3.8")
    yield
    sandbox.reset()


@pytest.mark.parametrize("url", ["/folders/", "/reports/", "/people/{user}/cases/"])
def test_without_the_plug_in_the_screen_says_so(
    without_plug_in: None, admin: Client, places: dict[str, object], url: str
) -> None:
    assert "extraRest plug-in" in admin.get(url.format(**places)).content.decode()
