"""Hostile text in every field that people fill in: it is shown as text, and none of it runs."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.clients import api

pytestmark = pytest.mark.browser

CANARY = """
window.__pwned = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = (...said) => __pwned.push(said);
"""
MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "'><svg onload=alert(4)>",
    '<a href="javascript:alert(5)" hx-get=/accounts/logout/ hx-trigger=load>x</a>',
    "{{ 7|add:7 }}{% debug %}",
    "</title></table></dl><h1>pwned</h1>",
    "-->]]>*/",
    "javascript:alert(6)",
    "\u202egnp.exe\u2066\u200f",
    "😀👩\u200d👩\u200d👧 \u0000 \u0007",
)
HOSTILE = " ".join(MARKUP)
LONG = "All work and no play. " * 500
PLANTED = "img[src='x'], [onload], [onerror], a[href^='javascript'], main a[hx-trigger=load]"


@pytest.fixture
def case(office):
    """A purchase with hostile variables, rows, notes and documents."""
    rows = {"1": {"description": HOSTILE, "quantity": "1"}, "2": {"description": LONG}}
    app_uid = office.purchase(
        what=HOSTILE.replace("\x00", ""), supplier=LONG, reason=HOSTILE, items=rows,
        kinds=[HOSTILE], odd={"<b>key</b>": HOSTILE}, free={"1": {"<i>column</i>": HOSTILE}},
    )  # fmt: skip
    for text in MARKUP:
        office.wendy.note(app_uid, text.replace("\x00", ""))
    office.wendy.upload(app_uid, "'><img src=x onerror=alert(7)>.pdf", b"%PDF-1.4", comment=HOSTILE)
    office.wendy.upload(app_uid, "\u202efdp.exe.txt", b"<script>alert(8)</script>")
    yield app_uid
    office.wendy.delete(app_uid)


def look(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("__pwned") == [], path
    assert page.locator(PLANTED).count() == 0, path
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert page.get_by_role("heading", name="pwned", exact=True).count() == 0, path


@pytest.mark.parametrize("width", [360, 1440])
def test_none_runs_in_what_people_wrote(browser_page, case, width):
    page = browser_page("wendy", width=width)
    page.add_init_script(CANARY)
    tabs = [f"/cases/{case}/1/{tab}/" for tab in ("form", "data", "documents", "notes", "history")]
    for path in ("/cases/draft/", "/cases/participated/", *tabs, f"/cases/{case}/data/?raw=1"):
        look(page, path)
    page.goto(f"/cases/{case}/1/notes/")
    expect(page.get_by_text(MARKUP[0], exact=True)).to_be_visible()
    page.goto(f"/cases/{case}/1/documents/")
    expect(page.locator("td b", has_text="fdp.exe.txt")).to_be_visible()


def test_none_runs_in_titles_of_a_hostile_server(browser_page, case, sandbox):
    page = browser_page("silvia")
    page.add_init_script(CANARY)
    sandbox.fault("hostile_titles", path="/api/*")
    for name in ("inbox", "search", "review", "reassign"):
        look(page, f"/cases/{name}/")
        assert page.locator("#case-table tbody tr").count() > 1
    look(page, "/cases/search/filters/")
    page.set_viewport_size({"width": 360, "height": 800})
    look(page, "/cases/search/")
    for tab in ("data", "documents", "notes", "history"):
        look(page, f"/cases/{case}/1/{tab}/")


def test_none_runs_that_an_address_carries(browser_page):
    page = browser_page("silvia")
    page.add_init_script(CANARY)
    for value in MARKUP[:7:2]:
        page.goto("/cases/inbox/")
        query = page.evaluate(
            "v => new URLSearchParams({q: v, status: v, sort: v}).toString()", value
        )
        look(page, f"/cases/inbox/?{query}")
        expect(page.locator("#q")).to_have_value(value)
        page.get_by_role("link", name="Filter", exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert page.evaluate("__pwned") == []


@pytest.fixture
def folder(admin, office):
    """The address of a folder with a file that wendy may have; her role may see folders."""
    app_uid = office.ready_purchase()
    office.generate(app_uid)
    pm = api(admin)
    role = next(one.uid for one in pm.roles.all() if one.code == "PROCESSMAKER_OPERATOR")
    found = {one.code: one.uid for one in pm.roles.available_permissions(role)}
    pm.roles.add_permission(role, found["PM_FOLDERS_VIEW"])
    folders = pm.extrarest.folders("root").folders
    yield next(f"/folders/{one.uid}/" for one in folders if one.name == "Purchase order")
    pm.roles.remove_permission(role, found["PM_FOLDERS_VIEW"])


@pytest.mark.parametrize("width", [360, 1440])
def test_none_runs_in_names_of_folders_and_files(browser_page, folder, sandbox, width):
    page = browser_page("wendy", width=width)
    page.add_init_script(CANARY)
    sandbox.fault("hostile_titles", path="/extrarest/documents/*")
    for path in ("/folders/", folder, f"{folder}?q=a&type=output"):
        look(page, path)
    look(page, folder)
    assert page.locator("[data-document]").count() > 0


def test_a_file_with_a_hostile_name_is_saved_under_a_harmless_one(browser_page, folder, sandbox):
    page = browser_page("wendy")
    page.goto(folder)
    row = page.locator("[data-document]").filter(has_text="purchase_order").first
    sandbox.fault("hostile_titles", path="/extrarest/documents/*")
    with page.expect_download() as saved:
        row.get_by_role("link", name="PDF").click()
    name = saved.value.suggested_filename
    assert name.endswith(".pdf")
    assert not set(name) & set('/\\<>:"|?*\u202e\x00')
