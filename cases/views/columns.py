"""Which columns a list shows: chosen at the list, or for all lists at once."""

from collections.abc import Mapping
from dataclasses import replace
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
    """The choice for one list; a POST keeps it and goes back to what the list showed.

    A saved view of one's own that is open has columns of its own. What is chosen in the view of
    somebody else is kept for the list, which is shown then with the filters of that view.
    """
    form = _form(asked.request, {asked.screen: asked.hidden_columns})
    if form.is_valid():
        return _keep_one(asked, form)
    context = {
        "screen": asked.screen,
        "form": form,
        "save_url": reverse("columns:one", kwargs={"name": asked.screen.name}) + _query(asked),
        "back": _back(asked),
    }
    status = 422 if form.is_bound else 200
    return render_page(asked.request, ONE, context, partials=ONE_PARTIALS, status=status)


show_one = list_view(_show_one, posts=True)


def _keep_one(asked: Asked, form: ColumnsForm) -> HttpResponse:
    me, view, name = asked.request.me, asked.open_view, asked.screen.name.value
    if view and view.owner_uid == me.uid:
        view.hidden_columns = form.hidden[name]
        view.save(update_fields=["hidden_columns"])
        return _kept(asked.request, _back(asked))
    hide_columns(me, form.hidden)
    state = replace(asked.state, view=0)
    return _kept(asked.request, f"{asked.screen.url}{state.query(page=state.page)}")


def _query(asked: Asked) -> str:
    return asked.state.query(page=asked.state.page)


def _back(asked: Asked) -> str:
    return f"{asked.screen.url}{_query(asked)}"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_all(request: SignedInRequest) -> HttpResponse:
    """The choice for every list that the role permits."""
    screens = [one for one in SCREENS if request.me.can(one.permission)]
    form = _form(request, {one: request.me.hides(one.name.value) for one in screens})
    if form.is_valid():
        hide_columns(request.me, form.hidden)
        return _kept(request, reverse("columns:all"))
    return render_page(request, ALL, {"form": form}, status=422 if form.is_bound else 200)


def _form(request: SignedInRequest, hidden: Mapping[ListScreen, frozenset[str]]) -> ColumnsForm:
    shown = {
        screen.name.value: [name for name, _label in hideable(screen) if name not in left_out]
        for screen, left_out in hidden.items()
    }
    data = request.POST if request.method == "POST" else None
    return ColumnsForm(list(hidden), data, initial=shown)


def _kept(request: SignedInRequest, url: str) -> HttpResponse:
    """Kept; the whole page is read again, as the choice concerns all of it."""
    add_toast(request, _("Columns saved"))
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
