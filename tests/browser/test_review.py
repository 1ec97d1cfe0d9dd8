"""The review in a real browser: marks filter the list in place, and the page stays readable."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def fresh(sandbox):
    sandbox.reset()


def open_review(page, query=""):
    page.goto(f"/cases/review/{query}")
    page.wait_for_load_state("networkidle")


def test_a_figure_filters_the_list_in_place_and_keeps_the_focus(browser_page):
    page = browser_page("silvia")
    open_review(page)
    late = page.locator("#figure-late")
    count = int(late.locator("b").inner_text())
    late.click()
    expect(page).to_have_url(re.compile(r"due=late$"))
    expect(page.locator("#figure-late")).to_have_attribute("aria-current", "true")
    expect(page.locator("#figure-late")).to_be_focused()
    expect(page.locator("#case-table tbody tr")).to_have_count(count)
    page.go_back()
    expect(page.locator("#figure-all")).to_have_attribute("aria-current", "true")


def test_a_mark_of_a_chart_filters_by_person_and_due_date(browser_page):
    page = browser_page("silvia")
    open_review(page)
    mark = page.locator("#cockpit .bars svg a").first
    person, words = mark.get_attribute("aria-label").split(": ")
    mark.dispatch_event("click")
    expect(page).to_have_url(re.compile(r"user=\w+"))
    rows = page.locator("#case-table tbody tr")
    expect(rows).to_have_count(int(words.split()[0]))
    expect(page.locator("td.c-who bdi").filter(has_not_text=person)).to_have_count(0)


def test_marks_are_links_without_scripts(browser_page):
    page = browser_page("silvia", scripts=False)
    page.goto("/cases/review/")
    count = int(page.locator("#figure-late b").inner_text())
    page.locator("#figure-late").click()
    expect(page).to_have_url(re.compile("due=late"))
    expect(page.locator("#case-table tbody tr")).to_have_count(count)


def test_cases_are_reviewed_one_after_another_from_a_mark(browser_page):
    page = browser_page("silvia")
    open_review(page, "?due=late")
    page.locator("a.case").first.click()
    expect(page.locator("#pane-place")).to_have_text(re.compile(r"^1 of \d+$"))
    page.locator("[data-pane=next]").dispatch_event("click")
    expect(page.locator("#pane-place")).to_have_text(re.compile(r"^2 of \d+$"))


def test_a_row_stays_where_it_is_when_its_case_opens_and_closes(browser_page):
    page = browser_page("silvia")
    open_review(page)
    row = page.locator("#case-table tbody tr").nth(12)
    row.locator("a.case").scroll_into_view_if_needed()
    there = row.bounding_box()["y"]
    row.locator("a.case").press("Enter")
    expect(page.locator("#pane[data-case]")).to_be_visible()
    assert abs(row.bounding_box()["y"] - there) < 2
    page.keyboard.press("Escape")
    expect(page.locator("#beside")).to_be_hidden()
    assert abs(row.bounding_box()["y"] - there) < 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_cockpit_has_no_accessibility_violations(browser_page, scheme, width):
    page = browser_page("silvia", width=width)
    page.emulate_media(color_scheme=scheme)
    open_review(page, "?due=late")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_unclaimed_case_is_given_to_somebody_from_the_pane(browser_page, sandbox):
    page = browser_page("silvia")
    open_review(page, "?user=none")
    row = page.locator("#case-table tbody tr").first
    uid = row.get_attribute("data-case")
    row.locator("a.case").click()
    pane = page.locator(f'#pane[data-case="{uid}"]')
    pane.get_by_role("button", name="More actions").click()
    page.locator("#more-actions").get_by_role("link", name="Claim for somebody").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="Claim for somebody").click()
    expect(page.locator("#toasts")).to_contain_text("Case")
    expect(page.locator(f'#case-table tr[data-case="{uid}"]')).to_have_count(0)
    assert any(write["case"] == uid for write in sandbox.ledger())


def open_first_late(page):
    """Open the first late case beside the list; its row and how many rows there are."""
    open_review(page, "?due=late")
    count = page.locator("#case-table tbody tr").count()
    first = page.locator("#case-table tbody tr").first
    uid, index = first.get_attribute("data-case"), first.get_attribute("data-del-index")
    first.locator("a.case").click()
    expect(page.locator(f'#pane[data-case="{uid}"]')).to_be_visible()
    return uid, index, count


def test_a_case_is_reassigned_beside_the_list(browser_page, sandbox):
    page = browser_page("silvia")
    uid, index, _ = open_first_late(page)
    page.locator("#pane").get_by_role("button", name="Reassign").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="Reassign").click()
    expect(page.locator("#toasts")).to_contain_text("Case")
    expect(page.locator("#dialog dialog")).to_be_hidden()
    given = page.locator(f'#case-table tr[data-case="{uid}"][data-del-index="{index}"]')
    expect(given).to_have_count(0)
    assert any(write["case"] == uid for write in sandbox.ledger())


def test_a_case_is_paused_beside_the_list(browser_page):
    page = browser_page("silvia")
    uid, _, count = open_first_late(page)
    page.locator("#pane").get_by_role("button", name="Pause").click()
    page.get_by_role("dialog").get_by_role("button", name="Pause").click()
    expect(page.locator("#case-table tbody tr")).to_have_count(count - 1)
    expect(page.locator("#pane[data-case]")).not_to_have_attribute("data-case", uid)
