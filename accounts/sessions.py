"""How long a sign-in lasts: for as long as it is used, and never beyond a limit."""

import time

import structlog
from django.conf import settings
from django.http import HttpRequest

from accounts.grants import leave_grant
from accounts.held import (
    OTHERS_KEY,
    SEEN_KEY,
    SESSION_KEY,
    all_grants,
    current_grant,
    end_session,
    other_grants,
)
from accounts.models import Grant

logger = structlog.get_logger(__name__)

SECONDS_BETWEEN_NOTES = 600
"""Each note of use is a write to the database, so not every page makes one."""


def grant_in_use(request: HttpRequest) -> Grant | None:
    """The live grant of the workspace in use; what has run out ends here.

    A session that is not used ends for all workspaces, a grant of a fortnight for its own. Grants
    that end so are kept for work that goes on in the background, and ended with the next sweep.
    """
    grant, now = current_grant(request), time.time()
    if grant is None:
        end_idle_others(request, now)
        return None
    ending = why_over(request, grant, now)
    if ending:
        logger.info("session_ended", why=ending, user=grant.user_uid)
        end(request, all_grants(request) if ending == "idle" else [grant])
        return None
    if now - seen_at(request, grant) > SECONDS_BETWEEN_NOTES:
        request.session[SEEN_KEY] = now
    return grant


def end_idle_others(request: HttpRequest, now: float) -> None:
    """Nobody comes back to a workspace through a session that has not been used."""
    seen = request.session.get(SEEN_KEY, now) if OTHERS_KEY in request.session else now
    if now - float(seen) > settings.SESSION_IDLE_HOURS * 3600:
        end(request, other_grants(request))


def end(request: HttpRequest, ending: list[Grant]) -> None:
    """Leave the grants `ending`; with the last one the session ends."""
    left = [grant for grant in all_grants(request) if grant not in ending]
    for grant in ending:
        leave_grant(grant)
    if left:
        request.session.pop(SESSION_KEY, None)
    else:
        end_session(request)


def why_over(request: HttpRequest, grant: Grant, now: float) -> str:
    """Why the session has run out: "limit", "idle", or nothing where it has not."""
    if now - grant.created_at.timestamp() > settings.SESSION_DAYS * 24 * 3600:
        return "limit"
    return "idle" if now - seen_at(request, grant) > settings.SESSION_IDLE_HOURS * 3600 else ""


def seen_at(request: HttpRequest, grant: Grant) -> float:
    """When the session was used last, ten minutes more or less, in seconds since 1970."""
    return float(request.session.get(SEEN_KEY, grant.created_at.timestamp()))
