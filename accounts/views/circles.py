"""A group, a department or a role: its members, and who could become one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.decorators import permission_required
from accounts.directory.circles import KINDS, ROLES
from accounts.directory.circles_editing import EDITINGS
from accounts.directory.states import ADMINISTRATOR
from accounts.directory.users import name_of, state_of
from accounts.people import SignedInRequest
from pmdash.web.pages import render_page
from pmdash.web.paging import Paging, page_asked_for
from processmaker.errors import RowMissing
from processmaker.models import User
from processmaker.parallel import gather

PAGE = "accounts/people/circle.html"


@require_safe
@permission_required("PM_USERS")
def show_circle(request: SignedInRequest, kind: str, circle_uid: str) -> HttpResponse:
    """The members with what can be done about them; a role shows its permissions too."""
    circle = KINDS[kind]
    client = request.pm
    found = gather(
        title=lambda: circle.title(client, circle_uid),
        members=lambda: circle.members(client, circle_uid),
        available=lambda: circle.available(client, circle_uid),
        permissions=lambda: client.roles.permissions(circle_uid) if circle is ROLES else (),
    )
    try:
        title: str = found.result("title")
        members: tuple[User, ...] = found.result("members")
    except RowMissing as error:
        raise Http404 from error
    available: tuple[User, ...] = found.get_or("available", ())
    paging = Paging.at(page_asked_for(request), request.me.page_size, len(members))
    context: dict[str, Any] = {
        "kind": kind,
        "uid": circle_uid,
        "title": title,
        "members": [_member(user) for user in members[paging.start : paging.start + paging.size]],
        "paging": paging,
        "available": [_choice(user) for user in available if _may_join(user)],
        "permissions": found.get_or("permissions", ()),
        "can_leave": circle is not ROLES,
        "can_edit": kind in EDITINGS,
    }
    return render_page(request, PAGE, context)


def _member(user: User) -> dict[str, Any]:
    return {"user": user, "name": name_of(user), "state": state_of(user)}


def _choice(user: User) -> tuple[str, str]:
    return user.uid, f"{name_of(user)} ({user.username})"


def _may_join(user: User) -> bool:
    """The administrator is listed for every role but can be given none; the deleted are nobody."""
    return user.uid != ADMINISTRATOR and bool(user.username)
