"""While ProcessMaker hangs, what pmdash answers by itself stays quick."""

import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
import requests
from django.conf import settings as in_force
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts import server
from tests.conftest import SignIn, forget_everything
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 20
HANG = 6
LOCAL = ("/healthz", "/accounts/login/?reason=expired", "/accounts/preferences/")
MOST = 0.3
"""Seconds that a local page may take; on a machine with other work the worst may take WORST."""
WORST = 1.0


def ask(live_server: LiveServer, path: str, cookie: dict[str, str]) -> tuple[int, float]:
    """The status, and the seconds that it took."""
    began = time.monotonic()
    answer = requests.get(live_server.url + path, cookies=cookie, timeout=30)
    return answer.status_code, time.monotonic() - began


def test_local_pages_answer_while_twenty_people_wait(
    sandbox: SandboxProcess, sign_in: SignIn, live_server: LiveServer, settings: Settings
) -> None:
    settings.PROCESSMAKER_DEADLINE = 5
    server.forget()
    name = in_force.SESSION_COOKIE_NAME
    cookie = {name: sign_in("wendy").cookies[name].value}
    ask(live_server, "/cases/inbox/", cookie)
    sandbox.fault("hang", path="/api/*", seconds=HANG)
    with ThreadPoolExecutor(PEOPLE) as pool:
        waiting = [
            pool.submit(ask, live_server, f"/cases/inbox/?q={n}", cookie) for n in range(PEOPLE)
        ]
        time.sleep(1)
        took = sorted(ask(live_server, path, cookie)[1] for _ in range(5) for path in LOCAL)
        assert not any(one.done() for one in waiting)
        wait(waiting)
    assert took[len(took) // 2] < MOST, took
    assert took[-1] < WORST, took
    for one in waiting:
        status, seconds = one.result()
        assert status in (503, 504)
        assert seconds < 5 + 1.5


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
