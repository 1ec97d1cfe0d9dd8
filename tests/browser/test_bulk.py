"""Bulk jobs in a real browser: from all that match to the report, keys, phones, no scripts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cases.jobs.conftest import Worker
from tests.support.axe import assert_accessible
from tests.support.sandbox import SandboxProcess
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MANY = 2_800
"""So many that the supervisor answers for more than a thousand of them."""
JOB = re.compile(r"/cases/jobs/\d+/$")


@pytest.fixture
def worker(transactional_db: None, redis_server: str, tmp_path: Path) -> Iterator[Worker]:
    """A worker whose jobs take long enough to be paused."""
    started = Worker(tmp_path, JOB_WINDOW="4")
    yield started
    started.stop()


@pytest.fixture
def many_cases(sandbox: SandboxProcess) -> Iterator[SandboxProcess]:
    sandbox.reset(cases=MANY)
    yield sandbox
    sandbox.reset()


def state(page: Page, word: str) -> None:
    expect(page.locator(f"#job-progress[data-state={word}]")).to_have_count(1, timeout=120_000)


def is_after_reload(page: Page, word: str) -> bool:
    """Whether the job is in this state, as a page without scripts tells it."""
    page.reload()
    return page.locator("#job-progress").get_attribute("data-state") == word


def counts(page: Page) -> dict[str, int]:
    progress = page.locator("#job-progress")
    names = ("done", "failed", "total")
    return {name: int(progress.get_attribute(f"data-{name}") or 0) for name in names}


def plan_notes(page: Page) -> int:
    """Take all that match in Review, from one ticked row on, and plan a note; how many."""
    page.goto("/cases/review/")
    page.locator("#case-table tbody .c-sel input").first.check()
    page.get_by_role("link", name=re.compile(r"All( \d+)? that match")).click()
    expect(page.locator("#chosen")).to_have_text(re.compile(r"^\s*[1-9]\d{3} "))
    page.get_by_role("link", name="Add a note").click()
    page.get_by_label("New note").fill("Counted for the audit")
    page.get_by_role("button", name="Plan it").click()
    expect(page).to_have_url(JOB)
    state(page, "planned")
    return counts(page)["total"]


def confirm_notes(page: Page, total: int) -> None:
    """Press the button, which wants the number first."""
    button = page.get_by_role("button", name=f"Add {total} notes")
    button.click()
    expect(page.locator("#number")).to_have_attribute("aria-invalid", "true")
    page.locator("#number").fill(str(total))
    button.click()


def assert_is_quiet(page: Page) -> None:
    """Nothing of the job is asked for when there is no more to come."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.wait_for_timeout(2_500)
    assert [url for url in requests if "/jobs/" in url] == []


def reported_done(page: Page) -> int:
    """The lines of the report that say so."""
    with page.expect_download() as saved:
        page.get_by_role("link", name="Report as CSV").click()
    lines = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()
    return len([line for line in lines if ",Done," in line])


def noted(sandbox: SandboxProcess) -> list[str]:
    """The cases that got a note, once for each."""
    return [one["case"] for one in sandbox.ledger() if one["path"].endswith("/note")]


def test_from_all_that_match_to_the_report(
    browser_page: Any, worker: Worker, many_cases: SandboxProcess
) -> None:
    page = browser_page("silvia")
    total = plan_notes(page)
    expect(page.get_by_text("Nothing has been changed yet.")).to_be_visible()
    assert not noted(many_cases)

    many_cases.latency(100)
    confirm_notes(page, total)
    state(page, "running")
    expect(page.locator("#job-results tbody tr").first).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    state(page, "paused")
    assert 0 < counts(page)["done"] < total
    page.get_by_role("button", name="Resume").click()
    many_cases.latency(0)

    expect(page.locator("#toasts")).to_contain_text("has ended.", timeout=120_000)
    state(page, "finished")
    expect(page.locator("#job-state")).to_have_text("Finished")
    assert counts(page) == {"done": total, "failed": 0, "total": total}
    assert_is_quiet(page)
    assert reported_done(page) == total
    assert len(noted(many_cases)) == len(set(noted(many_cases))) == total


def test_ticked_rows_go_along_and_a_plan_is_cancelled_in_a_dialog(
    browser_page: Any, worker: Worker
) -> None:
    page = browser_page("silvia")
    page.goto("/cases/search/?status=TO_DO")
    for at in (0, 1):
        page.locator("#case-table tbody .c-sel input").nth(at).check()
    page.get_by_role("button", name="Bulk job").click()
    expect(page.locator("#chosen")).to_contain_text("2 cases")
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Plan it").click()
    expect(page).to_have_url(JOB)
    state(page, "planned")
    page.get_by_role("link", name="Cancel job").click()
    expect(page.get_by_role("dialog")).to_contain_text("Nothing more is sent.")
    page.get_by_role("dialog").get_by_role("button", name="Cancel job").click()
    state(page, "cancelled")


@pytest.mark.parametrize("width", [1440, 360])
def test_the_screens_have_no_violations_of_axe(
    browser_page: Any, worker: Worker, width: int
) -> None:
    page = browser_page("silvia", width=width)
    page.goto("/cases/bulk/")
    assert_accessible(page)
    page.goto("/cases/bulk/?list=review&operation=spread")
    assert_accessible(page)
    for box in page.locator("[name=targets]").all():
        box.check()
    page.get_by_role("button", name="Plan it").click()
    state(page, "planned")
    assert_accessible(page)
    total = str(counts(page)["total"])
    if page.locator("#number").count():
        page.locator("#number").fill(total)
    page.locator("#confirm button").click()
    state(page, "finished")
    assert_accessible(page)
    page.goto("/cases/jobs/")
    assert_accessible(page)


def test_without_scripts_a_job_is_planned_and_run(browser_page: Any, worker: Worker) -> None:
    page = browser_page("silvia", scripts=False)
    page.goto("/cases/bulk/?list=inbox&operation=note")
    page.get_by_label("New note").fill("No scripts here")
    page.get_by_role("button", name="Plan it").click()
    wait_until(lambda: is_after_reload(page, "planned"))
    page.locator("#confirm button").click()
    expect(page.locator("#confirm")).to_have_count(0)
    wait_until(lambda: is_after_reload(page, "finished"))
    assert counts(page)["done"] == counts(page)["total"] > 0


def test_an_operator_is_refused_in_plain_words(browser_page: Any) -> None:
    page = browser_page("wendy")
    page.goto("/cases/inbox/")
    expect(page.get_by_role("link", name="Bulk jobs")).to_have_count(0)
    answer = page.goto("/cases/bulk/?list=inbox&operation=cancel")
    assert answer.status == 403
    expect(page.get_by_role("alert")).to_contain_text("does not change many cases at once")
