"""The figures beside saved views: one call to ProcessMaker for all views that ask it the same."""

from datetime import datetime
from functools import cache
from typing import Final

import msgspec
from django.utils import timezone

from accounts.people import SignedInRequest
from cases.access import optional, visible_views
from cases.lists.loading import Fetch
from cases.lists.saved import count_rows
from cases.lists.screens import BY_NAME
from cases.lists.source import Source
from cases.navigation import MOST_VIEWS
from cases.view_models import SavedView
from processmaker.case_lists import CaseList, support

SECONDS_FRESH: Final = 60


class Counts(msgspec.Struct, frozen=True):
    """Rows in each view, by its number and query; a view that is missing is not known."""

    by_view: dict[str, int]


def counts_of_views(request: SignedInRequest) -> dict[int, int]:
    """How many cases each view in the navigation holds, as far as it is known; a minute old."""
    views = [v for v in visible_views(request.me) if request.me.can(_permission(v))][:MOST_VIEWS]
    if not views:
        return {}
    names = {f"{view.pk}?{view.query}": view for view in views}
    store = request.me.cache
    known = store.get("views", Counts)
    if known is None or known.age > SECONDS_FRESH or not names.keys() <= known.value.by_view.keys():
        known = store.fetch("views", Counts, lambda: _count(request, names), seconds=0)
    found = known.value.by_view
    return {view.pk: found[name] for name, view in names.items() if found.get(name, -1) >= 0}


def _permission(view: SavedView) -> str:
    return BY_NAME[CaseList(view.list)].permission


def _count(request: SignedInRequest, names: dict[str, SavedView]) -> Counts:
    """-1 stands for a view whose number cannot be told."""
    now = timezone.now()
    fetches: dict[str, Fetch] = {name: _fetch(request, name) for name in _lists(names)}
    return Counts(
        {name: _count_one(request, view, fetches[view.list], now) for name, view in names.items()}
    )


def _lists(names: dict[str, SavedView]) -> set[str]:
    return {view.list for view in names.values()}


def _fetch(request: SignedInRequest, name: str) -> Fetch:
    """Asks for the rows of a list, each query once."""
    store = request.me.cache
    return cache(Source(request.pm, request.me.capabilities, store, CaseList(name)).ask)


def _count_one(request: SignedInRequest, view: SavedView, fetch: Fetch, now: datetime) -> int:
    offered = support(request.me.capabilities, CaseList(view.list))
    if offered.source is None:
        return -1
    count = optional(lambda: count_rows(view, offered, fetch, now))
    return -1 if count is None else count
