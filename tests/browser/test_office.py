"""People, tables, folders and reports in a real browser."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect

from cases.office_models import NamedReport
from tests.cases.jobs.conftest import Worker
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = 10_000
BAD_LINE = 5_001
LONG = 120_000
"""Milliseconds in which so many rows are sent, however busy the machine is."""


@pytest.fixture(autouse=True)
def fresh(sandbox: SandboxProcess) -> Iterator[None]:
    sandbox.reset()
    yield
    sandbox.reset()


def suppliers(browser: Client) -> str:
    return next(one.uid for one in api(browser).pm_tables.all() if one.name == "PMT_SUPPLIERS")


def good_file() -> FilePayload:
    """Ten thousand rows that fit."""
    return file_of(range(101, 101 + ROWS))


def bad_file() -> FilePayload:
    """Ten thousand rows, the number of one in the middle is none."""
    last = range(6000, 6000 + ROWS - BAD_LINE + 1)
    return file_of([*range(101, 101 + BAD_LINE - 2), "many", *last])


def file_of(numbers: Iterable[int | str]) -> FilePayload:
    lines = "".join(f"{number},Supplier,Leeds,GB,3\n" for number in numbers)
    return {
        "name": "suppliers.csv",
        "mimeType": "text/csv",
        "buffer": f"ID,NAME,CITY,COUNTRY,RATING\n{lines}".encode(),
    }


@pytest.mark.slow
def test_a_bad_row_among_ten_thousand_is_named_and_left_out(
    admin: Client, browser_page: Callable[..., Page], worker: Worker
) -> None:
    page = browser_page("admin")
    page.goto(f"/tables/{suppliers(admin)}/")
    page.get_by_role("link", name="Import rows").click()
    page.get_by_label("Drop a CSV or XLSX file here").set_input_files(bad_file())
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("1 row does not fit the table; 9999 do.")).to_be_visible()
    expect(page.locator("#troubles td").nth(0)).to_have_text(str(BAD_LINE))
    expect(page.locator("#troubles")).to_contain_text("is no whole number")
    page.get_by_role("button", name="Append").click()
    expect(page.get_by_role("alert").first).to_contain_text("Nothing was sent")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Append").click()
    expect(page.get_by_text("You can close this page")).to_be_visible()
    address = page.url
    page.close()
    again = browser_page("admin")
    again.goto(address)
    expect(again.locator('#result[data-state="done"]')).to_be_visible(timeout=LONG)
    expect(again.locator("#rows-now")).to_have_text("10009")


@pytest.mark.slow
def test_a_failure_among_ten_thousand_says_what_is_there_and_the_backup_comes_back(
    admin: Client, browser_page: Callable[..., Page], worker: Worker, sandbox: SandboxProcess
) -> None:
    page = browser_page("admin")
    page.goto(f"/tables/{suppliers(admin)}/import/")
    page.get_by_label("Drop a CSV or XLSX file here").set_input_files(good_file())
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("All rows fit the table.")).to_be_visible()
    sandbox.fault("unauthorized_401", path="/extrarest/pmtable/*/append", method="PUT", times=9)
    overwrite(page)
    expect(page.locator('#result[data-state="failed"]')).to_be_visible(timeout=LONG)
    expect(page.get_by_text("500 of 10000 rows are known to be in the table.")).to_be_visible()
    expect(page.locator("#rows-now")).to_have_text("500")
    sandbox.clear_faults()
    page.get_by_role("button", name="Put it back").click()
    overwrite(page)
    expect(page.locator('#result[data-state="done"]')).to_be_visible(timeout=LONG)
    expect(page.locator("#rows-now")).to_have_text("10")


def overwrite(page: Page) -> None:
    page.get_by_label("Type PMT_SUPPLIERS to go on").fill("PMT_SUPPLIERS")
    page.get_by_role("button", name="Overwrite").click()


def test_without_scripts_a_person_is_put_into_a_group(browser_page: Callable[..., Page]) -> None:
    page = browser_page("silvia", scripts=False)
    page.goto("/people/?q=tanner")
    page.get_by_role("link", name="Bob Tanner").click()
    page.get_by_label("Add to a group").select_option(label="Finance")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Bob Tanner is in Finance.")).to_be_visible()
    expect(page.get_by_role("button", name="Remove Finance")).to_be_visible()


def test_the_screens_are_accessible_and_as_wide_as_the_window(
    admin: Client, browser_page: Callable[..., Page]
) -> None:
    request = admin.get("/accounts/preferences/").wsgi_request
    client, server = request.pm, request.me.server_name  # type: ignore[attr-defined]
    report = NamedReport.objects.create(
        server=server, title="Late", name="number-overdue-by-user", created_by="Ada"
    )
    table = suppliers(admin)
    person = client.users.all()[0].uid
    urls = [
        "/people/",
        "/people/departments/",
        f"/people/{person}/",
        f"/people/{person}/cases/",
        f"/people/{person}/change/",
        "/people/new/",
        "/people/departments/new/",
        "/cases/columns/",
        "/tables/",
        f"/tables/{table}/",
        f"/tables/{table}/import/",
        "/folders/",
        f"/reports/{report.id}/",
        f"/reports/{report.id}/change/",
        "/accounts/preferences/",
    ]
    page = browser_page("admin", width=360)
    for url in urls:
        page.goto(url)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), url
        found = Axe().run(page)
        assert found.violations_count == 0, f"{url}\n{found.generate_report()}"
