"""From one workspace to the other and back, in a browser."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_sign_in import sign_in
from tests.support.workspaces import Sales

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def switch(page: Page, name: str) -> None:
    page.get_by_role("button", name="Workspace:").click()
    page.get_by_role("button", name=f"Switch to {name}").click()


def test_one_switches_and_comes_back_without_signing_in_again(
    browser_page: Callable[..., Page], sales: Sales
) -> None:
    page = browser_page("wendy")
    page.goto("/cases/inbox/")
    expect(page.locator("#case-table tbody tr").nth(1)).to_be_visible()
    switch(page, "sales")
    expect(page.get_by_role("link", name="sales")).to_have_attribute("aria-current", "true")
    sign_in(page, "bob")
    expect(page.get_by_role("button", name="Workspace:")).to_contain_text("sales")
    expect(page.locator("#case-table tbody tr")).to_have_count(0)
    switch(page, "workflow")
    expect(page.get_by_text("You are in workflow.")).to_be_visible()
    expect(page.get_by_role("button", name="Workspace:")).to_contain_text("workflow")
    expect(page.locator("#case-table tbody tr").nth(1)).to_be_visible()


def test_a_tab_of_the_other_workspace_loads_anew_and_writes_nothing(
    browser_page: Callable[..., Page], sales: Sales
) -> None:
    old = browser_page("wendy")
    old.goto("/cases/inbox/")
    switch(old, "sales")
    sign_in(old, "wendy")
    old.wait_for_url("**/cases/inbox/")
    tab = old.context.new_page()
    tab.goto("/cases/inbox/")
    switch(tab, "workflow")
    expect(tab.get_by_role("button", name="Workspace:")).to_contain_text("workflow")
    # A part of the list is asked for: what comes is the whole page of the workspace in use.
    old.locator("#case-search, input[name=q]").first.fill("a")
    old.keyboard.press("Enter")
    expect(old.get_by_role("button", name="Workspace:")).to_contain_text("workflow")


def test_the_menu_on_a_phone(browser_page: Callable[..., Page], sales: Sales) -> None:
    page = browser_page("wendy", width=360)
    page.goto("/cases/inbox/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Workspace:").click()
    expect(page.get_by_role("button", name="Switch to sales")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Switch to sales").click()
    expect(page.get_by_role("button", name="Go on in workflow")).to_be_visible()
    assert Axe().run(page).violations_count == 0
