"""What every screen owes: nothing blocked, nothing sideways, no violation of axe, no shift."""

import re
import socket
import time
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.byte_server import serving

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1440, 2560)
SHIFT = """() => new Promise(done => {
    let sum = 0;
    const watch = new PerformanceObserver(list => {
      for (const entry of list.getEntries()) sum += entry.value;
    });
    watch.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 300);
})"""
LEFT_OF_TABS = """() => [...document.querySelectorAll(".tabbar > *")]
    .map(tab => Math.round(tab.getBoundingClientRect().left))"""
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"

MOVING = """[...document.querySelectorAll("*")]
    .filter(one => getComputedStyle(one).transitionDuration !== "0s").length"""


@pytest.fixture
def cases(office):
    """A case in each state that has a look of its own."""
    return {
        "split": office.split_purchase(),
        "unclaimed": office.unclaimed_leave(),
        "completed": office.completed_leave(),
        "cancelled": office.cancelled_leave(),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_are_whole_and_accessible(browser_page, cases, sandbox, scheme):
    people = {name: browser_page(name) for name in ("silvia", "wendy")}
    screens = (
        ("silvia", "/cases/draft/"),
        ("silvia", "/cases/participated/"),
        ("silvia", "/cases/unassigned/"),
        ("silvia", "/cases/reassign/"),
        ("silvia", "/cases/search/filters/?status=COMPLETED"),
        ("wendy", "/cases/review/"),
        ("wendy", f"/cases/{'0' * 32}/"),
        ("wendy", f"/cases/{cases['unclaimed']}/"),
        ("wendy", f"/cases/{cases['split']}/history/"),
        ("wendy", f"/cases/{cases['completed']}/history/"),
        ("silvia", f"/cases/{cases['cancelled']}/data/"),
    )
    for name, path in screens:
        inspect(people[name], path, scheme)
    sandbox.fault("error_500_null", path="/api/*")
    for path in ("/cases/inbox/?q=a", "/cases/draft/", f"/cases/{cases['split']}/data/"):
        inspect(people["wendy"], path, scheme)
    sandbox.clear_faults()
    sandbox.fault("error_500_null", path="/cases/*/notes/paged")
    inspect(people["wendy"], f"/cases/{cases['split']}/notes/", scheme)


def inspect(page, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
    for width in WIDTHS if scheme == "light" else ():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, f"{path} at {width}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_over_a_screen_is_accessible(browser_page, scheme):
    page = browser_page("silvia")
    page.emulate_media(color_scheme=scheme)
    page.goto("/cases/inbox/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 360, "height": 800})
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#side")).to_be_visible()
    assert Axe().run(page).violations_count == 0


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_once_it_is_drawn(browser_page, cases, width):
    page = browser_page("wendy", width=width)
    paths = ["/cases/inbox/", "/cases/participated/?size=10", "/accounts/preferences/"]
    paths += [
        f"/cases/{cases['split']}/{tab}/" for tab in ("data", "documents", "notes", "history")
    ]
    for path in paths:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHIFT) < 0.001, path


def test_counters_arrive_for_every_list_that_has_one(browser_page):
    page = browser_page("silvia")
    page.goto("/cases/search/")
    for name in ("inbox", "draft", "unassigned", "paused", "review"):
        expect(page.locator(f"#side [data-count={name}]")).to_have_text(re.compile(r"^\d+$"))


def test_who_wants_less_motion_gets_none(browser_page):
    page = browser_page("wendy")
    page.emulate_media(reduced_motion="reduce")
    page.goto("/cases/inbox/")
    page.get_by_role("link", name="Filter", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate(MOVING) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_theme_stands_in_the_first_html(browser_page, scheme):
    """No script draws it, so there is nothing that could flash."""
    page = browser_page("wendy", scripts=False)
    page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    page.goto("/accounts/preferences/")
    page.get_by_label(scheme.title()).check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("Preferences saved")
    page.goto("/cases/inbox/")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme
    page.goto("/accounts/preferences/")
    page.get_by_label("As the system").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("Preferences saved")


def test_tabs_of_a_phone_stand_still_while_the_page_arrives(browser_page):
    page = browser_page("wendy", width=360)
    page.goto("/cases/inbox/")
    whole = page.evaluate(LEFT_OF_TABS)
    page.locator(".tabbar > *").last.evaluate("tab => tab.remove()")
    assert page.evaluate(LEFT_OF_TABS) == whole[:-1]


def drip(html):
    """A script for a server that needs a second for its page."""

    def answer(connection, _request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n")
        connection.sendall(b"Connection: close\r\n\r\n")
        for start in range(0, len(html), len(html) // 25):
            connection.sendall(html[start : start + len(html) // 25])
            time.sleep(0.04)
        connection.shutdown(socket.SHUT_RDWR)

    return answer


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_the_page_arrives(browser_page, width):
    page = browser_page("wendy", width=width)
    html = page.request.get("/cases/inbox/").body()
    with serving(drip(html)) as server:
        page.route(
            lambda url: urlsplit(url).path == "/cases/inbox/",
            lambda route: route.continue_(url=f"{server.url}/"),
        )
        page.goto("/cases/inbox/")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHIFT) == 0
