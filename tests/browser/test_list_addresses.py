"""The address is the state of a list: columns, filters, segments, sizes, Back, reload, share."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

COLUMNS = {
    "Case": "number",
    "Title": "title",
    "Task": "task",
    "Status": "status",
    "Person": "user",
    "Due": "due",
    "Updated": "updated",
}


def state(page: Page) -> tuple[str, list[str]]:
    """Address, and cases in their order."""
    rows = page.locator("#case-table tbody tr")
    return page.url.partition("?")[2], rows.evaluate_all("all => all.map(r => r.dataset.case)")


def expect_state(page: Page, wanted: tuple[str, list[str]]) -> None:
    """Wait until the page is at this address and every row of it is there."""
    address, uids = wanted
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))
    rows = page.locator("#case-table tbody tr")
    expect(rows).to_have_count(len(uids))
    for place, uid in enumerate(uids):
        expect(rows.nth(place)).to_have_attribute("data-case", uid)


def test_every_column_sorts_and_back_forward_reload_and_share_bring_it_back(browser_page):
    page = browser_page("silvia")
    page.goto("/cases/search/?size=10")
    seen = [state(page)]
    for label, sort in COLUMNS.items():
        heading = page.locator("#case-table thead").get_by_role("link", name=label)
        heading.click()
        expect(page).to_have_url(re.compile(f"sort={sort}&|sort={sort}$"))
        marked = page.locator("th[aria-sort]")
        expect(marked).to_have_count(1)
        expect(marked).to_contain_text(label)
        seen.append(state(page))
    assert len({tuple(cases) for _, cases in seen}) > 4
    for before in reversed(seen[:-1]):
        page.go_back()
        expect_state(page, before)
    page.go_forward()
    expect_state(page, seen[1])
    page.reload()
    expect_state(page, seen[1])
    other = browser_page("silvia")
    other.goto(page.url)
    expect_state(other, seen[1])


def test_each_filter_of_the_dialog_goes_to_the_address_and_back_to_the_dialog(browser_page):
    page = browser_page("silvia")
    for label, name, index in (
        ("Process", "process", 1),
        ("Person", "user", 1),
        ("Status", "status", 2),
        ("Due", "due", 4),
        ("Read", "read", 1),
        ("Order", "sort", 2),
        ("Rows on a page", "size", 1),
    ):
        page.goto("/cases/search/")
        page.get_by_role("link", name="Filter", exact=True).click()
        field = page.get_by_role("dialog").get_by_label(label, exact=True)
        field.select_option(index=index)
        chosen = field.input_value()
        page.get_by_role("button", name="Show").click()
        expect(page).to_have_url(re.compile(rf"\?{name}={chosen}$"))
        page.get_by_role("link", name="Filter", exact=True).click()
        expect(page.get_by_role("dialog").get_by_label(label, exact=True)).to_have_value(chosen)
    expect(page.locator("#case-table tbody tr")).to_have_count(10)


def test_days_are_chosen_and_shown_as_chips(browser_page):
    page = browser_page("silvia")
    page.goto("/cases/search/filters/")
    page.get_by_label("Received from").fill("2020-01-01")
    page.get_by_label("Received until").fill("2021-12-31")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"from=2020-01-01&to=2021-12-31$"))
    expect(page.locator(".chip")).to_have_count(2)
    page.locator(".chip").first.click()
    expect(page).to_have_url(re.compile(r"\?to=2021-12-31$"))


def test_segments_and_figures_agree(browser_page):
    page = browser_page("wendy")
    page.goto("/cases/inbox/?size=100")
    for name in ("late", "risk", "today", "unread", "all"):
        link = page.locator(f"#quick-{name}")
        figure = int(link.locator(".n").inner_text())
        link.click()
        expect(page.locator(f"#quick-{name}")).to_have_attribute("aria-current", "true")
        rows = page.locator("#case-table tbody tr")
        expect(rows).to_have_count(figure)
        expect(page.locator(f"#quick-{name}")).to_be_focused()


def test_a_case_opens_by_enter_and_back_returns_to_the_same_page(browser_page):
    page = browser_page("silvia", width=1024)
    page.goto("/cases/search/?size=10&page=2")
    before = state(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#case")).to_be_visible()
    expect(page).to_have_url(re.compile(before[1][1]))
    page.go_back()
    expect_state(page, before)
