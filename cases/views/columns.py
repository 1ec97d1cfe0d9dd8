"""Which columns a list shows: chosen at the list, or for all lists at once."""

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from accounts.preferences import hide_columns
from cases.forms.columns import ColumnsForm
from cases.lists.columns import hideable
from cases.lists.screens import SCREENS, ListScreen
from cases.views.list_asked import Asked, list_view
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast

ONE: Final = "cases/columns/one.html"
ONE_PARTIALS: Final = {"dialog": "cases/columns/_one.html"}
ALL: Final = "cases/columns/all.html"


def _show_one(asked: Asked) -> HttpResponse:
    """The choice for one list; a POST keeps it and goes back to what the list showed."""
    form = _form(asked.request, [asked.screen])
    if form.is_valid():
        return _kept(asked.request, form, _back(asked))
    context = {
        "screen": asked.screen,
        "form": form,
        "save_url": reverse("columns:one", kwargs={"name": asked.screen.name}) + _query(asked),
        "back": _back(asked),
    }
    status = 422 if form.is_bound else 200
    return render_page(asked.request, ONE, context, partials=ONE_PARTIALS, status=status)


show_one = list_view(_show_one, posts=True)


def _query(asked: Asked) -> str:
    return asked.state.query(page=asked.state.page)


def _back(asked: Asked) -> str:
    return f"{asked.screen.url}{_query(asked)}"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_all(request: SignedInRequest) -> HttpResponse:
    """The choice for every list that the role permits."""
    form = _form(request, [one for one in SCREENS if request.me.can(one.permission)])
    if form.is_valid():
        return _kept(request, form, reverse("columns:all"))
    return render_page(request, ALL, {"form": form}, status=422 if form.is_bound else 200)


def _form(request: SignedInRequest, screens: list[ListScreen]) -> ColumnsForm:
    shown = {
        screen.name.value: [
            name for name, _label in hideable(screen) if name not in _hidden(request, screen)
        ]
        for screen in screens
    }
    data = request.POST if request.method == "POST" else None
    return ColumnsForm(screens, data, initial=shown)


def _hidden(request: SignedInRequest, screen: ListScreen) -> frozenset[str]:
    return request.me.hides(screen.name.value)


def _kept(request: SignedInRequest, form: ColumnsForm, url: str) -> HttpResponse:
    """Kept; the whole page is read again, as the choice concerns all of it."""
    hide_columns(request.me, form.hidden)
    add_toast(request, _("Columns saved"))
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
