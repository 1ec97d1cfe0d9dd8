"""What changes elsewhere while a list is open: figures, rows, and nothing moves."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import forget_everything

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def fresh(sandbox):
    sandbox.reset()


# Each poll ends with a word about it, if only with the same as before.
COUNT_POLLS = """
window.polls = 0;
new MutationObserver(() => { window.polls += 1; }).observe(
  document.getElementById("live-state"), { subtree: true, attributes: true });
"""


def open_list(page, path="/cases/inbox/"):
    page.clock.install()
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate(COUNT_POLLS)


def later(page, seconds=34):
    """Time passes, and what was asked for is there."""
    forget_everything()
    before = page.evaluate("window.polls")
    page.clock.fast_forward(seconds * 1000)
    page.wait_for_function("before => window.polls > before", arg=before)


def figure(page, name):
    """What stands beside a list in the navigation, once it is there."""
    figure = page.locator(f"#count-{name}")
    expect(figure).to_have_text(re.compile(r"^\d+$"))
    return int(figure.inner_text())


def order(page):
    return [row.get_attribute("data-case") for row in page.locator("#case-table tbody tr").all()]


def test_figures_follow_and_new_rows_wait(browser_page, office):
    page = browser_page("wendy")
    open_list(page)
    before, count = order(page), figure(page, "draft")
    office.purchase()
    later(page)
    expect(page.locator("#count-draft")).to_have_text(str(count + 1))
    assert order(page) == before
    expect(page.locator("#live-state")).to_have_text("Live")


def test_new_cases_wait_behind_a_button(browser_page, office):
    page = browser_page("wendy")
    open_list(page, "/cases/draft/")
    before = order(page)
    uid = office.purchase()
    later(page)
    assert order(page) == before
    button = page.locator("#new-rows")
    expect(button).to_have_text("1 new case. Show it")
    button.click()
    expect(page.locator(f'#case-table tr[data-case="{uid}"]')).to_be_visible()
    expect(button).to_be_hidden()


def test_a_row_that_changed_is_marked_until_it_is_seen(browser_page, office):
    page = browser_page("wendy")
    open_list(page)
    row = page.locator("#case-table tbody tr").first
    uid, index = row.get_attribute("data-case"), row.get_attribute("data-del-index")
    before = order(page)
    page.evaluate(
        "document.querySelector('#case-table tbody .c-title a').textContent = 'Older title'"
    )
    row.locator(".c-sel input").check()
    later(page)
    same = page.locator(f'tr[data-case="{uid}"][data-del-index="{index}"]')
    expect(same).to_contain_class("changed")
    expect(same).not_to_contain_text("Older title")
    assert order(page) == before
    expect(same.locator(".c-sel input")).to_be_checked()
    same.locator("a.case").focus()
    expect(same).not_to_contain_class("changed")


def test_an_untouched_list_is_left_alone(browser_page):
    page = browser_page("wendy")
    open_list(page)
    page.locator("a.case").nth(1).focus()
    later(page)
    expect(page.locator("tr.changed")).to_have_count(0)
    expect(page.locator("#new-rows")).to_be_hidden()
    expect(page.locator("a.case").nth(1)).to_be_focused()


def test_a_failing_poll_is_told_and_the_rows_stay(browser_page):
    page = browser_page("wendy")
    open_list(page)
    before = order(page)
    page.route("**/cases/counters/", lambda route: route.abort())
    later(page)
    expect(page.locator("#live-state")).to_have_text("Not live")
    assert order(page) == before
    page.unroute("**/cases/counters/")
    later(page, 64)
    expect(page.locator("#live-state")).to_have_text("Live")


def test_what_one_tab_reads_all_tabs_show(browser_page, office):
    page = browser_page("wendy")
    open_list(page)
    other = page.context.new_page()
    other.goto("/cases/paused/")
    other.wait_for_load_state("networkidle")
    other.route("**/cases/counters/", lambda route: route.abort())
    count = figure(other, "draft")
    office.purchase()
    later(page)
    expect(other.locator("#count-draft")).to_have_text(str(count + 1))
