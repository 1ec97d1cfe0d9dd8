"""Finding the person to give a task to, by typing and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture
def leave(office) -> str:
    """A short leave of bob that wendy has claimed."""
    app_uid = office.unclaimed_leave()
    office.wendy.claim(app_uid, 2)
    return app_uid


@pytest.mark.parametrize("width", [1440, 360])
def test_a_person_is_found_by_typing_and_given_the_task(browser_page, leave, width):
    page = browser_page("silvia", width=width)
    page.goto(f"/cases/{leave}/2/data/")
    page.get_by_role("button", name="Reassign", exact=True).click()
    dialog = page.get_by_role("dialog")
    find, people = dialog.get_by_role("searchbox"), dialog.get_by_role("radio")
    expect(find).to_be_focused()
    expect(people.nth(1)).to_be_visible()
    everybody = people.count()

    page.keyboard.type("nobody at all")
    expect(people).to_have_count(0)
    expect(dialog.get_by_role("status")).to_have_text("Nobody here is called that.")
    find.fill("taka")
    expect(people).to_have_count(1)
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("radio", name="Jun Takahashi")).to_be_checked()
    find.fill("")
    expect(people).to_have_count(everybody)
    dialog.get_by_role("button", name="Reassign", exact=True).click()

    expect(page.locator("#toasts")).to_contain_text("Jun Takahashi")


def test_a_bulk_job_is_spread_over_people_that_are_found_by_typing(browser_page):
    page = browser_page("silvia")
    page.goto("/cases/bulk/?list=review&operation=spread")
    find = page.get_by_role("searchbox", name="Find a person")
    find.fill("taka")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    find.fill("")

    expect(page.get_by_role("checkbox", name="Jun Takahashi")).to_be_checked()
    assert_accessible(page)


def test_without_scripts_everybody_stands_there_to_be_chosen(browser_page, leave):
    page = browser_page("silvia", scripts=False)
    page.goto(f"/cases/{leave}/2/do/reassign/")
    expect(page.get_by_role("searchbox")).to_have_count(0)

    page.get_by_role("radio", name="Jun Takahashi").check()
    page.get_by_role("button", name="Reassign", exact=True).click()

    expect(page.locator("#toasts")).to_contain_text("Jun Takahashi")
