"""The page of one person, and the menus that he starts with."""

from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import permission_required
from accounts.directory.changes import reason_of
from accounts.directory.menus import CASES_MENUS, MENUS, set_menus
from accounts.directory.person import read_person
from accounts.people import SignedInRequest
from pmdash.web.missing import found_or_404
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast
from processmaker.errors import InvalidValue, Refused

PAGE = "accounts/people/person.html"


@require_safe
@permission_required("PM_USERS")
def show_person(request: SignedInRequest, user_uid: str) -> HttpResponse:
    """Role, groups, department, status, work and menus of one user."""
    person = found_or_404(lambda: read_person(request.pm, request.me, user_uid))
    menu = person.menu
    context = {
        "person": person,
        "menus": choices(MENUS, menu.default_menu if menu else ""),
        "cases_menus": choices(CASES_MENUS, menu.default_cases_menu if menu else ""),
        "sees_work": request.me.can("PM_ALLCASES"),
        "has_extrarest": request.me.capabilities.extrarest,
    }
    return render_page(request, PAGE, context)


def choices(known: Mapping[str, str | Promise], value: str) -> list[tuple[str, str | Promise]]:
    """What may be chosen; a menu of a plug-in that is set already stays a choice."""
    return list({value: value, **known}.items())


@require_POST
@permission_required("PM_USERS")
def change_menu(request: SignedInRequest, user_uid: str) -> HttpResponse:
    """Set where ProcessMaker and pmdash take the person after signing in."""
    menu, cases_menu = request.POST.get("menu", ""), request.POST.get("cases_menu", "")
    try:
        set_menus(request.pm, user_uid, menu, cases_menu)
    except (Refused, InvalidValue) as refusal:
        add_toast(request, f"{reason_of(refusal)} {_('Nothing was changed.')}", "danger")
    else:
        add_toast(request, _("The start menu is saved."))
    return HttpResponseRedirect(reverse("people:person", kwargs={"user_uid": user_uid}))
