"""Making, changing and deleting groups and departments."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import permission_required
from accounts.directory.circles import KINDS
from accounts.directory.circles_editing import (
    EDITINGS,
    change_circle,
    create_circle,
    delete_circle,
    possible_parents,
)
from accounts.directory.users import name_of
from accounts.forms.circles import DepartmentForm, GroupForm
from accounts.people import SignedInRequest
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast
from processmaker import Client
from processmaker.models import Group, User

FORM = "accounts/people/circle-form.html"
DELETE = "accounts/people/delete-circle.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("PM_USERS")
def add_circle(request: SignedInRequest, kind: str) -> HttpResponse:
    """Make a group or a department."""
    form = _form(request, kind, "", {"parent": request.GET.get("below", "")})
    if form.is_valid():
        saved = create_circle(request.pm, kind, {"parent": "", **form.cleaned_data})
        if saved.uid:
            return _done(request, kind, saved.uid, saved.text)
        form.add_error(None, f"{saved.text} {_('Nothing was changed.')}")
    return _page(request, kind, form)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("PM_USERS")
def change(request: SignedInRequest, kind: str, circle_uid: str) -> HttpResponse:
    """Change title, place and who leads."""
    now = _fields(request.pm, kind, circle_uid)
    form = _form(request, kind, circle_uid, now)
    if form.is_valid():
        saved = change_circle(request.pm, kind, circle_uid, form.changes)
        if saved.uid:
            return _done(request, kind, saved.uid, saved.text)
        form.add_error(None, saved.text)
    return _page(request, kind, form, uid=circle_uid, title=now["title"])


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("PM_USERS")
def delete(request: SignedInRequest, kind: str, circle_uid: str) -> HttpResponse:
    """Delete what nothing depends on any more."""
    title = _fields(request.pm, kind, circle_uid)["title"]
    if request.method == "POST":
        result = delete_circle(request.pm, kind, circle_uid, title)
        add_toast(request, result.text, result.tone)
        gone = result.tone == "success"
        return HttpResponseRedirect(_list(kind) if gone else _circle(kind, circle_uid))
    members: tuple[User, ...] = KINDS[kind].members(request.pm, circle_uid)
    context = {
        "kind": kind,
        "uid": circle_uid,
        "title": title,
        "members": len(members),
        "tasks": _tasks(request.pm, circle_uid) if kind == "groups" else 0,
    }
    return render_page(request, DELETE, context)


def _tasks(client: Client, group_uid: str) -> int:
    group: Group = client.groups.get(group_uid)
    return group.tasks


def _fields(client: Client, kind: str, uid: str) -> dict[str, str]:
    fields = EDITINGS[kind].fields(client).get(uid)
    if fields is None:
        raise Http404
    return fields


def _form(request: SignedInRequest, kind: str, uid: str, initial: dict[str, str]) -> GroupForm:
    data = request.POST if request.method == "POST" else None
    if kind == "groups":
        return GroupForm(data, initial=initial)
    members = request.pm.departments.users(uid) if uid else ()
    parents = possible_parents(request.pm, uid)
    return DepartmentForm(
        data,
        initial=initial,
        parents=[(one.uid, one.title) for one in parents],
        members=[(user.uid, name_of(user)) for user in members],
    )


def _page(request: SignedInRequest, kind: str, form: GroupForm, **about: Any) -> HttpResponse:
    context = {"kind": kind, "form": form, "list_url": _list(kind), **about}
    return render_page(request, FORM, context, status=422 if form.errors else 200)


def _list(kind: str) -> str:
    return reverse(f"people:{kind}")


def _circle(kind: str, uid: str) -> str:
    return reverse("people:circle", kwargs={"kind": kind, "circle_uid": uid})


def _done(request: SignedInRequest, kind: str, uid: str, text: str) -> HttpResponse:
    add_toast(request, text)
    return HttpResponseRedirect(_circle(kind, uid))
