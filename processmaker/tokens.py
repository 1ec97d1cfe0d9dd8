"""Where a client gets its access token from."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class TokenSource(Protocol):
    """Where a client gets its access token from, and a newer one when the server refuses it."""

    def access_token(self) -> str:
        """Return the access token of this moment; raise SignedOut if there is none."""

    def refreshed(self, stale: str) -> str:
        """Return a newer token than ``stale``, or ``stale`` itself if it is known to be good.

        Called once after a 401, which may also mean "not permitted": so an implementation does
        well to return ``stale`` where that token was issued a moment ago. Raises SignedOut.
        """


class FixedToken:
    """A token that nobody renews."""

    def __init__(self, token: str) -> None:
        self._token = token

    def access_token(self) -> str:
        """Return it."""
        return self._token

    def refreshed(self, stale: str) -> str:
        """Return the same: there is no newer one."""
        return stale
