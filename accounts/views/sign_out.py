"""Signing out: afterwards no copy of the tokens is of use to anybody."""

from urllib.parse import urlencode

import structlog
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.background import stop_all, unfinished
from accounts.grants import current_grant, end_grant, leave_grant
from accounts.models import Grant
from accounts.people import MaybeSignedInRequest

logger = structlog.get_logger(__name__)

CHOICES = ("stop", "finish")


@require_POST
def logout(request: MaybeSignedInRequest) -> HttpResponse:
    """End the session and the grant; where jobs still need it, ask first what becomes of them."""
    grant = current_grant(request)
    choice = request.POST.get("jobs", "")
    jobs = unfinished(grant) if grant else 0
    if jobs and choice not in CHOICES:
        return render(request, "accounts/logout/page.html", {"jobs": jobs})
    request.session.flush()
    reason = sign_out(grant, choice if jobs else "") if grant else "signed-out"
    return HttpResponseRedirect(f"{reverse('accounts:login')}?{urlencode({'reason': reason})}")


def sign_out(grant: Grant, choice: str) -> str:
    """Do as chosen; the reason that the sign-in page then shows."""
    logger.info("signed_out", user=grant.user_uid, jobs=choice)
    if choice == "finish":
        leave_grant(grant)
        return "signed-out-jobs"
    if choice == "stop":
        stop_all(grant)
    return "signed-out" if end_grant(grant) else "signed-out-here"
