"""What a request asks of a list: who, which list, which state of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import permission_required
from accounts.people import SignedInRequest
from cases.access import saved_view
from cases.lists import display
from cases.lists.loading import Plan, usable_filters
from cases.lists.saved import read_with_view
from cases.lists.screens import BY_NAME, ListScreen
from cases.lists.source import Source
from cases.lists.state import Ignored, ListState
from cases.view_models import SavedView
from pmdash.web.pages import render_page
from processmaker.case_lists import CaseList, ListSupport, support

MISSING: Final = "cases/lists/missing.html"
SECONDS_COUNTED: Final = 20


@dataclass(frozen=True)
class Asked:
    """What was asked for: the list, its state, and the values of the query that were left out."""

    request: SignedInRequest
    screen: ListScreen
    offered: ListSupport
    state: ListState
    ignored: list[Ignored]
    view: SavedView | None = None

    @property
    def open_view(self) -> SavedView | None:
        """The saved view that is shown as it was saved."""
        return self.view if self.state.view else None

    @property
    def hidden_columns(self) -> frozenset[str]:
        """What the open view leaves out, else what the person does not want to see."""
        if self.open_view:
            return frozenset(self.open_view.hidden_columns)
        return self.request.me.hides(self.screen.name.value)

    @property
    def views_url(self) -> str:
        """Where the saved views of the list are, and this state can become one."""
        return f"{self.screen.url}views/{self.state.query()}"

    @cached_property
    def here(self) -> str:
        """The query of what is shown, a saved view by what it consists of."""
        return replace(self.state, view=0).query(page=self.state.page)

    def source(self, kept_as: str = "") -> Source:
        me = self.request.me
        cache = me.cache
        fresh = SECONDS_COUNTED if self.screen.overview else 0
        return Source(self.request.pm, me.capabilities, cache, self.screen.name, kept_as, fresh)

    def kept_as(self, plan: Plan) -> str:
        """The name under which the answer is remembered: of plain first pages, by their order."""
        if self.screen.overview:
            return "whole"
        state = self.state
        plain = state.page == 1 and not (state.filters or state.size or plan.over_window)
        return plan.order if plain else ""


Answer = Callable[[Asked], HttpResponse]


def list_view(
    answer: Answer, *, posts: bool = False
) -> Callable[[HttpRequest, CaseList], HttpResponseBase]:
    """A view of one list, for those whose role permits the list, where the server has it."""

    @require_http_methods(["GET", "HEAD", "POST"] if posts else ["GET", "HEAD"])
    def view(request: HttpRequest, name: CaseList) -> HttpResponseBase:
        screen = BY_NAME[name]
        return guarded[screen.permission](request, screen)

    def _ask(request: SignedInRequest, screen: ListScreen) -> HttpResponse:
        offered = support(request.me.capabilities, screen.name)
        if offered.source is None:
            return render_page(request, MISSING, missing_context(screen, offered))
        usable = usable_filters(screen, offered)
        wanted = request.GET.get("view", "").strip()
        saved = saved_view(request, screen.name, wanted)
        state, ignored = read_with_view(request.GET, usable, saved)
        if wanted and not saved:
            ignored.append(Ignored("view", wanted[:60], _("there is no such view")))
        return answer(Asked(request, screen, offered, state, ignored, saved))

    needed = {screen.permission for screen in BY_NAME.values()}
    guarded = {permission: permission_required(permission)(_ask) for permission in needed}
    return view


def missing_context(screen: ListScreen, offered: ListSupport) -> dict[str, Any]:
    """What a page says in place of a list that this server does not have."""
    needed = display.CAPABILITIES.get(offered.missing, offered.missing)
    search = BY_NAME[CaseList.SEARCH]
    return {"screen": screen, "missing": needed, "ways_out": [(search.url, search.label)]}
