"""Work that may go on in somebody's name after they have signed out.

`accounts` knows of no jobs: what runs in the background registers here, in the `ready` of its app.
"""

from typing import Protocol

from accounts.models import Grant


class BackgroundWork(Protocol):
    """One kind of work that uses grants."""

    def unfinished(self, grant: Grant) -> int:
        """How many pieces of work still need `grant`."""

    def stop(self, grant: Grant) -> None:
        """Start nothing more with `grant`; what has been sent is not taken back."""


_registered: list[BackgroundWork] = []


def register(work: BackgroundWork) -> None:
    """Have `work` asked about when somebody signs out."""
    _registered.append(work)


def unfinished(grant: Grant) -> int:
    """How many pieces of work still need `grant`."""
    return sum(work.unfinished(grant) for work in _registered)


def stop_all(grant: Grant) -> None:
    """Stop all work that uses `grant`."""
    for work in _registered:
        work.stop(grant)
