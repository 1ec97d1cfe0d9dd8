"""Signing out: afterwards no copy of the tokens is of use to anybody."""

from urllib.parse import urlencode

import structlog
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.background import stop_all, unfinished
from accounts.grants import end_grant, leave_grant
from accounts.held import (
    chosen_workspace,
    current_grant,
    held_workspaces,
    let_go,
    other_grants,
    workspace_of_grant,
)
from accounts.models import Grant
from accounts.people import MaybeSignedInRequest
from pmdash.web.toasts import add_toast

logger = structlog.get_logger(__name__)

CHOICES = ("stop", "finish")
SCOPES = ("this", "all")
GRAVITY = ("signed-out", "signed-out-jobs", "signed-out-here")
"""The reasons of the sign-in page; of several the last is the one to know."""


@require_POST
def logout(request: MaybeSignedInRequest) -> HttpResponse:
    """End the sign-in to this workspace, or to all; where jobs still need it, ask about them.

    Who is signed in to several workspaces is asked which are meant.
    """
    current = current_grant(request)
    others = other_grants(request)
    scope = request.POST.get("scope", "")
    if current and others and scope not in SCOPES:
        here = chosen_workspace(request)
        return ask(request, {"here": here, "elsewhere": held_workspaces(request, here)})
    ending = ([current] if current else []) + ([] if current and scope == "this" else others)
    choice = request.POST.get("jobs", "")
    jobs = sum(unfinished(grant) for grant in ending)
    if jobs and choice not in CHOICES:
        return ask(request, {"jobs": jobs, "scope": scope})
    return leave(request, ending, choice if jobs else "")


def ask(request: MaybeSignedInRequest, context: dict[str, object]) -> HttpResponse:
    return render(request, "accounts/logout/page.html", context)


def leave(request: MaybeSignedInRequest, ending: list[Grant], choice: str) -> HttpResponse:
    """End all of `ending`; where the session goes on, in the workspace that is left."""
    left = let_go(request, ending)
    reasons = [sign_out(grant, choice) for grant in ending]
    if left:
        workspace = workspace_of_grant(left)
        words = {"workspace": workspace.label if workspace else ""}
        add_toast(request, _("You are signed out there. This is %(workspace)s.") % words)
        return HttpResponseRedirect(reverse("home"))
    reason = max(reasons, key=GRAVITY.index, default="signed-out")
    return HttpResponseRedirect(f"{reverse('accounts:login')}?{urlencode({'reason': reason})}")


def sign_out(grant: Grant, choice: str) -> str:
    """Do as chosen; the reason that the sign-in page then shows."""
    logger.info("signed_out", user=grant.user_uid, jobs=choice)
    if choice == "finish" and unfinished(grant):
        leave_grant(grant)
        return "signed-out-jobs"
    if choice == "stop":
        stop_all(grant)
    return "signed-out" if end_grant(grant) else "signed-out-here"
