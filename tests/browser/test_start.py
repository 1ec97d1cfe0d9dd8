"""A case from start to completion in a real browser, by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CASE = re.compile(r"/cases/([0-9a-f]{32})/")


def press_on(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Press a key on a control, as somebody who has tabbed to it."""
    page.get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press(key)


def case_of(page: Page) -> str:
    found = CASE.search(page.url)
    assert found
    return found[1]


def test_a_leave_goes_from_start_to_completion_by_keyboard_alone(browser_page, office):
    bob = browser_page("bob")
    bob.goto("/cases/inbox/")
    bob.wait_for_load_state()
    bob.keyboard.press("n")
    expect(bob).to_have_url(re.compile(r"/cases/start/"))
    bob.wait_for_load_state()
    bob.keyboard.press("/")
    bob.keyboard.type("leave")
    expect(bob.get_by_role("button", name=re.compile("^Start "))).to_have_count(1)
    press_on(bob, "button", "Start Leave request (Apply for leave)")
    expect(bob).to_have_url(re.compile(r"/1/form/"))
    app_uid = case_of(bob)
    fill_in_leave(bob)
    bob.keyboard.press("Control+Enter")
    expect(bob.locator("#toasts")).to_contain_text("Your task is finished.")

    wendy = browser_page("wendy")
    wendy.goto(f"/cases/{app_uid}/")
    wendy.wait_for_load_state()
    wendy.keyboard.press("c")
    expect(wendy.locator("#toasts")).to_contain_text("The case is yours.")
    wendy.wait_for_load_state()
    wendy.get_by_label("Approve").first.focus()
    wendy.keyboard.press("Space")
    wendy.keyboard.press("Control+Enter")
    expect(wendy.locator("#toasts")).to_contain_text("The case goes on")
    finish(office, app_uid)
    wendy.reload()
    expect(wendy.locator(".page-head")).to_contain_text("Completed")


def fill_in_leave(page: Page) -> None:
    """The application form, field by field."""
    page.get_by_label("Kind of leave").focus()
    page.keyboard.press("ArrowDown")
    fields = (
        ("Employee", "Bob Tanner"),
        ("First day", "01112027"),
        ("Last day", "01132027"),
        ("Working days", "3"),
    )
    for label, text in fields:
        page.get_by_label(label).first.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)


def finish(office, app_uid: str) -> None:
    """The last task belongs to an assistant, who does it elsewhere."""
    holder, index = office.holder_of(app_uid)
    holder.route(app_uid, index)
