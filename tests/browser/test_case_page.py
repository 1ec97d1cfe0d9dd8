"""The case page in a real browser: tabs, previews, the map, narrow screens, no scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABS = ("data", "documents", "notes", "history", "tracker")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"  # noqa: E501


@pytest.fixture
def purchase(office):
    """A purchase whose checks run side by side, with files, a note and a long grid."""
    rows = {str(n): {"article": f"Article {n}", "quantity": str(n)} for n in range(1, 41)}
    app_uid = office.purchase(free=rows)
    office.wendy.upload(app_uid, "offer.pdf", PDF)
    office.wendy.upload(app_uid, "remarks.txt", b"plain words")
    office.wendy.note(app_uid, "see https://example.test/offer")
    office.wendy.route(app_uid)
    return app_uid


def test_tabs_change_in_place_keep_the_focus_and_go_back(browser_page, purchase):
    page = browser_page("wendy")
    page.goto(f"/cases/{purchase}/data/?list=participated")
    page.evaluate("document.querySelector('h1').dataset.same = 'yes'")
    page.get_by_role("link", name="Notes").focus()
    page.keyboard.press("Enter")
    page.get_by_text("see https://example.test/offer").wait_for()
    expect(page).to_have_url(f"/cases/{purchase}/notes/?list=participated")
    expect(page.locator("#tab-notes")).to_be_focused()
    expect(page).to_have_title(re.compile(", Notes · pmdash"))
    assert page.evaluate("document.querySelector('h1').dataset.same") == "yes"
    page.go_back()
    page.get_by_text("Article 1", exact=True).wait_for()
    expect(page).to_have_url(f"/cases/{purchase}/data/?list=participated")


def test_brackets_walk_through_the_tabs(browser_page, purchase):
    page = browser_page("wendy")
    page.goto(f"/cases/{purchase}/data/")
    page.keyboard.press("]")
    page.wait_for_url("**/documents/")
    page.keyboard.press("[")
    page.wait_for_url("**/data/")


def test_pages_of_a_grid_turn_in_place(browser_page, purchase):
    page = browser_page("wendy")
    page.goto(f"/cases/{purchase}/data/")
    page.get_by_role("link", name="Next").click()
    page.get_by_text("Article 40", exact=True).wait_for()
    expect(page).to_have_url(re.compile("grid=free&page=2"))


def test_text_and_pdf_are_shown_beside_the_list(browser_page, purchase):
    page = browser_page("wendy")
    blocked = []
    page.on("console", lambda message: blocked.append(message.text))
    page.goto(f"/cases/{purchase}/documents/")
    page.get_by_role("link", name="Show remarks.txt").click()
    page.frame_locator("iframe").get_by_text("plain words").wait_for()
    with page.expect_response(lambda answer: "/preview/" in answer.url) as answer:
        page.get_by_role("link", name="Show offer.pdf").click()
    page.wait_for_selector("iframe[title='offer.pdf']")
    assert answer.value.status == 200
    page.get_by_role("link", name="Close the preview").click()
    page.wait_for_selector("iframe", state="detached")
    assert blocked == []


def test_a_failed_tab_is_tried_again_in_place(browser_page, purchase, sandbox):
    page = browser_page("wendy")
    page.goto(f"/cases/{purchase}/data/")
    sandbox.fault("error_500_null", path="/cases/*/notes/paged")
    page.get_by_role("link", name="Notes").click()
    page.get_by_role("alert").wait_for()
    sandbox.clear_faults()
    page.get_by_role("link", name="Try again").click()
    page.get_by_text("see https://example.test/offer").wait_for()


@pytest.mark.parametrize("tab", TABS)
def test_tabs_work_without_scripts(browser_page, purchase, tab):
    page = browser_page("wendy", scripts=False)
    page.goto(f"/cases/{purchase}/data/")
    page.get_by_role("link", name=tab.title(), exact=True).click()
    expect(page).to_have_url(re.compile(f"/{tab}/$"))
    expect(page.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "page")


def test_the_name_of_a_file_is_not_broken_into_bits(browser_page, office):
    app_uid = office.ready_purchase()
    office.generate(app_uid)
    page = browser_page("wendy", width=768)
    page.goto(f"/cases/{app_uid}/documents/")
    name = page.locator("#document-lists .long b").first
    assert name.bounding_box()["width"] > 100


@pytest.mark.parametrize("width", [360, 768, 1440, 2560])
def test_nothing_sticks_out_sideways(browser_page, purchase, width):
    page = browser_page("wendy", width=width)
    for tab in TABS:
        page.goto(f"/cases/{purchase}/{tab}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_tab_is_accessible(browser_page, purchase, scheme):
    page = browser_page("wendy")
    page.emulate_media(color_scheme=scheme)
    for tab in TABS:
        page.goto(f"/cases/{purchase}/{tab}/")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []


def test_the_open_tab_is_in_sight_on_a_phone(browser_page, office):
    page = browser_page("wendy", width=360)
    page.goto(f"/cases/{office.purchase()}/tracker/")
    tab = page.get_by_role("link", name="Tracker", exact=True)
    expect(tab).to_be_in_viewport(ratio=0.9)
