"""The figures beside the lists in the navigation, read after the page, and what else is new."""

from typing import Final

import msgspec
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.lists.screens import SCREENS, SHORT
from cases.views.notices import notices_of_work
from cases.views.view_counts import counts_of_views
from pmdash.web.errors import problem_of
from pmdash.web.pages import TOASTS_TEMPLATE
from pmdash.web.toasts import Toast
from processmaker.case_counters import fetch_counters
from processmaker.case_lists import CaseList
from processmaker.errors import ProcessMakerError, SignedOut

SECONDS_FRESH: Final = 20


class Counters(msgspec.Struct, frozen=True):
    """Cases in each list, by its name; a list that is missing is not known."""

    by_list: dict[str, int]


@require_safe
@signed_in
def show_counters(request: SignedInRequest) -> HttpResponse:
    """The counters as out-of-band swaps. Where they cannot be read, the screen stays as it is."""
    cache = request.me.cache
    try:
        read = cache.fetch("counters", Counters, lambda: _read(request), seconds=SECONDS_FRESH)
    except SignedOut:
        raise
    except ProcessMakerError as error:
        problem = problem_of(request, error)
        return HttpResponse(status=problem.status, headers={"HX-Reswap": "none"})
    counters = read.value
    shown = _of_lists(request, counters) + [
        (f"view-{number}", count, False) for number, count in counts_of_views(request).items()
    ]
    html = render_to_string("cases/lists/_counters.html", {"counters": shown})
    return HttpResponse(html + _toasts(notices_of_work(request)))


def _toasts(toasts: list[Toast]) -> str:
    """The toasts out of band; nothing without any."""
    if not toasts:
        return ""
    return render_to_string(TOASTS_TEMPLATE, {"toasts": toasts, "out_of_band": True})


Shown = list[tuple[str, int, bool]]


def _of_lists(request: SignedInRequest, counters: Counters) -> Shown:
    return [
        (screen.name.value, counters.by_list[screen.name.value], screen.name.value in SHORT)
        for screen in SCREENS
        if screen.counted
        and screen.name.value in counters.by_list
        and request.me.can(screen.permission)
    ]


def _read(request: SignedInRequest) -> Counters:
    found: dict[CaseList, int] = fetch_counters(request.pm, request.me.capabilities)
    return Counters({name.value: count for name, count in found.items()})
