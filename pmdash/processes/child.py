"""One child process that never outlives us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

SECONDS_TO_STOP = 10
SECONDS_BETWEEN_LOOKS = 0.05
LINES_OF_LOG = 15
PR_SET_PDEATHSIG = 1


class ChildDied(Exception):
    """A child ended by itself, or did not become ready; the text says which and why."""


class Child:
    """A process in a group of its own, with its output in a log file."""

    def __init__(
        self, name: str, command: Sequence[str], log_folder: Path, env: Mapping[str, str]
    ) -> None:
        self.name = name
        self.log = log_folder / f"{name}.log"
        log_folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **env},
                start_new_session=True,
                preexec_fn=end_with_parent if sys.platform == "linux" else None,
            )

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait for `ready`; raises ChildDied where that takes longer than `seconds`."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise ChildDied(self.report(f"was not ready after {seconds:.0f} seconds"))
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def check(self) -> None:
        """Raise ChildDied where it has ended."""
        code = self.process.poll()
        if code is not None:
            raise ChildDied(self.report(f"ended with code {code}"))

    def report(self, what: str) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-LINES_OF_LOG:]
        return "\n".join([f"{self.name} {what}; the end of {self.log}:", *lines])

    def stop(self) -> None:
        """Ask it to end, wait, then end whatever is left of its group."""
        if self.process.poll() is None:
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(SECONDS_TO_STOP)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def end_with_parent() -> None:
    """Have Linux end this process when its parent dies, however that happens."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
