"""The parts of a list screen that look the same again and again: drawn once for the same values."""

from collections.abc import Mapping

from django.utils.safestring import SafeString

from cases.lists import display, filters
from cases.lists.loading import LoadedPage
from cases.views.actions_list import Selection
from cases.views.list_asked import Asked
from pmdash.web.drawing import draw_once
from pmdash.web.times import Clock


def title(asked: Asked) -> str:
    """What the page is called: the list, or its view that is open."""
    return asked.open_view.name if asked.open_view else str(asked.screen.label)


def head(asked: Asked, loaded: LoadedPage | None) -> SafeString:
    """Title and number of the cases, search and filters."""
    state, screen = asked.state, asked.screen
    figures = loaded.figures if loaded else None
    return draw_once(
        "cases/lists/_head.html",
        title=title(asked),
        is_view=bool(state.view),
        count_text=display.count_text(loaded) if loaded else "",
        url=screen.url,
        label=str(screen.label),
        q=state.q,
        kept_in_search=state.hidden("q"),
        views_url=asked.views_url,
        filters_url=f"{screen.url}filters/{state.query()}",
        quick=display.quick_filters(screen, state, figures or {}),
        chips=display.chips(state, _names(asked, loaded)),
    )


def _names(asked: Asked, loaded: LoadedPage | None) -> Mapping[str, str]:
    """Titles by uid for the chips, as far as the rows and what was read earlier tell them."""
    state = asked.state
    if loaded is None or not (state.process or state.user or state.category):
        return {}
    return filters.known_names(asked.source().cache, asked.screen.name, loaded.rows)


def place(loaded: LoadedPage, clock: Clock) -> SafeString:
    """Where the page stands in its list, and when it was read."""
    return draw_once(
        "cases/lists/_place.html",
        start=loaded.start,
        place_text=display.place_text(loaded),
        now_read=clock.local(clock.now).isoformat(timespec="minutes"),
    )


def table_head(asked: Asked, loaded: LoadedPage, *, selects: bool) -> SafeString:
    """The headings of the columns."""
    screen, state = asked.screen, asked.state
    return draw_once(
        "cases/lists/_table_head.html",
        headings=display.headings(screen, state, loaded.plan),
        selects=selects,
        window_note=display.window_note(loaded),
        columns_url=f"{screen.url}columns/{state.query(page=state.page)}",
    )


def foot(asked: Asked, loaded: LoadedPage | None, selection: Selection | None) -> SafeString:
    """What can be done with selected rows, and the pager."""
    state = asked.state
    return draw_once(
        "cases/lists/_foot.html",
        selection=selection,
        range_text=display.range_text(loaded) if loaded else "",
        previous=state.query(page=state.page - 1) if loaded and state.page > 1 else "",
        next=state.query(page=state.page + 1) if loaded and loaded.has_next else "",
    )
