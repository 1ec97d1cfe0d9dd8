"""The form of a task in a real browser: rows, sums, suggestions, choices, saving by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def form(browser_page, office):
    """Wendy's purchase request, open in the browser; answers page and case."""

    def open_form(**variables: object) -> tuple[Page, str]:
        app_uid = office.purchase(**variables)
        page = browser_page("wendy")
        page.goto(f"/cases/{app_uid}/1/form/")
        return page, app_uid

    return open_form


def test_rows_are_added_summed_and_taken_out(form):
    page, _app_uid = form()
    page.get_by_role("button", name="Add row").click()
    page.get_by_role("button", name="Add row").click()
    page.get_by_label("Quantity, row 1").fill("2")
    page.get_by_label("Unit price, row 1").fill("249.25")
    page.get_by_label("Quantity, row 2").fill("1")
    page.get_by_label("Unit price, row 2").fill("1.5")

    expect(page.get_by_label("Total, row 1")).to_have_value("498.5")
    expect(page.locator("output[data-column=total]")).to_have_text("500.00")

    page.get_by_role("button", name="Delete row 1").click()
    expect(page.get_by_label("Quantity, row 1")).to_have_value("1")
    expect(page.locator("output[data-column=total]")).to_have_text("1.50")


def test_a_suggestion_is_chosen_with_the_keyboard(form, office):
    page, _app_uid = form()
    box = page.get_by_role("combobox", name="Supplier")
    box.focus()
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("listbox").get_by_role("option").first
    expect(option).to_be_visible()
    name = option.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(box).to_have_value(name)
    expect(page.locator("[data-value=supplier]")).not_to_have_value("")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_it_is_filled_in_and_saved_by_keyboard_alone(form, office):
    page, app_uid = form()
    page.get_by_label("What do you need?").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Two label printers")
    page.get_by_label("Amount").focus()
    page.keyboard.type("498.50")
    page.get_by_label("Cost centre").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Add row").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Printer")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("step="))
    held = office.wendy.call("GET", f"/cases/{app_uid}/variables")
    assert held["what"] == "Two label printers"
    assert held["items"]["1"]["description"] == "Printer"


def test_errors_take_the_focus_and_lead_to_their_fields(form):
    page, _app_uid = form()
    page.get_by_label("What do you need?").fill("")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors").get_by_role("link").first.click()
    expect(page.get_by_label("What do you need?")).to_be_focused()


def test_without_scripts_rows_are_added_by_the_server(browser_page, office):
    app_uid = office.purchase()
    page = browser_page("wendy", scripts=False)
    page.goto(f"/cases/{app_uid}/1/form/")
    page.get_by_label("Amount").fill("12")
    page.get_by_role("button", name="Add row").click()

    expect(page.get_by_label("Description, row 1")).to_be_visible()
    expect(page.get_by_label("Amount")).to_have_value("12")
