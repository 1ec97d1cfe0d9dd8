"""Signing in and out in a real browser: the pages of ProcessMaker, two tabs, keyboard, axe."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.sandbox import SandboxProcess

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIGN_IN = "Sign in with ProcessMaker"


@pytest.fixture
def stranger(new_context: Callable[..., BrowserContext], sandbox: SandboxProcess) -> BrowserContext:
    """A browser in which nobody is signed in."""
    return new_context()


def sign_in(page: Page, username: str) -> None:
    """From our sign-in page through those of ProcessMaker."""
    page.get_by_role("button", name=SIGN_IN).click()
    page.get_by_label("User").fill(username)
    page.get_by_label("Password").fill("sandbox")
    page.get_by_role("button", name="Login").click()
    page.get_by_role("button", name="Accept").click()


def test_it_leads_back_to_the_page_that_was_asked_for(stranger: BrowserContext) -> None:
    page = stranger.new_page()
    page.goto("/accounts/preferences/")
    expect(page.get_by_role("status").first).to_contain_text("Sign in to open the page")
    expect(page.locator("#server-line")).to_contain_text("answers in")
    sign_in(page, "wendy")
    expect(page).to_have_url("/accounts/preferences/")
    expect(page.get_by_role("heading", name="Preferences")).to_be_visible()


def test_the_keyboard_is_enough(stranger: BrowserContext) -> None:
    page = stranger.new_page()
    page.goto("/accounts/login/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == SIGN_IN:
            break
    page.keyboard.press("Enter")
    expect(page.get_by_label("User")).to_be_focused()


def test_sign_out_in_one_tab_sends_the_other_to_sign_in(
    browser_page: Callable[..., Page],
) -> None:
    page = browser_page("wendy")
    page.goto("/cases/inbox/")
    other = page.context.new_page()
    other.goto("/accounts/preferences/")
    other.get_by_role("button", name="Wendy Marsh").click()
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("status").first).to_contain_text("You are signed out.")
    page.get_by_role("link", name="Participated").click()
    expect(page.get_by_role("button", name=SIGN_IN)).to_be_visible()
    expect(page.locator("table")).to_have_count(0)
    other.go_back()
    expect(other.get_by_role("button", name=SIGN_IN)).to_be_visible()
    sign_in(page, "wendy")
    expect(page.get_by_role("heading", name="Participated")).to_be_visible()


def test_a_part_asked_for_after_sign_out_leads_to_sign_in_and_back_to_the_whole(
    browser_page: Callable[..., Page],
) -> None:
    page = browser_page("wendy")
    page.goto("/cases/participated/?size=10")
    # Their answer brings the cookie once more.
    expect(page.locator("#count-inbox")).not_to_be_empty()
    page.context.clear_cookies()
    page.locator("thead").get_by_role("link", name="Title").click()
    expect(page.get_by_role("button", name=SIGN_IN)).to_be_visible()
    expect(page.locator("table")).to_have_count(0)
    sign_in(page, "wendy")
    expect(page).to_have_url(re.compile(r"/cases/participated/\?size=10$"))
    expect(page.locator("#case-table")).to_be_visible()


def test_without_scripts_one_signs_in_works_and_signs_out(
    new_context: Callable[..., BrowserContext], sandbox: SandboxProcess
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/cases/participated/?size=10")
    sign_in(page, "wendy")
    expect(page).to_have_url(re.compile(r"/cases/participated/\?size=10$"))
    page.locator("#case-table a.case").first.click()
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    page.get_by_role("button", name="Wendy Marsh").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status").first).to_contain_text("You are signed out.")


def test_preferences_change_the_page_at_once(browser_page: Callable[..., Page]) -> None:
    page = browser_page("wendy")
    page.goto("/accounts/preferences/")
    page.get_by_label("Dark").check(force=True)
    page.get_by_label("Compact").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-density", "compact")
    expect(page.locator("#toasts")).to_contain_text("Preferences saved")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser_page: Callable[..., Page], stranger: BrowserContext, scheme: str
) -> None:
    door, page = stranger.new_page(), browser_page("wendy")
    for shown, path in (
        (door, "/accounts/login/"),
        (door, "/accounts/callback/?state=foreign"),
        (page, "/accounts/preferences/"),
        (page, "/nowhere/"),
    ):
        shown.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        shown.goto(path)
        found = Axe().run(shown)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
