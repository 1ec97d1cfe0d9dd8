"""Signing out: afterwards no copy of the tokens is of use to anybody."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.grants import current_grant, end_grant
from accounts.people import MaybeSignedInRequest


@require_POST
def logout(request: MaybeSignedInRequest) -> HttpResponse:
    """Revoke and forget the tokens, end the session, and say honestly what was possible."""
    grant = current_grant(request)
    request.session.flush()
    told = end_grant(grant) if grant else True
    query = urlencode({"reason": "signed-out" if told else "signed-out-here"})
    return HttpResponseRedirect(f"{reverse('accounts:login')}?{query}")
