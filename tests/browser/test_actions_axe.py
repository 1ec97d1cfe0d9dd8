"""The screens of actions: no violations of axe, nothing wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ITEMS = {"1": {"description": "Printer", "description_label": "Printer"}}


def inspect(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_have_no_violations_of_axe(browser_page, office, scheme: str):
    page = browser_page("wendy")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    app_uid = office.purchase(items=ITEMS)
    office.wendy.upload(app_uid, "offer.txt", b"Two printers")
    office.wendy.note(app_uid, "The printers are urgent")
    step = office.wendy.call("GET", f"/cases/{app_uid}/1/steps")[1]["id"]
    for path in (
        f"/cases/{app_uid}/1/?list=draft",
        f"/cases/{app_uid}/1/form/?step={step}",
        f"/cases/{app_uid}/1/data/",
        f"/cases/{app_uid}/1/documents/",
        f"/cases/{app_uid}/1/notes/?q=printers",
        f"/cases/{app_uid}/1/data/grid/?name=items",
        f"/cases/{app_uid}/1/data/edit/?name=what",
        f"/cases/{app_uid}/1/do/pause/",
        f"/cases/{app_uid}/1/do/",
        "/cases/start/",
        "/cases/start/?q=zzzz",
    ):
        page.goto(path)
        inspect(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs_and_selection_have_no_violations_of_axe(browser_page, office, scheme: str):
    leave = office.unclaimed_leave()
    office.wendy.claim(leave, 2)
    page = browser_page("silvia")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/cases/{leave}/2/data/")
    page.get_by_role("button", name="Reassign", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    inspect(page)
    page.goto("/cases/review/")
    boxes = page.locator("tbody .c-sel input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    inspect(page)
    page.locator("#selection").get_by_role("button", name="Cancel case").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    inspect(page)


@pytest.mark.parametrize("width", [360, 768])
def test_nothing_is_wider_than_the_screen(browser_page, office, width: int):
    page = browser_page("wendy", width=width)
    app_uid = office.purchase(items=ITEMS)
    step = office.wendy.call("GET", f"/cases/{app_uid}/1/steps")[1]["id"]
    for path in (
        f"/cases/{app_uid}/1/",
        f"/cases/{app_uid}/1/form/?step={step}",
        f"/cases/{app_uid}/1/notes/?q=printers",
        f"/cases/{app_uid}/1/data/",
        f"/cases/{app_uid}/1/documents/",
        f"/cases/{app_uid}/1/data/grid/?name=items",
        f"/cases/{app_uid}/1/do/delete/",
        f"/cases/{app_uid}/1/do/",
        "/cases/start/",
        "/cases/inbox/",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
