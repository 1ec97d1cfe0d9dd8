"""The cases of any user, as extraRest lists them: what may be asked, and which words say it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.converters import UidConverter
from pmdash.web.date_styles import is_day
from processmaker.endpoints import Query
from processmaker.resources.extrarest import Action

Text = str | Promise

ACTIONS: Final[dict[str, Text]] = {
    "todo": _("To do"),
    "draft": _("Draft"),
    "sent": _("Participated"),
    "unassigned": _("Unassigned"),
    "paused": _("Paused"),
    "completed": _("Completed"),
    "cancelled": _("Cancelled"),
    "to_revise": _("Review"),
    "to_reassign": _("Reassign"),
    "search": _("Advanced search"),
    "simple_search": _("Search"),
    "all": _("All"),
    "gral": _("General"),
    "default": _("Default"),
}
FILTERS: Final[dict[str, Text]] = {
    "read": _("Opened"),
    "unread": _("Not opened"),
    "started": _("Started by this person"),
    "completed": _("Completed by this person"),
}
STATUSES: Final[dict[str, Text]] = {
    "DRAFT": _("Draft"),
    "TO_DO": _("Open"),
    "COMPLETED": _("Completed"),
    "CANCELLED": _("Cancelled"),
}
DATES: Final[dict[str, Text]] = {
    "date_from": pgettext_lazy("date", "From"),
    "date_to": pgettext_lazy("date", "To"),
    "newer_than": _("Newer than"),
    "older_than": _("Older than"),
}


SORTS: Final[dict[str, Text]] = {
    "number": _("Number"),
    "title": _("Title"),
    "process": _("Process"),
    "task": _("Task"),
    "status": _("Status"),
    "user": _("Person"),
    "delegated": _("Came"),
    "due": _("Due"),
    "updated": _("Updated"),
}
COLUMNS: Final = {
    "number": "APP_CACHE_VIEW.APP_NUMBER",
    "title": "APP_TITLE",
    "process": "APP_PRO_TITLE",
    "task": "APP_TAS_TITLE",
    "status": "APP_STATUS",
    "user": "APP_CURRENT_USER",
    "delegated": "DEL_DELEGATE_DATE",
    "due": "DEL_TASK_DUE_DATE",
    "updated": "APP_UPDATE_DATE",
}
"""What ProcessMaker calls a sort: a column of APP_CACHE_VIEW."""

DIRECTIONS: Final[dict[str, Text]] = {"desc": _("Descending"), "asc": _("Ascending")}
CONFIGURATIONS: Final[dict[str, Text]] = {
    "1": _("With the columns set up there"),
    "0": _("Without them"),
}
"""Whether ProcessMaker searches the columns that its case list is set up with, too."""

WITH_STATUS: Final = ("search", "sent")
"""The lists that a status narrows."""


@dataclass(frozen=True)
class Asked:
    """What was asked for; `wrong` names the dates that are none and are left out."""

    action: Action
    search: str
    filter: str
    status: str
    process: str
    category: str
    sort: str
    direction: str
    configuration: str
    dates: Mapping[str, str]
    wrong: tuple[Text, ...]

    @property
    def is_special(self) -> bool:
        """Whether more is asked for than list, search, process and category."""
        order = (self.sort, self.direction) != ("number", "desc")
        return order or any((self.status, self.configuration, self.wrong, *self.dates.values()))

    def query(self, start: int, limit: int) -> Query:
        """The parameters of extraRest."""
        return {
            "start": start,
            "limit": limit,
            "search": self.search or None,
            "filter": self.filter or None,
            "app_status": (self.status or None) if self.action in WITH_STATUS else None,
            "pro_uid": self.process or None,
            "cat_uid": self.category or None,
            "sort": COLUMNS[self.sort],
            "dir": self.direction.upper(),
            "configuration": self.configuration or None,
            **{name: text or None for name, text in self.dates.items()},
        }


def read_asked(query: Mapping[str, str]) -> Asked:
    """What a query string asks for; what is not known is left out."""
    action = query.get("action", "")
    texts = {name: query.get(name, "").strip() for name in DATES}
    good = {name: text if is_day(text) else "" for name, text in texts.items()}
    return Asked(
        action=cast(Action, action) if action in get_args(Action) else "todo",
        search=query.get("q", "").strip()[:200],
        filter=_one_of(FILTERS, query.get("filter", "")),
        status=_one_of(STATUSES, query.get("status", "")),
        process=_uid(query.get("process", "")),
        category=_uid(query.get("category", "")),
        sort=_one_of(SORTS, query.get("sort", "")) or "number",
        direction=_one_of(DIRECTIONS, query.get("dir", "")) or "desc",
        configuration=_one_of(CONFIGURATIONS, query.get("configuration", "")),
        dates=good,
        wrong=tuple(DATES[name] for name, text in texts.items() if text and not good[name]),
    )


def _one_of(words: Mapping[str, Text], text: str) -> str:
    return text if text in words else ""


def _uid(text: str) -> str:
    return text if re.fullmatch(UidConverter.regex, text) else ""
