"""The one-time `state` of an authorization: ties the way back from ProcessMaker to the browser.

Only letters, digits, `-` and `_`: the log-in page of ProcessMaker decodes anything else.
"""

import secrets
import time
from dataclasses import dataclass

from django.http import HttpRequest

from pmdash.web.paths import own_path

SESSION_KEY = "sign_in_states"
SECONDS_TO_LIVE = 900
LIMIT = 5


@dataclass(frozen=True)
class Started:
    """A sign-in that was started here: where to go afterwards, and the key of the workspace."""

    next_path: str
    workspace: str


def issue_state(request: HttpRequest, next_path: str, workspace: str) -> str:
    """A new state for this browser; remembers where to go after sign-in, and to what."""
    state = secrets.token_urlsafe(32)
    states = _live_states(request)
    states[state] = {"next": own_path(next_path), "at": time.time(), "workspace": workspace}
    request.session[SESSION_KEY] = dict(list(states.items())[-LIMIT:])
    return state


def redeem_state(request: HttpRequest, state: str) -> Started | None:
    """What was started, if `state` was issued to this browser; it is good for one time."""
    states = _live_states(request)
    entry = states.pop(state, None)
    request.session[SESSION_KEY] = states
    return Started(str(entry["next"]), str(entry.get("workspace", ""))) if entry else None


def _live_states(request: HttpRequest) -> dict[str, dict[str, str | float]]:
    oldest = time.time() - SECONDS_TO_LIVE
    states = request.session.get(SESSION_KEY, {})
    return {
        state: entry
        for state, entry in states.items()
        if entry["at"] > oldest and "workspace" in entry
    }
