"""Saved views: a list with its filters and order under a name, and how many cases it holds."""

from dataclasses import replace
from datetime import datetime

from django.http import QueryDict

from cases.lists.loading import Fetch, load_page, make_plan, usable_filters
from cases.lists.screens import BY_NAME
from cases.lists.state import Ignored, ListState, read_state
from cases.view_models import SavedView
from processmaker.case_lists import CaseList, ListSupport

NOT_KEPT = frozenset({"page", "view", "case"})
"""Parts of an address that no view keeps."""


def read_with_view(
    query: QueryDict, usable: frozenset[str], view: SavedView | None
) -> tuple[ListState, list[Ignored]]:
    """The state that an address asks for: that of its view, with what the address adds to it.

    Only an address that adds nothing but a page is still that view.
    """
    if view is None:
        return read_state(query, usable)
    merged = QueryDict(view.query, mutable=True)
    for name, values in query.lists():
        if name != "view":
            merged.setlist(name, values)
    state, ignored = read_state(merged, usable)
    return (replace(state, view=view.pk) if set(query) <= NOT_KEPT else state), ignored


def state_of(view: SavedView, offered: ListSupport) -> ListState:
    """What a view asks of its list on this server."""
    usable = usable_filters(BY_NAME[CaseList(view.list)], offered)
    return read_state(QueryDict(view.query), usable)[0]


def query_of(query: QueryDict, usable: frozenset[str]) -> str:
    """What a view keeps of an address, in the one form that a state has."""
    state, _ignored = read_state(query, usable)
    return state.query().removeprefix("?")


def count_rows(view: SavedView, offered: ListSupport, fetch: Fetch, now: datetime) -> int | None:
    """How many rows the list of a view shows; None where that is not known.

    Raises whatever `fetch` raises.
    """
    plan = make_plan(BY_NAME[CaseList(view.list)], state_of(view, offered), offered)
    loaded = load_page(fetch, plan, 0, 1, now)
    return None if loaded.window else loaded.total
