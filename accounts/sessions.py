"""How long a sign-in lasts: for as long as it is used, and never beyond a limit."""

import time

import structlog
from django.conf import settings
from django.http import HttpRequest

from accounts.grants import leave_grant
from accounts.held import SEEN_KEY, all_grants, current_grant, end_session
from accounts.models import Grant

logger = structlog.get_logger(__name__)

SECONDS_BETWEEN_NOTES = 600
"""Each note of use is a write to the database, so not every page makes one."""


def grant_in_use(request: HttpRequest) -> Grant | None:
    """The live grant of this session; a session that has run out ends here.

    Its grants, those of other workspaces too, are kept for work that goes on in the background,
    and ended with the next sweep.
    """
    grant = current_grant(request)
    if grant is None:
        return None
    now = time.time()
    ending = why_over(request, grant, now)
    if ending:
        logger.info("session_ended", why=ending, user=grant.user_uid)
        for held in all_grants(request):
            leave_grant(held)
        end_session(request)
        return None
    if now - seen_at(request, grant) > SECONDS_BETWEEN_NOTES:
        request.session[SEEN_KEY] = now
    return grant


def why_over(request: HttpRequest, grant: Grant, now: float) -> str:
    """Why the session has run out: "limit", "idle", or nothing where it has not."""
    if now - grant.created_at.timestamp() > settings.SESSION_DAYS * 24 * 3600:
        return "limit"
    return "idle" if now - seen_at(request, grant) > settings.SESSION_IDLE_HOURS * 3600 else ""


def seen_at(request: HttpRequest, grant: Grant) -> float:
    """When the session was used last, ten minutes more or less, in seconds since 1970."""
    return float(request.session.get(SEEN_KEY, grant.created_at.timestamp()))
