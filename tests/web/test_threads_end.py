"""Threads of the real web server end when they have been idle for a while."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from django.conf import settings

from pmdash.processes.stack import Stack
from tests.cases.jobs.conftest import database_url
from tests.conftest import SignIn
from tests.support.ports import reserved_port
from tests.support.sandbox import SandboxProcess
from tests.support.waiting import wait_until

VISITORS = 12

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.fixture
def web(transactional_db: None, redis_server: str, tmp_path: Path) -> Iterator[tuple[Stack, str]]:
    """The web server, and its address. Its threads wait for five seconds, the least there is."""
    own = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "pmdash.settings"}
    idle = {"GRANIAN_BLOCKING_THREADS_IDLE_TIMEOUT": "5"}
    stack = Stack(tmp_path, {**own, **idle, "DEBUG": "1"})
    port = reserved_port()
    stack.add_web(port)
    yield stack, f"http://127.0.0.1:{port}"
    stack.stop()


def workers(stack: Stack) -> list[str]:
    parent = stack.children[0].process.pid
    return Path(f"/proc/{parent}/task/{parent}/children").read_text().split()


def threads(stack: Stack) -> set[str]:
    return {path.name for pid in workers(stack) for path in Path(f"/proc/{pid}/task").iterdir()}


def test_a_server_whose_threads_ended_goes_on(
    web: tuple[Stack, str], sign_in: SignIn, sandbox: SandboxProcess
) -> None:
    stack, address = web
    session = sign_in("wendy").cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session}

    def visit(_number: int) -> int:
        url = f"{address}/cases/inbox/"
        return requests.get(url, cookies=cookies, allow_redirects=False, timeout=60).status_code

    def visits() -> set[int]:
        with ThreadPoolExecutor(VISITORS) as visitors:
            return set(visitors.map(visit, range(2 * VISITORS)))

    # So all of them are there at once.
    sandbox.latency(300)
    assert visits() == {200}
    processes, busy = workers(stack), threads(stack)
    wait_until(lambda: len(busy - threads(stack)) >= VISITORS // 2)

    assert visits() == {200}
    assert workers(stack) == processes
