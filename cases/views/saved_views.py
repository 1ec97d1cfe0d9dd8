"""Saved views of lists: saving, renaming, sharing, deleting."""

from http import HTTPStatus
from typing import Any, Final

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import own_view, visible_views
from cases.forms.saved_views import SavedViewForm
from cases.lists.columns import hideable
from cases.lists.loading import usable_filters
from cases.lists.saved import query_of
from cases.lists.screens import BY_NAME, list_url
from cases.lists.view_links import views_changed
from cases.view_models import SavedView
from cases.views.list_asked import Asked, list_view
from pmdash.web.pages import render_page
from pmdash.web.toasts import Undo, add_toast
from processmaker.case_lists import CaseList

PAGE: Final = "cases/lists/views.html"
PARTIALS: Final = {"dialog": "cases/lists/_views.html"}
CHANGE: Final = "cases/lists/view.html"
CHANGE_PARTIALS: Final = {"dialog": "cases/lists/_view.html"}
MOST: Final = 50
LONGEST: Final = 1000


def _list_views(asked: Asked) -> HttpResponse:
    """The views of a list; a POST saves the state that `query` holds as one more."""
    request = asked.request
    posted = request.method == "POST"
    query = QueryDict(request.POST.get("query", "")) if posted else _query_now(asked)
    view = SavedView(
        server=request.me.server_name,
        owner_uid=request.me.uid,
        owner_name=request.me.name,
        list=asked.screen.name.value,
        query=query_of(query, usable_filters(asked.screen, asked.offered)),
        hidden_columns=_hidden(asked),
    )
    form = SavedViewForm(request.POST if posted else None, instance=view)
    if posted and form.is_valid() and _room(asked, form):
        form.save()
        views_changed(request.me)
        add_toast(request, _("View saved: %(name)s") % {"name": view.name})
        return _go(request, url_of(view))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if posted else HTTPStatus.OK
    context = _context(asked, view, form)
    return render_page(request, PAGE, context, partials=PARTIALS, status=status)


list_views = list_view(_list_views, posts=True)


def _query_now(asked: Asked) -> QueryDict:
    """What the list shows, a saved view by what it consists of."""
    view = asked.open_view
    return QueryDict(view.query if view else asked.request.GET.urlencode())


def _hidden(asked: Asked) -> list[str]:
    """The columns that the list leaves out; the form says those of when it was drawn."""
    hidden = asked.hidden_columns
    if "hidden" in asked.request.POST:
        hidden = frozenset(asked.request.POST["hidden"].split(","))
    return [name for name, _label in hideable(asked.screen) if name in hidden]


def _room(asked: Asked, form: SavedViewForm) -> bool:
    """Whether the person may have one more view, and the state has room in one."""
    own = visible_views(asked.request.me).filter(owner_uid=asked.request.me.uid).count()
    if own >= MOST:
        form.add_error(None, _("There is room for 50 views: delete one of yours first."))
    elif len(form.instance.query) > LONGEST:
        form.add_error(None, _("The text of the search is too long for a view: shorten it first."))
    return not form.errors


def _context(asked: Asked, view: SavedView, form: SavedViewForm) -> dict[str, Any]:
    found = visible_views(asked.request.me).filter(list=asked.screen.name.value)
    me = asked.request.me.uid
    return {
        "screen": asked.screen,
        "views": [{"view": one, "url": url_of(one), "mine": one.owner_uid == me} for one in found],
        "query": view.query,
        "hidden": ",".join(view.hidden_columns),
        "form": form,
        "save_url": reverse("cases:views", kwargs={"name": asked.screen.name}),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_view(request: SignedInRequest, number: int) -> HttpResponse:
    """Another name, shared or not."""
    view = own_view(request, number)
    form = SavedViewForm(request.POST or None, instance=view)
    if request.method == "POST" and form.is_valid():
        form.save()
        views_changed(request.me)
        add_toast(request, _("View saved: %(name)s") % {"name": view.name})
        return _go(request, url_of(view))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {"view": view, "form": form, "url": url_of(view), "screen": _screen(view)}
    return render_page(request, CHANGE, context, partials=CHANGE_PARTIALS, status=status)


@require_POST
@signed_in
def delete_view(request: SignedInRequest, number: int) -> HttpResponse:
    """Gone; the toast brings it back."""
    view = own_view(request, number)
    values = {"name": view.name, "query": view.query, "hidden": ",".join(view.hidden_columns)}
    values |= {"shared": "on"} if view.shared else {}
    undo = Undo(
        label=_("Undo"),
        url=reverse("cases:views", kwargs={"name": CaseList(view.list)}),
        values=values,
    )
    with transaction.atomic():
        view.delete()
    views_changed(request.me)
    add_toast(request, _("View deleted: %(name)s") % {"name": view.name}, undo=undo)
    return _go(request, list_url(CaseList(view.list)))


def url_of(view: SavedView) -> str:
    """The address of a view."""
    return f"{list_url(CaseList(view.list))}?view={view.pk}"


def _screen(view: SavedView) -> Any:
    return BY_NAME[CaseList(view.list)]


def _go(request: SignedInRequest, url: str) -> HttpResponse:
    """Leads the browser there; the navigation has changed, so it is a whole page."""
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
