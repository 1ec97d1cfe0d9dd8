"""How a person likes pmdash: looks, language, dates, start page, notices."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.forms.preferences import PreferencesForm
from accounts.models import Preferences
from accounts.people import Me, SignedInRequest
from accounts.views.sessions import other_sessions
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast

TEMPLATE = "accounts/preferences/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request: SignedInRequest) -> HttpResponse:
    """Show and save the preferences of who is signed in."""
    mine = Preferences.objects.get(grant__id=request.me.grant_id)
    form = PreferencesForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        return saved(request, form.save())
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "wrong": form.wrong,
        "sessions": other_sessions(request.me),
        "speaks_languages": speaks_languages(request.me),
        "person_url": person_url(request.me),
    }
    return render_page(request, TEMPLATE, context, status=status)


def speaks_languages(me: Me) -> bool:
    """Whether ProcessMaker's own language can be set, as far as that is known without a call."""
    known = me.known_capabilities
    return known is not None and known.extrarest


def person_url(me: Me) -> str:
    """Where ProcessMaker's own start menu is set, for those whom ProcessMaker lets set it."""
    if not (me.can("PM_USERS") and speaks_languages(me)):
        return ""
    return reverse("people:person", kwargs={"user_uid": me.uid})


def saved(request: SignedInRequest, mine: Preferences) -> HttpResponse:
    """Back to the page, in the new language; sign-in pages follow it by a cookie."""
    response = HttpResponseRedirect(reverse("accounts:preferences"))
    language = mine.language or settings.LANGUAGE_CODE
    with translation.override(language):
        add_toast(request, _("Preferences saved"))
    if mine.language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            mine.language,
            max_age=365 * 24 * 3600,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response
