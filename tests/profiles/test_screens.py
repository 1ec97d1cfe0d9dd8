"""Every screen on every kind of server: it works, or it says what is missing and who can help."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.lists.screens import SCREENS
from cases.views.case import TABS
from processmaker.case_lists import CaseList
from tests.conftest import SignIn, forget_everything
from tests.support.oauth_pages import back_from_processmaker
from tests.support.sandbox import SandboxProcess

RELEASES = ("3.2", "3.2+extrarest", "3.4", "3.4+extrarest", "3.8", "3.8+extrarest")
SETTINGS = (
    "3.2+display_errors+output_buffering",
    "3.8+display_errors",
    "3.8+extrarest+notices+output_buffering",
    "3.8+extrarest+utc",
)
PEOPLE = ("wendy", "silvia", "admin")
PLACES = [(profile, person) for profile in RELEASES for person in PEOPLE]
PLACES += [(profile, "silvia") for profile in SETTINGS]
OPENED_FROM = (CaseList.INBOX, CaseList.UNASSIGNED, CaseList.SEARCH)
OWN = (CaseList.INBOX, CaseList.DRAFT, CaseList.PARTICIPATED, CaseList.UNASSIGNED, CaseList.PAUSED)
MISSING = "This server does not have this list"
CASES = 40
METHOD_NOT_ALLOWED = 405
NEEDS_MORE = {"callback", "cancel", "login", "logout"}
"""Addresses that mean something only on the way in or out."""


@pytest.fixture
def begin(sandbox: SandboxProcess) -> Iterator[Callable[[str], None]]:
    """Turns the sandbox into a server of another kind, with cases of its own."""

    def begin(profile: str) -> None:
        sandbox.reset(cases=CASES, profile=profile)
        forget_everything()

    yield begin
    sandbox.reset()


def plain_addresses(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Every named address without parameters."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from plain_addresses(pattern, inner)
        elif _is_plain(pattern):
            yield reverse(f"{namespace}{pattern.name}")


def _is_plain(pattern: URLPattern) -> bool:
    named = bool(pattern.name) and pattern.name not in NEEDS_MORE
    return named and not pattern.pattern.converters and not pattern.pattern.regex.groups


def list_addresses() -> Iterator[str]:
    for screen in SCREENS:
        yield screen.url
        yield f"{screen.url}filters/"


def rows_of(client: Client, name: CaseList) -> list[tuple[str, str]]:
    """Case and index of every row that the list shows."""
    page = client.get(reverse("cases:list", kwargs={"name": name})).content.decode()
    return re.findall(r'data-case="(\w+)" data-del-index="(\d+)"', page)


def case_addresses(client: Client) -> Iterator[str]:
    """The first case of some lists: its page and all of its tabs."""
    for name in OPENED_FROM:
        for app_uid, del_index in rows_of(client, name)[:1]:
            place = {"app_uid": app_uid, "del_index": int(del_index)}
            yield reverse("cases:case-at", kwargs=place)
            for tab in TABS:
                yield reverse("cases:case-at-tab", kwargs={**place, "tab": tab})


def fault_of(client: Client, address: str) -> str:
    """What is wrong with the answer to a screen; "" = it works or says why not."""
    answer = client.get(address)
    page = answer.content.decode(errors="replace") if not answer.streaming else ""
    explained = 'role="alert"' in page or 'id="case-body"' in page
    if answer.status_code in (200, 302, METHOD_NOT_ALLOWED):
        return f"an error in it: {_alert(page)}" if 'role="alert"' in page else ""
    if answer.status_code == 403 and explained:
        return ""
    return f"status {answer.status_code} {_alert(page)}"


def _alert(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page.partition('role="alert"')[2][:900])
    return " ".join(text.split())[:160]


def navigation_of(client: Client) -> list[str]:
    page = client.get("/cases/inbox/").content.decode()
    return re.findall(r'class="nav-i" href="([^"]+)"', page)


@pytest.mark.parametrize(("profile", "person"), PLACES)
def test_every_screen_works_or_explains(
    begin: Callable[[str], None], sign_in: SignIn, profile: str, person: str
) -> None:
    begin(profile)
    client = sign_in(person)
    client.raise_request_exception = False
    wanted = {*plain_addresses(get_resolver()), *list_addresses(), *case_addresses(client)}
    assert len(wanted) > 25
    faults = {address: fault_of(client, address) for address in sorted(wanted)}
    assert {address: fault for address, fault in faults.items() if fault} == {}
    for address in navigation_of(client):
        page = client.get(address)
        assert (address, page.status_code) == (address, 200)
        assert MISSING not in page.content.decode()


@pytest.mark.parametrize(
    ("profile", "missing"),
    [("3.2", {"review", "reassign"}), ("3.8", {"reassign"}), ("3.2+extrarest", set())],
)
def test_a_list_that_the_server_lacks_is_explained_and_not_offered(
    begin: Callable[[str], None], sign_in: SignIn, profile: str, missing: set[str]
) -> None:
    begin(profile)
    silvia = sign_in("silvia")
    offered = navigation_of(silvia)
    for name in ("review", "reassign"):
        page = silvia.get(f"/cases/{name}/").content.decode()
        assert (f"/cases/{name}/" in offered) == (name not in missing)
        assert (MISSING in page) == (name in missing)
        assert ("extraRest plug-in, which an administrator can install" in page) == (
            name in missing
        )


@pytest.mark.parametrize("profile", [*RELEASES, *SETTINGS])
def test_the_same_work_is_listed_by_every_kind_of_server(
    begin: Callable[[str], None], sign_in: SignIn, profile: str
) -> None:
    """A list that is empty because something failed would show here."""
    begin("3.8+extrarest")
    expected = [len(rows_of(sign_in("wendy"), name)) for name in OWN]
    assert min(expected) > 0
    begin(profile)
    assert [len(rows_of(sign_in("wendy"), name)) for name in OWN] == expected


@pytest.mark.parametrize("profile", RELEASES)
def test_the_counters_say_what_the_lists_show(
    begin: Callable[[str], None], sign_in: SignIn, profile: str
) -> None:
    begin(profile)
    for person in ("wendy", "silvia"):
        client = sign_in(person)
        page = client.get("/cases/counters/").content.decode()
        counts = dict(re.findall(r'data-count="(\w+)"[^>]*>(\d+)', page))
        assert {"inbox", "draft", "unassigned", "paused"} <= counts.keys()
        shown = {name: str(len(rows_of(client, CaseList(name)))) for name in counts}
        assert shown == counts


@pytest.mark.parametrize(("profile", "explained"), [("3.8", True), ("3.8+extrarest", False)])
def test_who_may_see_all_cases_reads_what_opens_them(
    begin: Callable[[str], None], sign_in: SignIn, profile: str, explained: bool
) -> None:
    begin(profile)
    admin = sign_in("admin")
    page = admin.get(next(case_addresses(admin))).content.decode()
    assert ("only through the extraRest plug-in" in page) is explained


def test_signing_in_on_the_oldest_server_leads_to_a_case(
    begin: Callable[[str], None], db: None
) -> None:
    begin("3.2")
    browser = Client()
    away = browser.post("/accounts/login/")
    back = back_from_processmaker(away["Location"], "wendy")
    assert browser.get(back).status_code == 302
    app_uid, del_index = rows_of(browser, CaseList.INBOX)[0]
    assert browser.get(f"/cases/{app_uid}/{del_index}/").status_code == 200
