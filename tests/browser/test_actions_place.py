"""A list keeps its place after an action: what was done to leaves, what took its place is next."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

ENOUGH = 5
RESTS = 500
"""Milliseconds after which the pane has followed the focus, if it does."""


@pytest.fixture
def inbox(browser_page, office) -> Page:
    """Wendy's inbox, with leaves that she has claimed on top."""
    for _each in range(ENOUGH):
        office.wendy.claim(office.unclaimed_leave(), 2)
    page = browser_page("wendy")
    page.goto("/cases/inbox/?sort=number&dir=desc")
    return page


def rows(page: Page) -> Locator:
    return page.locator("#case-table tbody tr")


def cases(page: Page) -> list[str]:
    return rows(page).evaluate_all("all => all.map(row => row.dataset.case)")


def row(page: Page, uid: str) -> Locator:
    return page.locator(f'#case-table tr[data-case="{uid}"]')


def tick(page: Page, *places: int) -> None:
    for place in places:
        rows(page).nth(place).locator(".c-sel input").check()


def beside(page: Page, uid: str) -> None:
    expect(page.locator(f'#pane[data-case="{uid}"]')).to_be_visible()
    expect(row(page, uid)).to_have_attribute("aria-current", "true")


def open_beside(page: Page, uid: str) -> None:
    row(page, uid).locator("a.case").click()
    beside(page, uid)


def pause(page: Page, scope: Locator, button: str) -> None:
    scope.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#dialog dialog")).to_be_hidden()


def test_one_row_leaves_and_the_next_is_in_hand(inbox):
    before = cases(inbox)
    row(inbox, before[2]).locator("a.case").focus()
    inbox.keyboard.press("p")
    inbox.get_by_role("dialog").get_by_role("button", name="Pause 1 case").click()

    expect(row(inbox, before[2])).to_have_count(0)
    expect(row(inbox, before[3]).locator("a.case")).to_be_focused()
    expect(inbox).to_have_url(re.compile(r"\?sort=number&dir=desc$"))


def test_selected_rows_leave_and_the_one_after_them_is_in_hand(inbox):
    before = cases(inbox)
    tick(inbox, 1, 2)
    pause(inbox, inbox.locator("#selection"), "Pause 2 cases")

    for uid in before[1:3]:
        expect(row(inbox, uid)).to_have_count(0)
    expect(row(inbox, before[3]).locator("a.case")).to_be_focused()


def test_beside_the_list_the_next_case_takes_the_place(inbox):
    before = cases(inbox)
    open_beside(inbox, before[2])
    pause(inbox, inbox.locator("#pane"), "Pause")

    expect(row(inbox, before[2])).to_have_count(0)
    beside(inbox, before[3])
    expect(row(inbox, before[3]).locator("a.case")).to_be_focused()
    expect(inbox).to_have_url(re.compile(rf"case={before[3]}\."))


def test_beside_the_list_a_selection_leaves_and_the_open_case_stays(inbox):
    before = cases(inbox)
    open_beside(inbox, before[0])
    tick(inbox, 1, 2)
    pause(inbox, inbox.locator("#selection"), "Pause 2 cases")

    for uid in before[1:3]:
        expect(row(inbox, uid)).to_have_count(0)
    expect(row(inbox, before[3]).locator("a.case")).to_be_focused()
    inbox.wait_for_timeout(RESTS)
    beside(inbox, before[0])
    inbox.keyboard.press("j")
    beside(inbox, before[4])


def test_beside_the_list_the_open_case_leaves_with_a_selection(inbox):
    before = cases(inbox)
    open_beside(inbox, before[1])
    tick(inbox, 1, 2)
    pause(inbox, inbox.locator("#selection"), "Pause 2 cases")

    for uid in before[1:3]:
        expect(row(inbox, uid)).to_have_count(0)
    beside(inbox, before[3])


def test_undo_of_a_selection_brings_the_rows_back(inbox):
    before = cases(inbox)
    tick(inbox, 1, 2)
    pause(inbox, inbox.locator("#selection"), "Pause 2 cases")
    expect(row(inbox, before[1])).to_have_count(0)

    inbox.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(inbox.locator("#toasts")).to_contain_text("Undo: done for 2 of 2 cases.")
    expect(inbox.locator("#toasts")).not_to_contain_text("Pause: done")
    for uid in before[1:3]:
        expect(row(inbox, uid)).to_have_count(1)


def test_what_was_done_is_taken_back_from_the_dialog_that_tells_what_was_not(inbox, office):
    before = cases(inbox)
    office.wendy.pause(before[2], 2)
    tick(inbox, 1, 2)
    inbox.locator("#selection").get_by_role("button", name="Pause", exact=True).click()
    dialog = inbox.get_by_role("dialog")
    dialog.get_by_role("button", name="Pause 2 cases").click()
    expect(dialog).to_contain_text("Pause: done for 1 of 2 cases.")

    dialog.get_by_role("button", name="Undo").click()

    expect(inbox.locator("#toasts")).to_contain_text("The case is active again.")
    expect(dialog).to_be_hidden()
    expect(row(inbox, before[1])).to_have_count(1)


def test_a_list_that_cannot_be_read_after_an_action_is_an_honest_word_and_no_mistake(inbox):
    inbox.wait_for_load_state("networkidle")
    inbox.context.set_offline(True)

    inbox.evaluate("document.dispatchEvent(new Event('cases:changed'))")

    expect(inbox.locator("#toasts")).to_contain_text("pmdash cannot be reached.")
    expect(rows(inbox).first).to_be_visible()
