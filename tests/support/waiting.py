"""Waiting for a state that another thread or process brings about."""

import time
from collections.abc import Callable

LONGEST = 120
"""Seconds; only what fails waits for so long."""


def wait_until(is_so: Callable[[], object]) -> None:
    """Look again and again; raises AssertionError where it does not become so."""
    give_up = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < give_up, "what was waited for did not happen"
        time.sleep(0.02)
