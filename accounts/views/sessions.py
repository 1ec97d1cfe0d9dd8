"""Where else a person is signed in, and ending it."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.background import unfinished
from accounts.decorators import signed_in
from accounts.grants import end_grant, leave_grant
from accounts.models import Grant
from accounts.people import Me, SignedInRequest
from pmdash.web.toasts import add_toast


def other_sessions(me: Me) -> "QuerySet[Grant]":
    """The other live sign-ins of `me`, the newest first."""
    mine = Grant.objects.filter(preferences__grant__id=me.grant_id, left_at=None, ended_at=None)
    return mine.exclude(id=me.grant_id).order_by("-created_at")


@require_POST
@signed_in
def end_others(request: SignedInRequest) -> HttpResponse:
    """Sign the person out everywhere but here; jobs that were begun there go on."""
    for grant in other_sessions(request.me):
        if unfinished(grant):
            leave_grant(grant)
        else:
            end_grant(grant)
    add_toast(request, _("You are signed in here only."))
    return HttpResponseRedirect(reverse("accounts:preferences"))
