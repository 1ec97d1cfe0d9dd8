"""The list screens: inbox, draft, participated, unassigned, paused, review, reassign, search."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cases.access import optional
from cases.jobs.operations import OPERATIONS
from cases.lists import display, filters
from cases.lists.cockpit import draw_cockpit
from cases.lists.columns import hiding_classes
from cases.lists.drawing import Look, draw_rows
from cases.lists.loading import LoadedPage, Plan, load_page, make_plan, usable_filters
from cases.lists.screens import Text
from cases.office import OFFICE
from cases.services.submissions import new_key
from cases.views import list_parts
from cases.views.actions_list import Selection, selection_of
from cases.views.list_asked import Asked, list_view
from cases.views.list_page import ListPage
from pmdash.web.errors import problem_of
from pmdash.web.pages import render_page
from pmdash.web.problems import Problem
from pmdash.web.times import Clock
from processmaker.case_lists import CaseList
from processmaker.errors import ProcessMakerError, SignedOut
from processmaker.meanwhile import meanwhile

LIST: Final = "cases/lists/_list.html"
FILTERS: Final = "cases/lists/filters.html"
FILTER_PARTIALS: Final = {"dialog": "cases/lists/_filters.html"}


@list_view
def show_list(asked: Asked) -> HttpResponse:
    """One page of a list; on an error, what was read earlier or the reason, never an empty list."""
    clock = Clock(timezone.now().replace(second=0, microsecond=0))
    plan = make_plan(asked.screen, asked.state, asked.offered)
    page = ListPage(asked)
    with meanwhile(page.prepare):
        loaded, problem, read_at = _load(asked, plan, clock.now)
    context = _frame(asked, loaded) | {"problem": problem}
    if read_at:
        context["read_at"] = clock.past_text(read_at)
    if loaded:
        context |= _body(asked, loaded, clock)
        context |= _overview(asked, loaded, clock) if asked.screen.overview else {}
    else:
        context["foot"] = list_parts.foot(asked, None, None)
    html = render_to_string(LIST, context, asked.request)
    status = problem.status if problem else 200
    return HttpResponse(page.around(html), status=status)


@list_view
def show_filters(asked: Asked) -> HttpResponse:
    """The form with every filter and order of the list, as a dialog or as a page."""
    choices, problem = _choices(asked)
    usable = usable_filters(asked.screen, asked.offered)
    fields = filters.fields(asked.screen, asked.state, usable, choices)
    context = {
        "screen": asked.screen,
        "fields": fields,
        "kept": asked.state.hidden(*(field.name for field in fields)),
        "problem": problem,
    }
    return render_page(asked.request, FILTERS, context, partials=FILTER_PARTIALS)


def _choices(asked: Asked) -> tuple[filters.Choices, Problem | None]:
    """What the list holds to choose from; nothing, and why, where ProcessMaker does not tell."""
    try:
        return _with_categories(asked, filters.choices_of(asked.source())), None
    except SignedOut:
        raise
    except ProcessMakerError as error:
        return filters.Choices({}, {}), problem_of(asked.request, error)


def _with_categories(asked: Asked, choices: filters.Choices) -> filters.Choices:
    """Adds the categories where the list can be filtered by them and the person may read them."""
    usable = "category" in usable_filters(asked.screen, asked.offered)
    if not (usable and asked.request.me.can("PM_SETUP_PROCESS_CATEGORIES")):
        return choices
    return optional(lambda: filters.with_categories(choices, asked.source())) or choices


def _overview(asked: Asked, loaded: LoadedPage, clock: Clock) -> dict[str, Any]:
    """The cockpit above the rows, made of all rows of which these are some, and its age."""
    if not loaded.everything:
        return {}
    earlier = asked.source(asked.kept_as(loaded.plan)).earlier()
    read_at = datetime.fromtimestamp(earlier.read_at, tz=clock.now.tzinfo) if earlier else clock.now
    return {
        "cockpit": draw_cockpit(loaded.everything, asked.state, clock),
        "counted": clock.past_text(min(read_at, clock.now)),
        "reports": _reports(asked),
        "rebalance_url": _rebalance_url(asked),
    }


def _reports(asked: Asked) -> list[tuple[str, Text]]:
    """The named reports, for those whose role and server have them."""
    screen = next(one for one in OFFICE if one.name == "reports")
    me = asked.request.me
    if not (me.can(screen.permission) and me.capabilities.has(screen.capability)):
        return []
    return [(screen.url, screen.label)]


def _rebalance_url(asked: Asked) -> str:
    """Where what the list shows is spread over several people; "" for those who may not."""
    me = asked.request.me
    if not any(me.can(permission) for permission in OPERATIONS["spread"].needs):
        return ""
    shown = {name: str(value) for name, value in asked.state.filters.items()}
    query = {"list": asked.screen.name.value, **shown, "operation": "spread"}
    return f"{reverse('cases:bulk')}?{urlencode(query)}"


Loaded = tuple[LoadedPage | None, Problem | None, datetime | None]


def _load(asked: Asked, plan: Plan, now: datetime) -> Loaded:
    """The page; or the problem, with an earlier page and its time where one is remembered."""
    source = asked.source(asked.kept_as(plan))
    size = asked.state.size or asked.request.me.page_size
    start = (asked.state.page - 1) * size
    try:
        return load_page(source.fetch, plan, start, size, now), None, None
    except SignedOut:
        raise
    except ProcessMakerError as error:
        problem = problem_of(asked.request, error)
    earlier = source.earlier()
    if earlier is None:
        return None, problem, None
    page = load_page(lambda _query: earlier.value, plan, start, size, now)
    return page, problem, datetime.fromtimestamp(earlier.read_at, tz=now.tzinfo)


def _frame(asked: Asked, loaded: LoadedPage | None) -> dict[str, Any]:
    """What stands around the rows even where there are none."""
    return {
        "screen": asked.screen,
        "label": str(asked.screen.label),
        "state": asked.state,
        "ignored": asked.ignored,
        "here": asked.here,
        "head": list_parts.head(asked, loaded),
        "only_own": asked.screen.name == CaseList.SEARCH
        and not asked.request.me.can("PM_ALLCASES"),
    }


def _body(asked: Asked, loaded: LoadedPage, clock: Clock) -> dict[str, Any]:
    """What follows from the rows: they themselves, what can be done with them, the pager."""
    selection = _selection(asked, loaded)
    selects = selection is not None
    look = Look(asked.screen.name, asked.request.me.uid, selects, clock.now)
    return {
        "selects": selects,
        "submit_key": new_key(),
        "loaded": loaded,
        "place": list_parts.place(loaded, clock),
        "hiding": hiding_classes(asked.screen, asked.hidden_columns),
        "table_head": list_parts.table_head(asked, loaded, selects=selects),
        "rows": draw_rows(loaded.rows, look),
        "window_note": display.window_note(loaded),
        "foot": list_parts.foot(asked, loaded, selection),
        "ways_out": [] if loaded.rows else display.ways_out(asked.screen, asked.state),
    }


def _selection(asked: Asked, loaded: LoadedPage) -> Selection | None:
    """What can be done with rows that are selected, where there are any."""
    if not loaded.rows:
        return None
    total = None if loaded.window else loaded.total
    return selection_of(asked.request, asked.screen.name, asked.here, total)
