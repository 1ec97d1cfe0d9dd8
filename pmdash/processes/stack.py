"""Starts what pmdash consists of, watches it, and stops all of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn

from pmdash.processes.child import Child, ChildDied
from pmdash.processes.ports import answers_http, free_port
from pmdash.processes.redis_server import start_redis

ROOT = Path(__file__).resolve().parent.parent.parent
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SECONDS_BETWEEN_LOOKS = 0.2
WEB_WORKERS = 2
WEB_THREADS = 32


class Stopped(BaseException):
    """We were asked to stop; a BaseException so that no handler of errors takes it for one."""


@dataclass
class Stack:
    """The children in the order of their start, and the environment that they share."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def add(self, name: str, command: list[str]) -> Child:
        child = Child(name, command, self.folder / "log", self.env)
        self.children.append(child)
        return child

    def add_redis(self) -> None:
        """Use the Redis of REDIS_URL, or start one."""
        if os.environ.get("REDIS_URL"):
            return
        port = free_port()
        self.children.append(start_redis(port, self.folder))
        self.env["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"

    def prepare(self) -> None:
        """Bring the database, the translations and the static files up to date."""
        self.manage("migrate", "--no-input")
        self.manage("compile_translations")
        self.manage("collectstatic", "--no-input")

    def manage(self, *arguments: str) -> None:
        """Run a command of manage.py; raises ChildDied with its output where it fails."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments, "--verbosity=0"]
        env = {**os.environ, **self.env}
        done = subprocess.run(  # noqa: S603
            command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise ChildDied(done.stderr.strip() or done.stdout.strip())

    def add_worker(self) -> None:
        options = ["--concurrency=2", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
        self.add("worker", [sys.executable, "-m", "celery", "-A", "pmdash", "worker", *options])

    def add_web(self, port: int, application: str = "pmdash.wsgi:application") -> None:
        """Start the web server and wait until it answers."""
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        size = ["--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS)]
        quiet = ["--log-level", "warning", "--no-ws", "--workers-kill-timeout", "5"]
        command = [sys.executable, "-m", "granian", *options, *size, *quiet]
        web = self.add("web", [*command, application])
        web.wait_until(lambda: answers_http(f"http://127.0.0.1:{port}/healthz"), seconds=60)

    def watch(self) -> NoReturn:
        """Look after the children until one dies (ChildDied) or we are asked to stop."""
        while True:
            for child in self.children:
                child.check()
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def stop(self) -> None:
        """Stop all children, the last one first."""
        for child in reversed(self.children):
            child.stop()


def stop_on_signals() -> None:
    """Turn the first signal to end into Stopped, and ignore the others while we stop."""

    def stop(number: int, frame: FrameType | None) -> None:
        ignore_signals()
        raise Stopped

    for number in SIGNALS:
        signal.signal(number, stop)


def ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def run_stack(stack: Stack, start: Callable[[Stack], None]) -> int:
    """Start, watch and stop `stack`; the exit code of this program."""
    stop_on_signals()
    try:
        start(stack)
        stack.watch()
    except Stopped:
        say("\nStopping …")
        return 0
    except Exception as error:
        say(f"pmdash stops: {error}")
        return 1
    finally:
        ignore_signals()
        stack.stop()
