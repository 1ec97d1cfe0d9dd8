"""What is soaked: sandbox, Redis, worker and web server, each a process that can be struck."""

import os
import signal
import sys
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command

from pmdash.processes.child import Child
from pmdash.processes.ports import answers_http
from pmdash.processes.redis_server import start_redis
from tests.support.sandbox import SandboxProcess

SECONDS_TO_START = 180
CASES = 60
WEB_WORKERS = 2
WEB_THREADS = 32


@dataclass(frozen=True)
class Limits:
    """The time limits of pmdash, in seconds, under the names of its settings."""

    PROCESSMAKER_DEADLINE: int
    PROCESSMAKER_REQUEST_LIMIT: int
    JOB_SWEEP_SECONDS: int


SHORT = Limits(1, 4, 1)
"""Many rounds in a minute."""
AS_DELIVERED = Limits(5, 60, 15)
"""The defaults of an installation: they show how long a recovery takes."""


class Stand:
    """The processes of one session, on the ports that its settings name."""

    def __init__(self) -> None:
        self.folder = Path(settings.VAR_DIR)
        self.limits = SHORT
        self.web_url = f"http://127.0.0.1:{settings.PMDASH_PORT}"
        self.sandbox: SandboxProcess
        self.redis: Child
        self.worker: Child
        self.web: Child
        self._started = 0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self.sandbox = SandboxProcess(
                sys.executable, settings.SANDBOX_PORT, self.folder / "log", cases=CASES
            )
            stack.callback(self.sandbox.stop)
            self.start_redis()
            stack.callback(lambda: self.redis.stop())
            call_command("migrate", "--no-input", verbosity=0)
            call_command("collectstatic", "--no-input", verbosity=0)
            self.start_worker()
            stack.callback(lambda: self.worker.stop())
            self.start_web()
            stack.callback(lambda: self.web.stop())
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def start_redis(self) -> None:
        """Start Redis, empty."""
        port = urlsplit(settings.REDIS_URL).port
        assert port
        self.redis = start_redis(port, self.folder)

    def start_worker(self) -> None:
        """Start a worker with two children and wait for it."""
        options = ["--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
        application = ["celery", "-A", "tests.soak.hooked_worker", "worker"]
        self.worker = self._start("worker", [*application, *options])
        self.worker.wait_until(lambda: " ready." in self.worker.log.read_text(), SECONDS_TO_START)

    def start_web(self) -> None:
        """Start the web server as `make run` does and wait for it."""
        port = str(settings.PMDASH_PORT)
        where = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", port]
        size = ["--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS)]
        quiet = ["--log-level", "warning", "--no-ws", "--workers-kill-timeout", "5"]
        application = "tests.soak.hooked_web:application"
        self.web = self._start("web", ["granian", *where, *size, *quiet, application])
        self.web.wait_until(lambda: answers_http(f"{self.web_url}/healthz"), SECONDS_TO_START)

    def start_anew(self, limits: Limits) -> None:
        """Start worker and web server again, with other time limits."""
        self.limits = limits
        self.worker.stop()
        self.web.stop()
        self.start_worker()
        self.start_web()

    def _start(self, name: str, arguments: list[str]) -> Child:
        self._started += 1
        command = [sys.executable, "-m", *arguments]
        limits = {setting: str(seconds) for setting, seconds in asdict(self.limits).items()}
        return Child(f"{name}-{self._started}", command, self.folder / "log", limits)


def kill(child: Child) -> None:
    """SIGKILL, to the process and whatever it has started."""
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


def kill_alone(child: Child) -> None:
    """SIGKILL to the main process alone: its children live on as orphans."""
    child.process.kill()
    child.process.wait()


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]
