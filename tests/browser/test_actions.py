"""Working a case in a real browser: actions, dialogs, keys, selection, uploads, drafts."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def leave(office) -> str:
    """A short leave of bob that wendy has claimed."""
    app_uid = office.unclaimed_leave()
    office.wendy.claim(app_uid, 2)
    return app_uid


def toasts(page: Page):
    return page.locator("#toasts")


def test_a_pause_is_asked_for_done_and_undone(browser_page, leave):
    page = browser_page("wendy")
    page.goto(f"/cases/{leave}/2/data/")
    page.get_by_role("button", name="Pause", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Until")).to_be_focused()
    until, time = (dialog.get_by_label(name).bounding_box() for name in ("Until", "Time"))
    assert until["y"] == time["y"], "side by side on one line, whatever stands below one of them"
    dialog.get_by_label("Reason").fill("Waits for the calendar")

    dialog.get_by_role("button", name="Pause", exact=True).click()

    expect(toasts(page)).to_contain_text("The case is paused.")
    expect(page.get_by_role("button", name="Unpause", exact=True)).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("z")
    expect(toasts(page)).to_contain_text("The case is active again.")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def test_a_dialog_that_lacks_something_stays_open_with_what_was_typed(browser_page, leave):
    page = browser_page("wendy")
    page.goto(f"/cases/{leave}/2/data/")
    page.get_by_role("button", name="Pause", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Until").fill("2001-01-01")
    dialog.get_by_label("Reason").fill("Waits for the calendar")

    dialog.get_by_role("button", name="Pause", exact=True).click()

    expect(dialog).to_contain_text("Choose today or a later day.")
    expect(dialog.get_by_label("Reason")).to_have_value("Waits for the calendar")


def test_what_cannot_be_done_says_why(browser_page, leave):
    page = browser_page("silvia")
    page.goto(f"/cases/{leave}/2/data/")

    button = page.get_by_role("button", name="Continue", exact=True)

    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_accessible_description(re.compile("This task is not assigned to you."))


def test_without_scripts_a_dialog_is_a_page(browser_page, leave):
    page = browser_page("wendy", scripts=False)
    page.goto(f"/cases/{leave}/2/data/")
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page).to_have_url(re.compile(r"/do/pause/"))

    page.get_by_role("button", name="Pause", exact=True).click()

    expect(page.locator("#toasts")).to_contain_text("The case is paused.")


def test_a_row_is_claimed_by_key_and_the_next_one_is_in_hand(browser_page, office):
    office.unclaimed_leave()
    office.unclaimed_leave()
    page = browser_page("wendy")
    page.goto("/cases/unassigned/?size=100")
    rows = page.locator("#case-table tbody tr")
    before = rows.count()
    second = rows.nth(1).get_attribute("data-case")

    page.keyboard.press("j")
    page.keyboard.press("c")

    expect(toasts(page)).to_contain_text("The case is yours.")
    expect(rows).to_have_count(before - 1)
    expect(page.locator(f'tr[data-case="{second}"] a.case')).to_be_focused()
    expect(page).to_have_url(re.compile(r"/cases/unassigned/\?size=100$"))


def test_several_rows_are_selected_by_keys_and_paused(browser_page, office):
    for _each in range(3):
        office.wendy.claim(office.unclaimed_leave(), 2)
    page = browser_page("wendy")
    page.goto("/cases/inbox/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator("#selected")).to_have_text("3 selected")

    page.keyboard.press("p")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Pause 3 cases").click()

    expect(toasts(page)).to_contain_text("Pause: done for 3 of 3 cases.")
    expect(page.locator("#selected")).to_be_hidden()


def test_a_double_click_sends_once(browser_page, leave, sandbox):
    page = browser_page("wendy")
    page.goto(f"/cases/{leave}/2/do/pause/")

    page.get_by_role("button", name="Pause", exact=True).dblclick()

    expect(toasts(page)).to_contain_text("The case is paused.")
    sent = [one for one in sandbox.ledger() if one["case"] == leave and "pause" in one["path"]]
    assert len(sent) == 1


def test_what_is_typed_survives_a_reload(browser_page, office):
    page = browser_page("wendy")
    page.goto(f"/cases/{office.purchase()}/1/form/")
    page.get_by_role("combobox", name="Supplier").fill("Kowalski & Sons")
    expect(page.locator("#draft-state")).to_contain_text("Unsaved since")

    page.reload()

    expect(page.get_by_role("combobox", name="Supplier")).to_have_value("Kowalski & Sons")
    expect(page.locator("#draft-note")).to_contain_text("Your draft is restored")
    page.get_by_role("button", name="Discard draft").click()
    expect(page.get_by_role("combobox", name="Supplier")).to_have_value("")


def test_files_are_uploaded_one_by_one_and_refusals_stay_to_be_read(browser_page, office):
    page = browser_page("wendy")
    page.goto(f"/cases/{office.purchase()}/1/documents/")
    files = [
        {"name": "offer.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1"},
        {"name": "plan.dwg", "mimeType": "application/octet-stream", "buffer": b"1"},
    ]
    page.get_by_label("Files").set_input_files(files)

    page.get_by_role("button", name="Upload", exact=True).click()

    lines = page.locator("#uploads li")
    expect(lines.filter(has_text="offer.pdf")).to_contain_text("The document is uploaded.")
    expect(lines.filter(has_text="plan.dwg")).to_contain_text("not taken here")
    expect(page.locator("#document-lists")).to_contain_text("offer.pdf")


def test_a_note_is_added_with_the_key(browser_page, leave):
    page = browser_page("wendy")
    page.goto(f"/cases/{leave}/2/notes/")
    page.get_by_label("New note").fill("Bob is back on Monday")

    page.get_by_role("button", name="Add note").click()

    expect(toasts(page)).to_contain_text("The note is added.")
    expect(page.locator(".feed")).to_contain_text("Bob is back on Monday")
