"""Preferences in a real browser: what is chosen stays, also after signing out."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import forget_everything
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Page]
NOTICES = """
window.heard = [];
window.Notification = class extends EventTarget {
  static permission = "granted";
  static requestPermission() { return Promise.resolve(window.answer ?? "granted"); }
  constructor(title, { body }) { super(); window.heard.push(body); }
};
"""
LOOK_AWAY = "Object.defineProperty(document, 'hidden', { get: () => window.away === true })"


@pytest.fixture(autouse=True)
def fresh(sandbox: SandboxProcess) -> Iterator[None]:
    sandbox.reset()
    yield
    sandbox.reset()


def test_what_is_chosen_survives_signing_out(browser_page: OpenPage) -> None:
    page = browser_page("wendy")
    page.goto("/accounts/preferences/")
    page.get_by_text("Dark", exact=True).click()
    page.get_by_label("Dates").select_option("Y-m-d")
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_label("Tell me when a bulk job of mine has ended").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Preferences saved")).to_be_visible()
    page.get_by_role("button", name="Wendy").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/log**")
    again = browser_page("wendy")
    again.goto("/accounts/preferences/")
    expect(again.locator("html")).to_have_attribute("data-theme", "dark")
    expect(again.get_by_label("Dates")).to_have_value("Y-m-d")
    expect(again.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    expect(again.get_by_label("Tell me when a bulk job of mine has ended")).not_to_be_checked()


def test_columns_leave_and_come_back_at_the_list(browser_page: OpenPage) -> None:
    page = browser_page("wendy")
    page.goto("/cases/inbox/?sort=title")
    page.locator("#choose-columns").click()
    page.get_by_label("Process").uncheck()
    page.get_by_role("button", name="Save columns").click()
    expect(page.get_by_text("Columns saved")).to_be_visible()
    expect(page.locator("th.c-proc")).to_be_hidden()
    expect(page.locator("td.c-proc").first).to_be_hidden()
    expect(page.locator("td.c-task").first).to_be_visible()
    expect(page).to_have_url("/cases/inbox/?sort=title")


def test_without_scripts_columns_are_chosen_on_a_page(browser_page: OpenPage) -> None:
    page = browser_page("wendy", scripts=False)
    page.goto("/cases/inbox/")
    page.locator("#choose-columns").click()
    page.get_by_label("Due").uncheck()
    page.get_by_role("button", name="Save columns").click()
    expect(page.locator("th.c-due")).to_be_hidden()
    expect(page.locator("th.c-title")).to_be_visible()


def test_cases_that_come_meanwhile_are_counted_in_the_title(
    browser_page: OpenPage, office: Office
) -> None:
    page = browser_page("wendy")
    page.add_init_script(LOOK_AWAY)
    page.clock.install()
    page.goto("/cases/draft/")
    expect(page.locator("#count-inbox")).not_to_be_empty()
    page.evaluate("window.away = true; document.dispatchEvent(new Event('visibilitychange'))")
    office.ready_purchase()
    forget_everything()
    page.clock.fast_forward(130_000)
    expect(page).to_have_title("(1) Draft · pmdash")
    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page).to_have_title("Draft · pmdash")


def test_the_browser_tells_it_too_where_that_was_chosen(
    browser_page: OpenPage, office: Office
) -> None:
    page = browser_page("wendy")
    page.add_init_script(LOOK_AWAY)
    page.add_init_script(NOTICES)
    page.clock.install()
    page.goto("/accounts/preferences/")
    page.get_by_label("Let the browser tell me of both").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Preferences saved")).to_be_visible()
    expect(page.locator("#count-inbox")).not_to_be_empty()
    page.evaluate("window.away = true; document.dispatchEvent(new Event('visibilitychange'))")
    office.ready_purchase()
    forget_everything()
    page.clock.fast_forward(130_000)
    expect(page).to_have_title("(1) Preferences · pmdash")
    page.wait_for_function("window.heard.length")
    assert page.evaluate("window.heard") == ["1 new case"]


def test_a_browser_that_blocks_notices_is_said_at_the_choice(browser_page: OpenPage) -> None:
    page = browser_page("wendy")
    page.add_init_script(NOTICES)
    page.goto("/accounts/preferences/")
    page.evaluate("window.answer = 'denied'")
    page.get_by_label("Let the browser tell me of both").check()
    expect(page.locator("#browser-notices")).to_contain_text("This browser blocks notices")
