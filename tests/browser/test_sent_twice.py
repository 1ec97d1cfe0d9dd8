"""Double clicks and two tabs on everything that is sent from a form: it happens once."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def writes(sandbox, app_uid: str, part: str) -> list[str]:
    """The writes of this kind that ProcessMaker accepted for a case."""
    return [
        one["path"] for one in sandbox.ledger() if one["case"] == app_uid and part in one["path"]
    ]


@pytest.fixture
def leave(office) -> str:
    """A leave that bob has begun, with all that its form asks for."""
    days = {"dateFrom": "2027-01-11", "dateTo": "2027-01-13", "days": 3}
    filled = {"employee": "Bob Tanner", "leaveType": "annual", **days}
    return office.bob.start("Apply for leave", filled)


def open_form(page: Page, app_uid: str) -> Page:
    page.goto(f"/cases/{app_uid}/1/form/")
    page.wait_for_load_state("networkidle")
    return page


def test_a_form_is_saved_once(browser_page, leave, sandbox):
    page = open_form(browser_page("bob"), leave)
    page.get_by_label("Reason").fill("Moving house")

    page.get_by_role("button", name="Save", exact=True).dblclick()

    expect(page.locator("#toasts")).to_contain_text("Saved.")
    assert len(writes(sandbox, leave, "/variable")) == 1


def test_a_form_is_saved_once_without_scripts(browser_page, leave, sandbox):
    page = browser_page("bob", scripts=False)
    page.goto(f"/cases/{leave}/1/form/")
    page.get_by_label("Reason").fill("Moving house")

    page.get_by_role("button", name="Save", exact=True).dblclick()

    expect(page.locator("#toasts")).to_contain_text("Saved.")
    assert len(writes(sandbox, leave, "/variable")) == 1


def test_a_task_is_continued_once(browser_page, leave, sandbox):
    page = open_form(browser_page("bob"), leave)
    page.get_by_label("Reason").fill("Moving house")

    page.get_by_role("button", name="Continue", exact=True).dblclick()

    expect(page.locator("#toasts")).to_contain_text("Your task is finished.")
    assert len(writes(sandbox, leave, "/route-case")) == 1


def test_the_second_of_two_tabs_continues_nothing_and_keeps_what_was_typed(
    browser_page, leave, sandbox
):
    page = open_form(browser_page("bob"), leave)
    other = open_form(page.context.new_page(), leave)
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Your task is finished.")
    other.get_by_label("Reason").fill("Moving house")

    other.get_by_role("button", name="Continue", exact=True).click()

    expect(other.locator("#form-note")).to_contain_text("Nothing was saved.")
    expect(other.locator("#case-form")).to_contain_text("Moving house")
    assert len(writes(sandbox, leave, "/route-case")) == 1


def test_the_second_of_two_tabs_overwrites_nothing_unasked(browser_page, leave, office):
    page = open_form(browser_page("bob"), leave)
    other = open_form(page.context.new_page(), leave)
    page.get_by_label("Reason").fill("Moving house")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    other.get_by_label("Reason").fill("Painting")
    other.get_by_role("button", name="Save", exact=True).click()

    expect(other.locator("#draft-note")).to_contain_text("Moving house")
    assert office.bob.call("GET", f"/cases/{leave}/variables")["reason"] == "Moving house"
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("#toasts")).to_contain_text("Saved.")
    assert office.bob.call("GET", f"/cases/{leave}/variables")["reason"] == "Painting"


def test_a_case_is_started_once(browser_page, sandbox):
    page = browser_page("bob")
    page.goto("/cases/start/")
    before = len([one for one in sandbox.ledger() if one["path"].endswith("/cases")])

    page.get_by_role("button", name="Start Leave request (Apply for leave)").dblclick()

    expect(page).to_have_url(re.compile(r"/1/form/"))
    after = len([one for one in sandbox.ledger() if one["path"].endswith("/cases")])
    assert after == before + 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_uploaded_once(browser_page, office, sandbox, scripts):
    app_uid = office.purchase()
    page = browser_page("wendy", scripts=scripts)
    page.goto(f"/cases/{app_uid}/1/documents/")
    file = {"name": "offer.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1"}
    page.get_by_label("Files").set_input_files([file])

    page.get_by_role("button", name="Upload", exact=True).dblclick()

    expect(page.locator("#document-lists")).to_contain_text("offer.pdf")
    assert len(writes(sandbox, app_uid, "/input-document")) == 1
