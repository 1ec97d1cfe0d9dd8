"""`make demo` as a person uses it: started, signed in to, stopped, and nothing is left."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from pmdash.processes.ports import answers
from tests.support.oauth_pages import FirstForm, back_from_processmaker
from tests.support.ports import reserved_port
from tests.support.sandbox import SandboxProcess
from tests.support.waiting import wait_until

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 180

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class Demo:
    """A `make demo` or `make run` on ports and in a folder of its own."""

    def __init__(self, folder: Path, target: str = "demo", **env: str) -> None:
        self.port, self.sandbox_port = reserved_port(), reserved_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.output = folder / "output.txt"
        own = {"PMDASH_PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port)}
        # A busy machine is no mistake.
        own["PROCESSMAKER_DEADLINE"] = "30"
        # Nothing of the settings of this test process may reach the demo.
        clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                ["make", target],
                cwd=ROOT,
                env={**clean, "PMDASH_VAR": str(folder), "DEMO_CASES": "20", **own, **env},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, text: str) -> str:
        deadline = time.monotonic() + SECONDS_TO_START
        while text not in self.output.read_text():
            assert time.monotonic() < deadline, self.output.read_text()
            assert self.process.poll() is None, self.output.read_text()
            time.sleep(0.1)
        return self.output.read_text()

    def processes(self) -> set[int]:
        """Every process that was started with our folder in its environment."""
        mark = f"PMDASH_VAR={self.folder}".encode()
        found = set()
        for environ in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in environ.read_bytes().split(b"\0"):
                    found.add(int(environ.parent.name))
            except (OSError, ValueError):
                continue
        return found

    def leaves_nothing(self) -> None:
        """Wait for the last one: who was killed needs a moment of the processor to end."""
        wait_until(lambda: not self.processes())

    def checks(self) -> dict[str, str]:
        """Whether everything around it answers."""
        ready = requests.get(f"{self.url}/readyz", timeout=60).json()
        return {name: check["state"] for name, check in ready["checks"].items()}

    def interrupt(self, number: int = signal.SIGINT) -> int:
        """Send what Ctrl-C sends; the exit code of make."""
        os.killpg(self.process.pid, number)
        return self.process.wait(180)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path)
    yield demo
    for pid in demo.processes():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_it_starts_is_used_and_leaves_nothing_behind(demo: Demo) -> None:
    text = demo.wait_for("Ctrl-C stops everything")
    assert f"{demo.url}/" in text
    assert all(name in text for name in ("admin", "silvia", "wendy", "bob", "mary", "sandbox"))
    inbox = sign_in_as_wendy(demo)
    assert 'id="case-table"' in inbox.text
    # A check gives up after a second, which a busy machine may take now and then.
    wait_until(lambda: set(demo.checks().values()) == {"up"})
    assert set(demo.checks()) == {"database", "redis", "worker", "processmaker"}
    assert len(demo.processes()) > 5

    demo.interrupt()

    demo.leaves_nothing()
    assert not answers(demo.port)
    assert not answers(demo.sandbox_port)
    assert "Stopping" in demo.output.read_text()


def test_it_works_with_the_oldest_server(tmp_path: Path) -> None:
    demo = Demo(tmp_path, SANDBOX_PROFILE="3.2")
    try:
        demo.wait_for("Ctrl-C stops everything")
        config = f"http://127.0.0.1:{demo.sandbox_port}/api/1.0/workflow/light/config"
        assert requests.get(config, timeout=60).json()["version"].startswith("3.2")
        assert 'data-case="' in sign_in_as_wendy(demo).text
    finally:
        demo.interrupt()
    demo.leaves_nothing()


def test_a_child_that_dies_ends_all_and_is_named(demo: Demo) -> None:
    demo.wait_for("Ctrl-C stops everything")
    (sandbox,) = [pid for pid in demo.processes() if b"\0sandbox\0" in command_of(pid)]
    os.kill(sandbox, signal.SIGKILL)
    assert demo.process.wait(180) != 0
    assert "pmdash stops: sandbox ended with code -9" in demo.output.read_text()
    demo.leaves_nothing()


def test_a_supervisor_that_is_killed_takes_its_children_along(demo: Demo) -> None:
    demo.wait_for("Ctrl-C stops everything")
    (supervisor,) = [pid for pid in demo.processes() if b"\0pmdash.demo\0" in command_of(pid)]
    os.kill(supervisor, signal.SIGKILL)
    demo.process.wait(180)
    demo.leaves_nothing()


def test_a_port_that_is_taken_is_named(tmp_path: Path, demo: Demo) -> None:
    demo.wait_for("Ctrl-C stops everything")
    second = Demo(tmp_path / "second", PMDASH_PORT=str(demo.port))
    assert second.process.wait(180) != 0
    text = second.output.read_text()
    assert f"port {demo.port} is taken by another program" in text
    assert f"PMDASH_PORT={demo.port + 100}" in text
    second.leaves_nothing()


def test_make_run_serves_the_server_of_the_settings(
    tmp_path: Path, sandbox_process: SandboxProcess
) -> None:
    run = Demo(
        tmp_path,
        "run",
        PROCESSMAKER_URL=sandbox_process.url,
        PROCESSMAKER_CLIENT_ID="pmdash-demo",
        PROCESSMAKER_CLIENT_SECRET="pmdash-demo-secret",
    )
    try:
        run.wait_for("Ctrl-C stops everything")
        sign_in_as_wendy(run)
    finally:
        run.interrupt()
    run.leaves_nothing()


def command_of(pid: int) -> bytes:
    """How it was started; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def sign_in_as_wendy(demo: Demo) -> requests.Response:
    """From the inbox through the sign-in pages and back."""
    browser = requests.Session()
    login = browser.get(f"{demo.url}/cases/inbox/", timeout=60)
    form = FirstForm(login.text)
    headers = {"Referer": login.url}
    start = browser.post(
        urljoin(login.url, form.action),
        data=form.fields,
        headers=headers,
        timeout=60,
        allow_redirects=False,
    )
    assert start.status_code == 302, start.text
    back = back_from_processmaker(start.headers["Location"], "wendy")
    inbox = browser.get(f"{demo.url}{back}", timeout=60)
    assert inbox.status_code == 200, inbox.text
    assert re.search(r"/cases/inbox/$", inbox.url)
    return inbox
