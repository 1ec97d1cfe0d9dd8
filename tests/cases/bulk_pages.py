"""Reading the pages of bulk jobs as a person does, and waiting as they do."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cases.jobs.conftest import REQUEST_LIMIT, Worker

BULK = "/cases/bulk/"
PROGRESS = re.compile(
    r'id="job-progress" data-state="(\w+)" data-done="(\d+)" data-failed="(\d+)" data-total="(\d+)"'
)
POLL = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "job-progress"}
LONG_AGO = 120
MISTAKES = re.compile(r'class="(?:err|note danger)".*')


@pytest.fixture(scope="module")
def worker(
    django_db_setup: None,
    django_db_blocker: Any,
    sandbox_process: object,
    redis_server: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Worker]:
    """One Celery worker for all tests of a module."""
    with django_db_blocker.unblock():
        started = Worker(tmp_path_factory.mktemp("worker"))
    yield started
    started.stop()


@pytest.fixture
def bulk(worker: Worker, transactional_db: None, settings: Settings) -> None:
    """A worker is there, with the time limits of tests here too."""
    settings.PROCESSMAKER_REQUEST_LIMIT = REQUEST_LIMIT


def plan(browser: Client, data: dict[str, Any]) -> str:
    """Plan as the form does; the address of the job, once its plan is there."""
    page = browser.post(BULK, data)
    answer = browser.post(BULK, {**data, "plan": "1", "submit_key": key(page)})
    assert answer.status_code == 302, MISTAKES.findall(text(answer))
    url = answer["Location"]
    wait_for(browser, url, "planned")
    return url


def key(page: Any) -> str:
    found = re.search(r'name="submit_key" value="([^"]+)"', text(page))
    assert found, text(page)
    return found[1]


def run(browser: Client, url: str, number: int | str = "") -> dict[str, Any]:
    """Confirm, and wait for the end."""
    answer = browser.post(f"{url}confirm/", {"number": number})
    assert answer.status_code == 302, MISTAKES.findall(text(answer))
    return wait_for(browser, url, "finished")


def progress(browser: Client, url: str) -> dict[str, Any]:
    found = PROGRESS.search(text(browser.get(url)))
    assert found
    state, done, failed, total = found.groups()
    return {"state": state, "done": int(done), "failed": int(failed), "total": int(total)}


def wait_for(browser: Client, url: str, state: str) -> dict[str, Any]:
    give_up = time.monotonic() + LONG_AGO
    while time.monotonic() < give_up:
        found = progress(browser, url)
        if found["state"] == state:
            return found
        time.sleep(0.1)
    raise AssertionError(f"the job is {found} after {LONG_AGO} s")


def text(answer: Any) -> str:
    return (
        "".join(part.decode() for part in answer) if answer.streaming else answer.content.decode()
    )


def report(browser: Client, url: str) -> list[str]:
    """The lines of the report, the heading first."""
    return text(browser.get(f"{url}report.csv")).lstrip("\ufeff").splitlines()


def ticked(cases: list[tuple[str, int]]) -> list[str]:
    return [f"{uid}/{index}" for uid, index in cases]
