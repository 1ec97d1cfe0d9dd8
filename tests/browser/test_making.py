"""An output document made in the background, in a real browser: its progress, its end, no polls."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cases.jobs.conftest import Worker
from tests.support.axe import assert_accessible
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.browser

POLLS = 2_500
"""Milliseconds in which an element that still asks would have asked twice."""


def test_a_document_comes_without_a_reload_and_then_nothing_is_asked(
    browser_page: Any, office: Office, sandbox: SandboxProcess, worker: Worker
) -> None:
    app_uid = office.ready_purchase()
    _holder, index = office.holder_of(app_uid)
    page = browser_page("wendy")
    page.goto(f"/cases/{app_uid}/{index}/documents/")
    making = page.locator("li.making")
    page.evaluate("window.same = true")
    sandbox.latency(1500)

    making.get_by_role("button", name="Generate").click()
    expect(making.get_by_role("progressbar")).to_be_visible()
    sandbox.latency(0)

    expect(making).to_contain_text("The document is generated.")
    expect(page.locator("#document-lists")).to_contain_text("purchase_order")
    assert page.evaluate("window.same")
    assert_accessible(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(POLLS)
    assert not [url for url in asked if "/documents/" in url]
    with page.expect_download() as saved:
        making.get_by_role("link", name="Download").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")
