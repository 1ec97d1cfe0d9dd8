"""The navigation: only what the role permits and the server has."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.people import Me
from accounts.workspaces import Workspace, workspaces
from cases.access import BULK
from cases.lists.screens import (
    BY_NAME,
    OWN_WORK,
    SHORT,
    SUPERVISION,
    ListScreen,
    Text,
    list_url,
)
from cases.lists.view_links import ViewLink, view_links_of
from cases.office import OFFICE, OfficeScreen, lacking, screen_at
from pmdash.web.drawing import draw_once
from processmaker.case_lists import CaseList, support

JOBS: Final = "jobs"
JOBS_KEY: Final = "b"
MOST_VIEWS: Final = 12
"""Views beside the lists; all others are behind the button of their list."""
BULK_PATHS: Final = ("/cases/jobs/", "/cases/bulk/")


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


@dataclass(frozen=True)
class Frame:
    """All that what stands around the content of a page depends on.

    `workspaces` are the others that people may go to; `absent` are the lists and screens that
    the server does not have; `current` is the list or screen, `is_page` whether it is shown.
    `person` tells the person and the workspace from all others, `zone` is that of their dates.
    """

    language: str
    signed_in: bool
    name: str = ""
    initials: str = ""
    role: str = ""
    workspace: str = ""
    workspaces: tuple[Workspace, ...] = ()
    permissions: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    current: str = ""
    is_page: bool = False
    views: tuple[Item, ...] = ()
    person: str = ""
    username: str = ""
    zone: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Navigation:
    """Computed when a template asks: a partial draws no navigation."""

    frame: Frame

    @property
    def side(self) -> SafeString:
        return draw_once("components/_side.html", navigation=self)

    @property
    def below(self) -> SafeString:
        """What stands behind the content: tab bar, menus, and what asks for the figures."""
        return draw_once("components/_below.html", navigation=self)

    @cached_property
    def groups(self) -> list[Group]:
        groups = (
            Group("", self._items(OWN_WORK)),
            Group(_("Views"), self.frame.views),
            Group(_("Supervise"), [*self._items(SUPERVISION), *self._jobs()]),
            Group(_("Office"), self._office_items()),
        )
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
        return [
            self._item(screen)
            for screen in screens
            if self._may(screen.permission) and screen.name.value not in self.frame.absent
        ]

    def _jobs(self) -> list[Item]:
        """The bulk jobs, for those whose role has them."""
        if not any(self._may(permission) for permission in BULK):
            return []
        current = "page" if self.frame.current == JOBS else ""
        return [Item(JOBS, _("Bulk jobs"), _url("cases:jobs"), "layers", JOBS_KEY, False, current)]

    def _office_items(self) -> list[Item]:
        return [
            self._office_item(screen)
            for screen in OFFICE
            if self._may(screen.permission) and screen.name not in self.frame.absent
        ]

    def _office_item(self, screen: OfficeScreen) -> Item:
        current = "page" if screen.name == self.frame.current else ""
        label, url = screen.label, screen.url
        return Item(screen.name, label, url, screen.icon, screen.key, False, current)

    def _may(self, permission: str) -> bool:
        return permission in self.frame.permissions

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
        if screen.name.value != self.frame.current:
            return ""
        return "page" if self.frame.is_page else "true"


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `navigation` for the side, the tab bar and the keyboard help.

    Templates call what can be called, and a partial that asks for none has none made.
    """
    return {"navigation": partial(navigation_of, request)}


def navigation_of(request: HttpRequest) -> Navigation:
    """Made once a request."""
    made: Navigation | None = getattr(request, "navigation", None)
    if made is None:
        made = Navigation(_frame(request))
        request.navigation = made  # type: ignore[attr-defined]
    return made


def _frame(request: HttpRequest) -> Frame:
    language = get_language() or ""
    me: Me | None = getattr(request, "me", None)
    if me is None:
        return Frame(language, signed_in=False)
    match = request.resolver_match
    is_page = bool(match and match.view_name == "cases:list")
    current = match.kwargs["name"] if match and is_page else request.GET.get("list", "")
    opened = request.GET.get("view", "") if is_page else ""
    views = _views(view_links_of(request, me), me, opened)
    if any(view.current for view in views):
        current = ""
    return Frame(
        language=language,
        signed_in=True,
        name=me.name,
        initials=me.initials,
        role=me.role,
        workspace=me.workspace.label,
        workspaces=tuple(place for place in workspaces() if place != me.workspace),
        permissions=me.permissions,
        absent=_absent(me),
        current=_screen_at(request.path) or (current if current in BY_NAME else ""),
        is_page=is_page,
        views=views,
        person=f"{me.workspace.key}-{me.uid}",
        username=me.username,
        zone=me.shown_zone,
        notices=tuple(sorted(me.notices)),
    )


def _views(links: tuple[ViewLink, ...], me: Me, opened: str) -> tuple[Item, ...]:
    """The saved views of lists that the person may see, those of others after their own."""
    found = [view for view in links if me.can(_screen_of(view).permission)]
    return tuple(
        Item(
            name=f"view-{view.pk}",
            label=view.name,
            url=f"{list_url(CaseList(view.list))}?view={view.pk}",
            icon="bookmark",
            keys="",
            counter=True,
            current="page" if opened == str(view.pk) else "",
        )
        for view in found[:MOST_VIEWS]
    )


def _screen_of(view: ViewLink) -> ListScreen:
    return BY_NAME[CaseList(view.list)]


def _screen_at(path: str) -> str:
    """The name of the screen that is no list, by the beginning of its path."""
    return JOBS if path.startswith(BULK_PATHS) else screen_at(path)


def _absent(me: Me) -> frozenset[str]:
    """The lists and screens that the server is known not to have."""
    capabilities = me.known_capabilities
    if capabilities is None:
        return frozenset()
    lists = frozenset(n.value for n in CaseList if support(capabilities, n).source is None)
    return lists | lacking(capabilities)


@cache
def _url(name: str) -> str:
    """The address of a screen; "" where there is no such screen."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
