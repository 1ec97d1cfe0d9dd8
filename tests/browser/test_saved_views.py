"""Saved views in a real browser: save from the list, open from the navigation, delete and undo."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def open_list(page, path):
    page.goto(path)
    page.wait_for_load_state("networkidle")


def save(page, name):
    page.get_by_role("link", name="Views").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Save view").click()
    expect(page).to_have_url(re.compile(r"view=\d+$"))


def test_a_view_is_saved_opened_and_deleted_with_undo(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/search/?status=COMPLETED&sort=title")
    save(page, "Finished")
    expect(page.locator("#toasts")).to_contain_text("View saved: Finished")
    expect(page.get_by_role("heading", name="Finished")).to_be_visible()
    link = page.locator("#side").get_by_role("link", name="Finished")
    expect(link).to_have_attribute("aria-current", "page")
    expect(link.locator(".n")).to_have_text(re.compile(r"^\d+$"))
    page.get_by_role("link", name="Views").click()
    page.get_by_role("link", name="Change Finished").click()
    page.get_by_role("button", name="Delete view").click()
    expect(page).to_have_url(re.compile(r"/cases/search/$"))
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#side").get_by_role("link", name="Finished")).to_be_visible()


def test_a_name_that_is_taken_is_said_in_the_dialog(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/inbox/?due=late")
    save(page, "Mine")
    page.get_by_role("link", name="Views").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Mine")
    dialog.get_by_role("button", name="Save view").click()
    expect(dialog).to_contain_text("You have a view of this name already")
    expect(dialog.get_by_label("Name")).to_have_value("Mine")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_dialogs_of_views_have_no_accessibility_violations(browser_page, scheme, width):
    page = browser_page("silvia", width=width)
    page.emulate_media(color_scheme=scheme)
    open_list(page, "/cases/inbox/?due=late")
    save(page, "Late ones")
    page.get_by_role("link", name="Views").click()
    for following in ("Change Late ones", ""):
        expect(page.get_by_role("dialog")).to_be_visible()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        if following:
            page.get_by_role("link", name=following).click()
            expect(page.get_by_role("button", name="Delete view")).to_be_visible()
