"""Faults of ProcessMaker as a person meets them in the browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser


def test_a_failed_page_of_a_list_says_why_in_place_and_is_tried_again_there(browser_page, sandbox):
    page = browser_page("silvia")
    page.goto("/cases/search/?size=10")
    sandbox.fault("error_503_html", path="/api/*")
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("#list [role=alert]")).to_contain_text("under maintenance")
    expect(page.locator("#list [role=alert] code")).to_have_text(re.compile(r"[0-9a-f-]{10,}"))
    expect(page.locator("#side")).to_be_visible()
    sandbox.clear_faults()
    page.get_by_role("link", name="Try again").click()
    expect(page.locator(".pager")).to_contain_text("11–20")
    expect(page).to_have_url(re.compile("page=2"))


def test_a_login_page_from_upstream_never_stands_in_ours(browser_page, sandbox):
    page = browser_page("silvia")
    page.goto("/cases/inbox/")
    for fault in ("redirect_to_login", "html_200"):
        sandbox.fault(fault, path="/api/*")
        page.locator("#quick-late").click()
        expect(page.locator("#list [role=alert]")).to_contain_text("unreadable answer")
        assert page.locator("input[type=password]").count() == 0
        sandbox.clear_faults()
        page.get_by_role("link", name="Try again").click()
        expect(page.locator("#list [role=alert]")).to_have_count(0)


def test_counters_that_cannot_be_had_leave_no_trace(browser_page, sandbox):
    page = browser_page("silvia")
    page.goto("/accounts/preferences/")
    sandbox.forget_asked()
    sandbox.fault("hang", path="/api/*", seconds=3600)
    with page.expect_response("**/cases/counters/") as answer:
        page.reload()
        wait_until(sandbox.asked)
        sandbox.clear_faults()
    assert answer.value.status in (200, 503, 504)
    expect(page.get_by_role("heading", name="Preferences")).to_be_visible()
    expect(page.locator("#toasts [data-toast]")).to_have_count(0)


def test_while_processmaker_hangs_the_page_stays_and_says_that_it_waits(browser_page, sandbox):
    page = browser_page("silvia")
    page.goto("/cases/search/?size=10")
    sandbox.fault("slow", path="/api/*", seconds=3600)
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("#wait")).to_have_class(re.compile(r"\bon\b"))
    expect(page.locator("#case-table tbody tr")).to_have_count(10)
    sandbox.clear_faults()
    expect(page.locator(".pager")).to_contain_text("11–20")
    expect(page.locator("#wait")).not_to_have_class(re.compile(r"\bon\b"))
