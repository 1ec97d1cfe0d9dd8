"""How quickly all jobs together may call one server."""

from __future__ import annotations

import math

from django.conf import settings

from pmdash.web.pace import wait_for_turn
from processmaker import places
from processmaker.tokens import TokenSource

_AHEAD = 2
"""Seconds for which calls may stand in the queue: their cases are held meanwhile."""


class PacedTokens:
    """The tokens of a job's owner: each call asks for one before its deadline begins to run, and
    gets it when it is its turn."""

    def __init__(self, tokens: TokenSource, server_url: str) -> None:
        self._tokens = tokens
        self._name = f"calls:{server_url}"

    def access_token(self) -> str:
        """The token, at the moment in which the call may be made."""
        if not settings.JOB_CALLS_PER_SECOND:
            return self._tokens.access_token()
        # The place in the window first: turns that were waited for would else be used all at once
        # when ProcessMaker answers again.
        places.take()
        try:
            wait_for_turn(self._name, settings.JOB_CALLS_PER_SECOND)
            return self._tokens.access_token()
        except BaseException:
            places.leave()
            raise

    def refreshed(self, stale: str) -> str:
        """As the tokens do."""
        return self._tokens.refreshed(stale)


def window_within(window: int) -> int:
    """As much of the window as the pace can use."""
    pace = settings.JOB_CALLS_PER_SECOND
    return min(window, math.ceil(pace * _AHEAD)) if pace else window
