"""From one workspace to another."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.held import switch_to
from accounts.people import MaybeSignedInRequest
from accounts.workspaces import workspace_by_key
from pmdash.web.toasts import add_toast


@require_POST
def switch(request: MaybeSignedInRequest) -> HttpResponse:
    """Straight to the workspace where this session is signed in to it, else to its sign-in."""
    workspace = workspace_by_key(request.POST.get("workspace", ""))
    if workspace is None or switch_to(request, workspace) is None:
        query = urlencode({"workspace": workspace.key if workspace else ""})
        return HttpResponseRedirect(f"{reverse('accounts:login')}?{query}")
    words = {"workspace": workspace.label}
    add_toast(request, _("You are in %(workspace)s.") % words)
    return HttpResponseRedirect(reverse("home"))
