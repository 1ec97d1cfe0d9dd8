"""While ProcessMaker hangs, what pmdash answers by itself is not held up."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.conf import settings as in_force
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts import server
from tests.conftest import SignIn, forget_everything
from tests.support.sandbox import SandboxProcess
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 20
HANG = 110
"""Seconds, many more than a local page takes on the slowest machine; the test ends it."""
LOCAL = ("/healthz", "/accounts/login/?reason=expired", "/accounts/preferences/")
MOST = 30
"""Seconds after which a local page counts as held up."""


def ask(live_server: LiveServer, path: str, cookie: dict[str, str], most: float = HANG) -> int:
    """The status; raises where no answer came within `most` seconds."""
    return requests.get(live_server.url + path, cookies=cookie, timeout=most).status_code


def test_local_pages_answer_while_twenty_people_wait(
    sandbox: SandboxProcess, sign_in: SignIn, live_server: LiveServer, settings: Settings
) -> None:
    settings.PROCESSMAKER_DEADLINE = HANG
    server.forget()
    name = in_force.SESSION_COOKIE_NAME
    cookie = {name: sign_in("wendy").cookies[name].value}
    ask(live_server, "/cases/inbox/", cookie)
    sandbox.forget_asked()
    sandbox.fault("slow", path="/api/*", seconds=HANG)
    with ThreadPoolExecutor(PEOPLE) as pool:
        waiting = [
            pool.submit(ask, live_server, f"/cases/inbox/?q={n}", cookie) for n in range(PEOPLE)
        ]
        try:
            wait_until(lambda: len(sandbox.asked()) >= PEOPLE)
            local = [ask(live_server, path, cookie, MOST) for _ in range(5) for path in LOCAL]
            assert set(local) == {200}
            assert not any(one.done() for one in waiting)
        finally:
            sandbox.clear_faults()
    assert {one.result() for one in waiting} == {200}


def test_a_local_page_asks_nothing_even_if_nothing_is_known_of_the_server(
    sandbox: SandboxProcess, sign_in: SignIn
) -> None:
    browser = sign_in("wendy")
    forget_everything()
    sandbox.forget_asked()
    page = browser.get("/accounts/preferences/")
    assert page.status_code == 200
    assert "/cases/inbox/" in page.content.decode()
    assert sandbox.asked() == []
