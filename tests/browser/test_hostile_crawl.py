"""Markup behind every text of ProcessMaker, on every screen that links lead to: none of it runs.

`make soak` walks much further, as everybody (HOSTILE).
"""

import os
import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.test_hostile_text import CANARY

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

FAR = os.environ.get("HOSTILE") == "everywhere"
MOST_PAGES = 150 if FAR else 14
PEOPLE = ("admin", "silvia", "wendy") if FAR else ("admin",)
LOOK = """() => ({
  ran: window.__pwned,
  planted: document.querySelectorAll(
    "img[src='x'], [onload], [onerror], a[href^='javascript'], main a[hx-trigger=load]").length,
  headings: [...document.querySelectorAll('h1')].filter(one => one.textContent === 'pwned').length,
  links: [...document.querySelectorAll('a[href]')].map(
    one => new URL(one.getAttribute('href'), document.baseURI).href),
  shown: document.body.textContent.includes('onerror=alert(2)'),
})"""
UID = re.compile(r"[0-9a-f]{32}|\d+")
NO_SCREENS = ("/accounts/logout/", "/accounts/login/", "/open/", ".csv", ".zip", ".xlsx")
FEW_OF_A_KIND = 3 if FAR else 1


def kind_of(url: str) -> str:
    """Screens of a kind differ in uids and numbers only."""
    parts = urlsplit(url)
    names = sorted(part.partition("=")[0] for part in parts.query.split("&"))
    return UID.sub("…", parts.path) + "?" + "&".join(names)


@pytest.mark.parametrize("person", PEOPLE)
def test_nothing_runs_on_any_screen(browser_page, sandbox, person: str) -> None:
    page: Page = browser_page(person)
    page.add_init_script(CANARY)
    page.goto("/cases/inbox/")
    sandbox.fault("hostile_texts", path="/api/*")
    home = urlsplit(page.url).netloc
    waiting, kinds, looked, hostile = deque([page.url]), {}, 0, 0
    while waiting and looked < MOST_PAGES:
        url = waiting.popleft()
        answer = page.goto(url, wait_until="load")
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        looked += 1
        assert answer.status != 500, url
        seen = page.evaluate(LOOK)
        assert (seen["ran"], seen["planted"], seen["headings"]) == ([], 0, 0), url
        hostile += seen["shown"]
        for link in seen["links"]:
            kind = kind_of(link)
            known = kinds.get(kind, 0)
            here = urlsplit(link).netloc == home and not any(no in link for no in NO_SCREENS)
            if here and known < FEW_OF_A_KIND and link not in waiting:
                kinds[kind] = known + 1
                waiting.append(link)
    assert hostile > 3, f"{hostile} of {looked} screens showed the markup as text"
