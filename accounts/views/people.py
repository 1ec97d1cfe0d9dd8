"""The directory: users, groups, departments, roles."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import permission_required
from accounts.directory.departments import titled_choices, tree_of
from accounts.directory.states import STATES
from accounts.directory.users import Wanted, read_directory, role_name
from accounts.people import SignedInRequest
from pmdash.web.pages import render_page
from pmdash.web.paging import Paging, page_asked_for
from processmaker.models.words import UserStatus

PAGE = "accounts/people/page.html"
LONGEST = 100


@require_safe
@permission_required("PM_USERS")
def show_users(request: SignedInRequest) -> HttpResponse:
    """The users that match, a page at a time."""
    wanted = _wanted(request)
    directory = read_directory(request.pm, wanted)
    paging = Paging.at(page_asked_for(request), request.me.page_size, len(directory.users))
    page = directory.users[paging.start : paging.start + paging.size]
    roles = [(role.code, role_name(role)) for role in directory.roles]
    tops = [one for one in directory.departments.values() if not one.parent_uid]
    context: dict[str, Any] = {
        "rows": directory.rows(page),
        "paging": paging,
        "wanted": wanted,
        "choices": [
            ("status", _("Any status"), wanted.status, _statuses()),
            ("role", _("Any role"), wanted.role, roles),
            ("department", _("Any department"), wanted.department, titled_choices(tops)),
        ],
    }
    return _page(request, "users", _("People"), context)


def _wanted(request: SignedInRequest) -> Wanted:
    names = ("q", "role", "status", "department")
    return Wanted(**{name: request.GET.get(name, "").strip()[:LONGEST] for name in names})


def _statuses() -> list[tuple[str, str]]:
    known = (UserStatus.ACTIVE, UserStatus.INACTIVE, UserStatus.VACATION, UserStatus.CLOSED)
    return [(status.value, str(STATES[status].label)) for status in known]


@require_safe
@permission_required("PM_USERS")
def show_groups(request: SignedInRequest) -> HttpResponse:
    """The groups that match."""
    q = _q(request)
    groups = request.pm.groups.all({"filter": q} if q else None)
    paging = Paging.at(page_asked_for(request), request.me.page_size, len(groups))
    rows = groups[paging.start : paging.start + paging.size]
    context = {"rows": rows, "paging": paging, "wanted": {"q": q}}
    return _page(request, "groups", _("Groups"), context)


@require_safe
@permission_required("PM_USERS")
def show_departments(request: SignedInRequest) -> HttpResponse:
    """The tree of departments; a search keeps what leads to its finds."""
    q = _q(request)
    context = {"branches": tree_of(request.pm.departments.tree(), q), "wanted": {"q": q}}
    return _page(request, "departments", _("Departments"), context)


@require_safe
@permission_required("PM_USERS")
def show_roles(request: SignedInRequest) -> HttpResponse:
    """The roles that match."""
    q = _q(request)
    roles = request.pm.roles.all({"filter": q} if q else None)
    rows = [(role, role_name(role)) for role in roles]
    return _page(request, "roles", _("Roles"), {"rows": rows, "wanted": {"q": q}})


def _q(request: SignedInRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST]


def _page(request: SignedInRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    url, label = _new(name)
    frame = {
        "open": name,
        "title": title,
        "body": f"accounts/people/_{name}.html",
        "new_url": url,
        "new_label": label,
    }
    return render_page(request, PAGE, context | frame)


def _new(name: str) -> tuple[str, str]:
    """Where one more is made and how that is called; roles are made in ProcessMaker alone."""
    kinds = {"groups": _("New group"), "departments": _("New department")}
    if name == "users":
        return reverse("people:new"), _("New user")
    if name in kinds:
        return reverse("people:new-circle", kwargs={"kind": name}), kinds[name]
    return "", ""
