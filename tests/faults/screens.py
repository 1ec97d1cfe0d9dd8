"""The screens that read from ProcessMaker, and what every one of them owes under a fault."""

import re
import time
from html import unescape
from typing import NamedTuple

from django.http import HttpResponse
from django.test import Client

from accounts.models import Grant
from accounts.vault import unseal
from tests.conftest import forget_breaker

LONGEST = 20
"""Seconds that a page may take: many more than it does on a busy machine, fewer than a hang."""
TABS = ("form", "data", "documents", "notes", "history", "tracker")
EMPTY = re.compile(r'class="empty"|No notes yet|No data yet|No documents for you|Nothing yet')
RAW = re.compile(r"Traceback|Fatal error|form\[USR_|being upgraded|null given|<b>Warning")


class Screen(NamedTuple):
    """An address; `element` is what htmx asks to replace, blank for the whole page."""

    path: str
    element: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"HX-Request": "true", "HX-Target": self.element} if self.element else {}

    def __str__(self) -> str:
        return f"{self.path} {self.element or 'page'}"


LISTS = (Screen("/cases/inbox/?q=e"), Screen("/cases/inbox/?q=e", "list"))


def case_screens(case: str) -> list[Screen]:
    """The page of a case and its tabs, whole and in part."""
    paths = [f"{case}{tab}/" for tab in TABS]
    return [*(Screen(path) for path in paths), *(Screen(path, "case-body") for path in paths)]


class Desk:
    """One person at work, and her screens."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser
        inbox = browser.get("/cases/inbox/")
        first = re.search(r'<a class="case" href="(/cases/[^"?]*)', inbox.content.decode())
        assert first, inbox.content.decode()
        self.case = first[1]

    @property
    def screens(self) -> list[Screen]:
        return [*LISTS, *case_screens(self.case)]

    def look(self, screen: Screen) -> HttpResponse:
        """The answer, which came in time and holds no token, trace or page of ProcessMaker."""
        forget_breaker()
        began = time.monotonic()
        answer = self.browser.get(screen.path, headers=screen.headers)
        took = time.monotonic() - began
        assert took < LONGEST, f"{screen}: {took:.2f} s"
        shown = unescape(answer.content.decode())
        assert not RAW.search(shown), f"{screen}: {RAW.search(shown)}"
        assert_no_token(shown + str(answer.headers), screen)
        assert not screen.element or "<!doctype" not in shown.lower(), screen
        return answer


def assert_no_token(text: str, screen: object) -> None:
    assert "Bearer" not in text, screen
    for grant in Grant.objects.all():
        for token in unseal(grant.sealed_tokens):
            assert token not in text, screen


def assert_honest(answer: HttpResponse, screen: Screen) -> None:
    """The status of a failure, its reason and number; nothing that looks empty."""
    shown = answer.content.decode()
    assert answer.status_code >= 400, screen
    assert 'role="alert"' in shown, f"{screen}\n{shown}"
    assert answer["X-Request-ID"] in shown, screen
    assert not EMPTY.search(shown), f"{screen}: {EMPTY.search(shown)}"
    assert "<tbody>" not in shown, screen


def assert_retry(answer: HttpResponse, screen: Screen) -> None:
    """A link that asks for the same again, in place where only a part was asked for."""
    shown = unescape(answer.content.decode())
    links = re.findall(r"<a [^>]*>[^<]*<svg.*?</a>", shown, re.DOTALL)
    link = next((tag for tag in links if "Try again" in tag), "")
    assert link, f"{screen}\n{shown}"
    query = screen.path.partition("?")[2]
    assert (f'href="?{query}"' in link) if query else (f'href="{screen.path}"' in link), link
