"""The case beside its list: opening, walking on, the address, keys, and what stays where it was."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def fresh(sandbox):
    """Fewer cases than fill a page would leave nothing to walk through."""
    sandbox.reset()


def open_list(page, path="/cases/search/?size=10"):
    page.goto(path)
    page.wait_for_load_state("networkidle")


def rows(page):
    return page.locator("#case-table tbody tr")


def case_in_pane(page):
    return page.locator("#pane[data-case]").get_attribute("data-case")


def shows(page, number):
    """Waits until the pane shows the row, counted from 0."""
    expect(rows(page).nth(number)).to_have_attribute("aria-current", "true")
    uid = rows(page).nth(number).get_attribute("data-case")
    expect(page.locator(f'#pane[data-case="{uid}"]')).to_be_visible()


def test_a_row_opens_beside_the_list_and_back_closes_it(browser_page):
    page = browser_page("silvia")
    open_list(page)
    rows(page).nth(2).locator("a.case").click()
    shows(page, 2)
    expect(page).to_have_url(re.compile(r"/cases/search/\?size=10&case=[0-9a-f]{32}\.\d+$"))
    rows(page).nth(4).locator("a.case").click()
    shows(page, 4)
    page.reload()
    shows(page, 4)
    page.go_back()
    expect(page.locator("#beside")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"size=10$"))


def test_a_second_press_opens_the_page(browser_page):
    page = browser_page("silvia")
    open_list(page)
    row = rows(page).nth(1)
    uid = row.get_attribute("data-case")
    row.locator("a.case").press("Enter")
    shows(page, 1)
    row.locator("a.case").press("Enter")
    expect(page).to_have_url(re.compile(f"/cases/{uid}/"))


def test_narrow_screens_and_modified_clicks_open_the_page(browser_page):
    page = browser_page("silvia", width=1200)
    open_list(page)
    rows(page).nth(0).locator("a.case").click()
    expect(page.locator("#case")).to_be_visible()
    page = browser_page("silvia")
    open_list(page)
    with page.context.expect_page() as opened:
        rows(page).nth(0).locator("a.case").click(modifiers=["Control"])
    expect(opened.value.locator("#case")).to_be_visible()
    expect(page.locator("#beside")).to_be_hidden()


def test_previous_and_next_walk_beyond_the_page(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/reassign/?size=10")
    rows(page).nth(8).locator("a.case").click()
    shows(page, 8)
    place = page.locator("#pane-place")
    expect(place).to_have_text(re.compile(r"^9 of \d+$"))
    following = page.get_by_role("button", name="Next case")
    following.click()
    shows(page, 9)
    following.click()
    expect(page).to_have_url(re.compile("page=2"))
    shows(page, 0)
    expect(place).to_have_text(re.compile(r"^11 of"))
    page.get_by_role("button", name="Previous case").click()
    expect(place).to_have_text(re.compile(r"^10 of"))
    shows(page, 9)


def test_the_first_case_has_no_previous_one(browser_page):
    page = browser_page("silvia")
    open_list(page)
    rows(page).nth(0).locator("a.case").click()
    shows(page, 0)
    expect(page.get_by_role("button", name="Previous case")).to_have_attribute(
        "aria-disabled", "true"
    )


def test_keys_move_with_the_pane_and_escape_closes_it(browser_page):
    page = browser_page("silvia")
    open_list(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    shows(page, 0)
    page.keyboard.press("j")
    shows(page, 1)
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("k")
    shows(page, 0)
    page.keyboard.press("Escape")
    expect(page.locator("#beside")).to_be_hidden()
    expect(rows(page).nth(0).locator("a.case")).to_be_focused()
    expect(page).to_have_url(re.compile(r"size=10$"))


def test_the_open_case_stays_when_the_list_is_sorted(browser_page):
    page = browser_page("silvia")
    open_list(page)
    rows(page).nth(3).locator("a.case").click()
    shows(page, 3)
    uid = case_in_pane(page)
    page.get_by_role("link", name="Title").click()
    expect(page.locator("th.c-title")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#pane")).to_have_attribute("data-case", uid)
    expect(page).to_have_url(re.compile(f"sort=title.*case={uid}"))


def test_scroll_and_selection_of_the_list_stay(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/search/?size=50")
    rows(page).nth(30).locator("a.case").click()
    shows(page, 30)
    there = page.evaluate("scrollY")
    page.get_by_role("button", name="Next case").dispatch_event("click")
    shows(page, 31)
    assert abs(page.evaluate("scrollY") - there) < 60


def test_data_documents_notes_and_history_are_read_in_the_pane(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/review/")
    rows(page).nth(0).locator("a.case").click()
    shows(page, 0)
    address = page.url
    for name in ("Data", "Documents", "Notes", "History"):
        page.locator("#pane").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("group", name=name)).to_be_visible()
    expect(page).to_have_url(address)
    page.get_by_role("button", name="Next case").dispatch_event("click")
    shows(page, 1)
    expect(page.get_by_role("group", name="History")).to_be_visible()


def test_a_note_is_added_beside_the_list(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/review/")
    rows(page).nth(0).locator("a.case").click()
    shows(page, 0)
    page.locator("#pane").get_by_role("button", name="Add note").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Who has time for this one?")
    page.get_by_role("dialog").get_by_role("button", name="Add note").click()
    expect(page.locator("#toasts")).to_contain_text("note")
    expect(page.locator("#dialog dialog")).to_be_hidden()
    page.locator("#pane").get_by_role("link", name="Notes", exact=True).click()
    expect(page.locator("#pane-tab")).to_contain_text("Who has time for this one?")


def test_what_cannot_be_opened_is_told_in_the_pane(browser_page):
    page = browser_page("wendy")
    open_list(page, "/cases/unassigned/")
    rows(page).nth(0).locator("a.case").click()
    expect(page.locator("#pane")).to_contain_text("Nobody has claimed this case yet")
    expect(page.get_by_role("button", name="Next case")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pane_has_no_accessibility_violations(browser_page, scheme):
    page = browser_page("silvia")
    page.emulate_media(color_scheme=scheme)
    open_list(page, "/cases/search/")
    rows(page).nth(2).locator("a.case").click()
    shows(page, 2)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
