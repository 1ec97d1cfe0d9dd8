"""Lists in a real browser: paging, order, Back, keys, focus, tabs, phones, accessibility."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def open_list(page, path):
    page.goto(path)
    page.wait_for_load_state("networkidle")


def first_case(page):
    return page.locator("#case-table tbody tr").first.get_attribute("data-case")


def expect_completed(page):
    """Wait until the rows are those of the filter."""
    expect(page.locator("td.c-st").filter(has_not_text="Completed")).to_have_count(0)
    expect(page.locator("td.c-st").first).to_be_visible()


def test_the_next_page_is_one_request_and_back_returns(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/search/?size=10")
    first = first_case(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator(".pager")).to_contain_text("11–20")
    assert len([url for url in asked if not url.endswith("/cases/counters/")]) == 1
    expect(page.locator("#page-next")).to_be_focused()
    page.go_back()
    expect(page.locator(".pager")).to_contain_text("1–10")
    assert first_case(page) == first
    expect(page.locator("#side")).to_have_count(1)
    page.reload()
    assert first_case(page) == first


def test_headings_sort_and_keep_the_focus(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/search/")
    for word in ("ascending", "descending"):
        page.get_by_role("link", name="Title", exact=True).click()
        expect(page.locator("th.c-title")).to_have_attribute("aria-sort", word)
        expect(page.locator("#by-title")).to_be_focused()


def test_a_click_with_control_opens_a_tab(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/search/?size=10")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Next page").click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile("page=2"))
    expect(page).not_to_have_url(re.compile("page=2"))


def test_keys_move_search_open_help_and_change_the_list(browser_page):
    page = browser_page("wendy")
    open_list(page, "/cases/inbox/")
    links = page.locator("a.case")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Next and previous row")
    page.keyboard.press("Escape")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jjgu")
    expect(page.locator("#q")).to_have_value("jjgu")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=jjgu"))
    expect(page.locator(".empty")).to_contain_text("No case matches")
    page.get_by_role("link", name="Clear filters").focus()
    page.keyboard.press("g")
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("/cases/unassigned/"))


def test_filters_are_chosen_in_a_dialog_and_taken_away_by_their_chip(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/search/")
    page.get_by_role("link", name="Filter", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Status").select_option("COMPLETED")
    dialog.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"\?status=COMPLETED$"))
    expect_completed(page)
    page.get_by_role("link", name="Remove filter").click()
    expect(page).to_have_url(re.compile(r"/cases/search/\??$"))


def test_figures_arrive_after_the_page_without_moving_anything(browser_page):
    page = browser_page("wendy")
    open_list(page, "/cases/inbox/")
    expect(page.locator("#count-inbox")).to_have_text(re.compile(r"^\d+$"))
    shifted = page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            const watch = new PerformanceObserver(list => {
              for (const entry of list.getEntries()) sum += entry.value;
            });
            watch.observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(sum), 300);
        })"""
    )
    assert shifted < 0.001


def test_without_scripts_lists_work(browser_page):
    page = browser_page("silvia", scripts=False)
    page.goto("/cases/search/?size=10")
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".pager")).to_contain_text("11–20")
    page.get_by_role("link", name="Filter", exact=True).click()
    page.get_by_label("Status").select_option("COMPLETED")
    page.get_by_role("button", name="Show").click()
    expect_completed(page)


def test_a_lost_connection_is_told_and_the_rows_stay(browser_page):
    page = browser_page("silvia")
    open_list(page, "/cases/search/?size=10")
    page.context.set_offline(True)
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("#toasts")).to_contain_text("pmdash cannot be reached")
    expect(page.locator("#case-table tbody tr")).to_have_count(10)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_longest_title_stands_whole_on_one_line(browser_page, width):
    page = browser_page("wendy", width=width)
    open_list(page, "/cases/participated/")

    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Participated")
    assert title.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert title.evaluate("e => e.offsetHeight < 2 * parseFloat(getComputedStyle(e).fontSize)")


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280, 1440, 2560])
def test_no_width_scrolls_sideways(browser_page, width):
    page = browser_page("silvia", width=width)
    for name in ("inbox", "search", "review"):
        open_list(page, f"/cases/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_phones_the_menu_is_a_drawer(browser_page):
    page = browser_page("silvia", width=360)
    open_list(page, "/cases/inbox/")
    expect(page.locator("#side")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.locator("#side").get_by_role("link", name="Review").click()
    expect(page.get_by_role("heading", name="Review")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_lists_have_no_accessibility_violations(browser_page, scheme, width):
    page = browser_page("silvia", width=width)
    page.emulate_media(color_scheme=scheme)
    paths = (
        "inbox/",
        "search/?status=ODD&q=e&sort=priority",
        "review/",
        "inbox/?q=zzzz",
        "paused/",
    )
    for path in paths:
        open_list(page, f"/cases/{path}")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs_and_menus_have_no_accessibility_violations(browser_page, scheme):
    page = browser_page("silvia")
    page.emulate_media(color_scheme=scheme)
    open_list(page, "/cases/search/")
    for open_it in ("#add-filter", "[popovertarget=workspace-menu]", "[popovertarget=user-menu]"):
        page.locator(open_it).click()
        expect(page.locator("dialog[open], :popover-open")).to_be_visible()
        results = Axe().run(page)
        assert results.violations_count == 0, f"{open_it}\n{results.generate_report()}"
        page.keyboard.press("Escape")
