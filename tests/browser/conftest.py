"""Fixtures of the tests in a real browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests.cases.jobs.conftest import Worker
from tests.conftest import SignIn
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

# Playwright runs an event loop in this thread; Django's calls from it are the tests' own.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# Debian's, else the one that Playwright has downloaded.
CHROMIUM = shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# Milliseconds; only what fails waits for so long: a busy machine is no mistake.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

# Errors on the console that tell what was answered or not: the business of the test.
ANSWERS = (
    "Failed to load resource",
    "Response Status Error Code",
    "htmx:sendAbort",
    "htmx:sendError",
    "htmx:timeout",
    "htmx:afterRequest",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(QUIET), timeout=2 * PATIENCE
        )
        yield browser
        browser.close()


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(chromium: Browser, live_server: LiveServer) -> Iterator[NewContext]:
    """Browsers in which nobody is signed in: `new_context(java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        options = {"base_url": live_server.url, "reduced_motion": "reduce", **options}
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture
def office(sandbox: SandboxProcess) -> Office:
    """The demo office."""
    return Office(sandbox.url)


@pytest.fixture
def worker(transactional_db: None, redis_server: str, tmp_path: Path) -> Iterator[Worker]:
    """Runs the jobs that the pages start."""
    started = Worker(tmp_path)
    yield started
    started.stop()


@pytest.fixture
def browser_page(
    new_context: NewContext, live_server: LiveServer, sign_in: SignIn
) -> Iterator[Callable[..., Page]]:
    """Pages of signed-in people: `browser_page("wendy", width=360, scripts=False)`.

    A mistake in a script and whatever the content security policy blocks fail the test.
    """
    opened: list[BrowserContext] = []
    mistakes: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # What the server answered or did not answer is the business of the test.
        if message.type == "error" and not message.text.startswith(ANSWERS):
            mistakes.append(message.text)

    def open_page(username: str, *, width: int = 1440, scripts: bool = True) -> Page:
        context = new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        name = settings.SESSION_COOKIE_NAME
        value = sign_in(username).cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        opened.append(context)
        context.on("console", note)
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        return page

    yield open_page
    for context in opened:
        context.close()
    assert mistakes == []
