"""The navigation: only what the role of the signed-in person permits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.people import Me
from cases.lists.screens import OWN_WORK, SHORT, SUPERVISION, ListScreen, Text


@dataclass(frozen=True)
class Item:
    """A link. `current` is "page" on the list itself, "true" on a case that was opened from it."""

    name: str
    label: Text
    url: str
    icon: str
    keys: str
    counter: bool
    current: str


@dataclass(frozen=True)
class Group:
    title: str
    links: Sequence[Item]


class Navigation:
    """Computed when a template asks: a partial draws no navigation."""

    def __init__(self, request: HttpRequest, me: Me | None) -> None:
        self._request = request
        self._me = me

    @cached_property
    def groups(self) -> list[Group]:
        groups = (Group("", self._items(OWN_WORK)), Group(_("Supervise"), self._items(SUPERVISION)))
        return [group for group in groups if group.links]

    @cached_property
    def short(self) -> list[Item]:
        """The few links of the bar at the foot of a phone."""
        return [item for item in self.by_key if item.name in SHORT]

    @property
    def by_key(self) -> list[Item]:
        """All links, in the order of the side."""
        return [item for group in self.groups for item in group.links]

    @cached_property
    def start(self) -> str:
        """Where a case is started, or "" where there is no such screen or permission."""
        return _url("cases:start") if self._may("PM_CASES") else ""

    @property
    def counters(self) -> str:
        """Where the figures beside the links are read from, after the page."""
        return _url("cases:counters")

    @property
    def keys(self) -> str:
        """Where the help on the keyboard is read from."""
        return _url("cases:keys")

    def _items(self, screens: Sequence[ListScreen]) -> list[Item]:
        return [self._item(screen) for screen in screens if self._may(screen.permission)]

    def _may(self, permission: str) -> bool:
        return self._me is not None and self._me.can(permission)

    def _item(self, screen: ListScreen) -> Item:
        return Item(
            name=screen.name.value,
            label=screen.label,
            url=screen.url,
            icon=screen.icon,
            keys=screen.key,
            counter=screen.counted,
            current=self._current(screen),
        )

    def _current(self, screen: ListScreen) -> str:
        match = self._request.resolver_match
        if match and match.view_name == "cases:list" and match.kwargs["name"] == screen.name:
            return "page"
        return "true" if self._request.GET.get("list") == screen.name.value else ""


def navigation(request: HttpRequest) -> dict[str, Navigation]:
    """Context processor: `navigation` for the side, the tab bar and the keyboard help."""
    return {"navigation": Navigation(request, getattr(request, "me", None))}


@cache
def _url(name: str) -> str:
    """The address of a screen; "" where there is no such screen."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
