"""Setting the language in which ProcessMaker itself answers."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.directory.languages import set_language
from accounts.people import SignedInRequest
from pmdash.web.cache import UserCache
from pmdash.web.toasts import add_toast
from processmaker.errors import Refused


@require_POST
@signed_in
def change_server_language(request: SignedInRequest) -> HttpResponse:
    """Ask ProcessMaker to change, and say what it answered."""
    try:
        set_language(request.pm, request.me, request.POST.get("code", ""))
    except Refused:
        text = _("ProcessMaker did not take this language. Nothing was changed.")
        add_toast(request, text, "danger")
    else:
        UserCache(request.me.cache_owner).forget()
        add_toast(request, _("ProcessMaker was told the language."))
    return HttpResponseRedirect(reverse("accounts:preferences"))
