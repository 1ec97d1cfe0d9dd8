"""The cases of another person: looked at, never changed."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.decorators import permission_required
from accounts.people import SignedInRequest
from cases.access import optional
from cases.lists import of_user
from cases.lists.rows import RowMaker
from cases.lists.screens import BY_NAME
from cases.views.user_cases_form import designed_selects, selects_of, special_selects
from pmdash.web.missing import found_or_404
from pmdash.web.pages import render_page
from pmdash.web.paging import page_asked_for
from pmdash.web.times import Clock
from processmaker.case_lists import CaseList
from processmaker.models import CasePage

PAGE = "cases/user_cases/page.html"


@require_safe
@permission_required("PM_ALLCASES")
def show_user_cases(request: SignedInRequest, user_uid: str) -> HttpResponse:
    """One page of one list of the person."""
    asked = of_user.read_asked(request.GET.dict())
    context: dict[str, Any] = {
        "asked": asked,
        "user_uid": user_uid,
        "name": _name(request, user_uid),
        "selects": selects_of(asked),
        "special": special_selects(asked),
        "dates": [(name, label, asked.dates[name]) for name, label in of_user.DATES.items()],
        "has_plugin": request.me.capabilities.extrarest,
        "person_url": _person_url(request, user_uid),
    }
    if context["has_plugin"]:
        page = _page(request, asked, user_uid)
        context["selects"] += designed_selects(request, asked, page.rows)
        context |= _rows(request, page)
    return render_page(request, PAGE, context)


def _page(request: SignedInRequest, asked: of_user.Asked, user_uid: str) -> CasePage:
    """One page as extraRest gives it; raises Http404 where there is no such person."""
    size = request.me.page_size
    query = asked.query((page_asked_for(request) - 1) * size, size)
    extrarest = request.pm.extrarest
    return found_or_404(lambda: extrarest.user_cases(asked.action, query, user_uid=user_uid))


def _rows(request: SignedInRequest, page: CasePage) -> dict[str, Any]:
    screen, number = BY_NAME[CaseList.SEARCH], page_asked_for(request)
    return {
        "screen": screen,
        "rows": RowMaker(screen, request.me.uid, Clock()).rows(page.rows),
        "total": page.total,
        "number": number,
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if page.has_more else None,
    }


def _name(request: SignedInRequest, user_uid: str) -> str:
    """The name where the role lets it be read."""
    return optional(lambda: request.pm.users.get(user_uid).name) or ""


def _person_url(request: SignedInRequest, user_uid: str) -> str:
    """The page of the person, for those who may see it."""
    if not request.me.can("PM_USERS"):
        return ""
    return reverse("people:person", kwargs={"user_uid": user_uid})
