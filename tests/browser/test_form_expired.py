"""A sign-in that ends in the middle of a form: everything typed is there again after the next."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts import tokens
from tests.browser.test_sign_in import SIGN_IN, sign_in
from tests.support.sign_ins import take_back

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

End = Callable[[], None]


@pytest.fixture
def idle(settings) -> End:
    """The session has not been used for too long."""

    def end() -> None:
        settings.SESSION_IDLE_HOURS = 0

    return end


@pytest.fixture
def taken_back(monkeypatch) -> End:
    """ProcessMaker knows neither token any more."""
    monkeypatch.setattr(tokens, "GRACE_SECONDS", 0)
    return lambda: take_back("wendy")


def fill_in(page: Page) -> None:
    page.get_by_label("What do you need?").fill("Two label printers")
    page.get_by_label("Urgent").check()
    page.get_by_label("Amount").fill("498.50")
    page.get_by_label("Cost centre").select_option(index=1)
    page.get_by_label("Software").check()
    page.get_by_role("button", name="Add row").click()
    page.get_by_label("Description, row 1").fill("Printer")
    page.get_by_label("Quantity, row 1").fill("2")


def expect_filled_in(page: Page) -> None:
    expect(page.get_by_label("What do you need?")).to_have_value("Two label printers")
    expect(page.get_by_label("Urgent")).to_be_checked()
    expect(page.get_by_label("Amount")).to_have_value("498.50")
    expect(page.get_by_label("Cost centre")).not_to_have_value("")
    expect(page.get_by_label("Software")).to_be_checked()
    expect(page.get_by_label("Hardware")).not_to_be_checked()
    expect(page.get_by_label("Description, row 1")).to_have_value("Printer")
    expect(page.get_by_label("Why is it needed?")).to_have_value("The old one\nis broken")


@pytest.mark.parametrize("ending", ["idle", "taken_back"])
def test_what_was_typed_is_there_after_signing_in_again(
    ending, browser_page, office, sandbox, settings, request
):
    app_uid = office.purchase()
    page = browser_page("wendy")
    page.goto(f"/cases/{app_uid}/1/form/")
    fill_in(page)
    expect(page.locator("#draft-state")).to_contain_text("Unsaved since")
    request.getfixturevalue(ending)()
    page.get_by_label("Why is it needed?").fill("The old one\nis broken")
    page.get_by_role("button", name="Next step: Quotation").click()

    expect(page.get_by_role("button", name=SIGN_IN)).to_be_visible()
    assert not [
        one for one in sandbox.ledger() if one["case"] == app_uid and "variable" in one["path"]
    ]
    settings.SESSION_IDLE_HOURS = 24
    sign_in(page, "wendy")

    expect(page).to_have_url(re.compile(rf"/cases/{app_uid}/1/form/"))
    expect(page.locator("#draft-note")).to_contain_text("Your draft is restored")
    expect_filled_in(page)
    page.get_by_role("button", name="Next step: Quotation").click()
    expect(page.get_by_role("heading", name="This step asks for a document")).to_be_visible()
    held = office.wendy.call("GET", f"/cases/{app_uid}/variables")
    assert held["justification"] == "The old one\nis broken"
    assert held["items"]["1"]["description"] == "Printer"


def test_a_file_that_is_sent_after_the_sign_in_has_ended_is_not_said_to_be_uncertain(
    browser_page, office, settings, idle, sandbox
):
    app_uid = office.purchase()
    page = browser_page("wendy")
    page.goto(f"/cases/{app_uid}/1/documents/")
    page.wait_for_load_state("networkidle")
    idle()
    files = [
        {"name": "small.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1"},
        {
            "name": "large.pdf",
            "mimeType": "application/pdf",
            "buffer": b"%PDF-1.4\n" + bytes(2**21),
        },
    ]
    page.get_by_label("Files").set_input_files(files)

    page.get_by_role("button", name="Upload", exact=True).click()

    lines = page.locator("#uploads li")
    expect(lines.filter(has_text="small.pdf")).to_contain_text("Your sign-in has ended")
    expect(lines.filter(has_text="large.pdf")).to_contain_text("or your sign-in has ended")
    assert not [
        one
        for one in sandbox.ledger()
        if "/input-document" in one["path"] and one["case"] == app_uid
    ]
    settings.SESSION_IDLE_HOURS = 24
    page.reload()
    sign_in(page, "wendy")
    expect(page).to_have_url(re.compile(rf"/cases/{app_uid}/1/documents/"))


def test_what_is_typed_on_a_page_whose_sign_in_has_ended_is_kept(
    browser_page, office, settings, idle
):
    app_uid = office.purchase()
    page = browser_page("wendy")
    page.goto(f"/cases/{app_uid}/1/form/")
    page.wait_for_load_state("networkidle")
    idle()
    page.get_by_label("What do you need?").fill("Two label printers")

    expect(page.locator("#draft-state")).to_contain_text("Your sign-in has ended")
    settings.SESSION_IDLE_HOURS = 24
    page.reload()
    sign_in(page, "wendy")
    expect(page.get_by_label("What do you need?")).to_have_value("Two label printers")


def test_the_page_goes_on_after_signing_in_in_another_tab(browser_page, office, settings, idle):
    app_uid = office.purchase()
    page = browser_page("wendy")
    page.goto(f"/cases/{app_uid}/1/form/")
    fill_in(page)
    expect(page.locator("#draft-state")).to_contain_text("Unsaved since")
    idle()
    other = page.context.new_page()
    other.goto("/cases/inbox/")
    settings.SESSION_IDLE_HOURS = 24
    sign_in(other, "wendy")
    expect(other.get_by_role("heading", name="Inbox")).to_be_visible()

    page.get_by_role("button", name="Next step: Quotation").click()

    expect(page.get_by_role("heading", name="This step asks for a document")).to_be_visible()
