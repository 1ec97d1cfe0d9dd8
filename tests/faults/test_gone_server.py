"""A server that is not there: refused, unknown name, no TLS, or gone while people work."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from accounts import server
from accounts.models import Grant
from processmaker.transport import transport_of
from tests.cases.lists_page import notes, rows
from tests.conftest import SignIn
from tests.faults.screens import LISTS, Desk, Screen, assert_honest, assert_retry
from tests.support.ports import reserved_port
from tests.support.sandbox import SandboxProcess

MORTAL_CASES = 12


@pytest.fixture
def mortal(tmp_path: Path, settings: Settings, sandbox: SandboxProcess) -> Iterator[SandboxProcess]:
    """A sandbox that may be stopped; pmdash works with it during this test."""
    process = SandboxProcess(sys.executable, reserved_port(), tmp_path, cases=MORTAL_CASES)
    settings.PROCESSMAKER_URL = process.url
    server.forget()
    yield process
    process.stop()


def test_a_server_that_dies_while_people_work(mortal: SandboxProcess, sign_in: SignIn) -> None:
    desk = Desk(sign_in("wendy"))
    seen = rows(desk.browser.get("/cases/inbox/"))
    mortal.stop()
    for screen in desk.screens:
        answer = desk.look(screen)
        assert answer.status_code == 503, screen
        assert_honest(answer, screen)
        assert_retry(answer, screen)
        assert "ProcessMaker cannot be reached" in answer.content.decode(), screen
    counters = desk.look(Screen("/cases/counters/", "count-inbox"))
    assert (counters.status_code, counters.content) == (503, b"")
    stale = desk.look(Screen("/cases/inbox/"))
    assert stale.status_code == 503
    assert [row[:2] for row in rows(stale)] == [row[:2] for row in seen]
    assert notes(stale)[0].startswith("These rows are from")


def move_to(url: str, settings: Settings) -> None:
    """From here on `url` is ProcessMaker; the sign-in goes along."""
    settings.PROCESSMAKER_URL = url
    Grant.objects.update(server=url)
    server.forget()


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}", "https://{tls}", "http://no.invalid"])
def test_a_server_that_was_never_there_is_an_error_page(
    desk: Desk, settings: Settings, url: str
) -> None:
    here = settings.PROCESSMAKER_URL.removeprefix("http://")
    move_to(url.format(port=reserved_port(), tls=here), settings)
    for screen in (*LISTS, Screen("/cases/counters/", "count-inbox")):
        answer = desk.look(screen)
        assert answer.status_code == 503, screen
        assert not rows(answer)
    page = desk.look(LISTS[0])
    assert_honest(page, LISTS[0])
    assert "Try again" in page.content.decode()
    assert desk.look(Screen("/accounts/preferences/")).status_code == 200
    line = desk.look(Screen("/accounts/login/server/", "server-line"))
    assert "does not answer" in line.content.decode()
    transport_of(settings.PROCESSMAKER_URL, verify=True).close()
