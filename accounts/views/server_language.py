"""The language in which ProcessMaker itself answers: a page of its own, as it asks ProcessMaker."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.directory.languages import read_languages, set_language
from accounts.people import SignedInRequest
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast
from processmaker.errors import Refused

TEMPLATE = "accounts/preferences/server-language.html"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def server_language(request: SignedInRequest) -> HttpResponse:
    """Show what ProcessMaker can speak, or change it."""
    if request.method == "POST":
        return changed(request)
    context = {"server_languages": read_languages(request.pm, request.me)}
    return render_page(request, TEMPLATE, context)


def changed(request: SignedInRequest) -> HttpResponse:
    """Ask ProcessMaker to change, and say what it answered."""
    try:
        set_language(request.pm, request.me, request.POST.get("code", ""))
    except Refused:
        text = _("ProcessMaker did not take this language. Nothing was changed.")
        add_toast(request, text, "danger")
    else:
        request.me.cache.forget()
        add_toast(request, _("ProcessMaker was told the language."))
    return HttpResponseRedirect(reverse("accounts:preferences"))
