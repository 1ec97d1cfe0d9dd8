"""The page around a list, which does not depend on its rows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from cases.lists.state import open_beside
from cases.lists.view_links import view_links_of
from cases.views import list_parts
from cases.views.list_asked import Asked
from pmdash.web.pages import waiting_toasts, wanted_element
from pmdash.web.toasts import toasts_wait

PAGE: Final = "cases/lists/page.html"
LIST_ID: Final = "list"
PLACE: Final = SafeString("<!--list-->")
"""Where the list goes: what people write is escaped and cannot hold it."""


class ListPage:
    """What stands around the list that was asked for, drawn once, before its rows or after."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._is_whole = wanted_element(asked.request) != LIST_ID
        if self._is_whole:
            # The trip to Redis brings what keeping the rows needs, too, which comes first.
            view_links_of(asked.request, asked.request.me)

    def prepare(self) -> None:
        """Draw it ahead, unless it would show messages that no page may follow."""
        if self._is_whole and not toasts_wait(self._asked.request):
            _ = self._surroundings

    def around(self, html: str) -> str:
        """The page with the list `html`; the list and what to tell where htmx asks for no more."""
        if not self._is_whole:
            return html + waiting_toasts(self._asked.request)
        before, after = self._surroundings
        return before + html + after

    @cached_property
    def _surroundings(self) -> tuple[str, str]:
        asked = self._asked
        context = {"title": list_parts.title(asked), "beside": _beside(asked), "list": PLACE}
        before, _place, after = render_to_string(PAGE, context, asked.request).partition(PLACE)
        return before, after


@dataclass(frozen=True)
class Beside:
    """Where the case is read that stands beside the list."""

    pane_url: str
    case_url: str


def _beside(asked: Asked) -> Beside | None:
    """The case that the address names to stand beside the list."""
    opened = open_beside(asked.request.GET)
    if opened is None:
        return None
    place = {"app_uid": opened[0], "del_index": opened[1]}
    query = f"?list={asked.screen.name.value}"
    return Beside(
        pane_url=reverse("cases:case-pane", kwargs=place) + query,
        case_url=reverse("cases:case-at", kwargs=place) + query,
    )
