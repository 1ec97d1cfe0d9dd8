"""Promises that have a test of their own: here it runs with more than `make test` has time for."""

import os
import subprocess
import sys
from dataclasses import dataclass

from tests.soak.tally import Figure

LONGEST = 1800
"""Seconds that one test may take."""


@dataclass(frozen=True)
class Suite:
    """Tests, and the environment that makes them large."""

    promise: str
    paths: tuple[str, ...]
    large: dict[str, str]


def suites(file_mb: int) -> tuple[Suite, ...]:
    """All of them; ``file_mb`` is the size of the file that is passed on."""
    return (
        Suite(
            f"{file_mb} MB up and down, memory flat",
            ("tests/web/test_large_files.py",),
            {"FILE_MB": str(file_mb)},
        ),
        Suite(
            "mutated bodies of ProcessMaker, no unhandled error",
            ("tests/processmaker/test_mutations.py", "tests/faults/test_mutated.py"),
            {"MUTATIONS": "2000"},
        ),
        Suite(
            "hostile text in every field on every screen, none runs",
            ("tests/browser/test_hostile_text.py", "tests/browser/test_hostile_crawl.py"),
            {"HOSTILE": "everywhere"},
        ),
    )


def run_suite(suite: Suite) -> Figure:
    """Its line."""
    quiet = ["-q", "--no-header", f"--timeout={LONGEST}"]
    command = [sys.executable, "-m", "pytest", *quiet, *suite.paths]
    chosen = {"DJANGO_SETTINGS_MODULE": "tests.settings", **suite.large}
    done = subprocess.run(
        command, env={**os.environ, **chosen}, capture_output=True, text=True, check=False
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode:
        print(done.stdout)
    return Figure(f"{suite.promise}: {lines[-1] if lines else done.stderr}", not done.returncode)
