"""The cases of any user, as extraRest lists them: what may be asked, and which words say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, cast, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


@dataclass(frozen=True)
class Asked:
    """What was asked for; `wrong` names the dates that are none and are left out."""

    action: Action
    search: str
    filter: str
    status: str
    dates: Mapping[str, str]
    wrong: tuple[Text, ...]

    def query(self, start: int, limit: int) -> Query:
        """The parameters of extraRest."""
        return {
            "start": start,
            "limit": limit,
            "search": self.search or None,
            "filter": self.filter or None,
            "app_status": (self.status or None) if self.action == "search" else None,
            **{name: text or None for name, text in self.dates.items()},
        }


def read_asked(query: Mapping[str, str]) -> Asked:
    """What a query string asks for; what is not known is left out."""
    action = query.get("action", "")
    texts = {name: query.get(name, "").strip() for name in DATES}
    good = {name: text if _is_date(text) else "" for name, text in texts.items()}
    return Asked(
        action=cast(Action, action) if action in get_args(Action) else "todo",
        search=query.get("q", "").strip()[:200],
        filter=query.get("filter", "") if query.get("filter", "") in FILTERS else "",
        status=query.get("status", "") if query.get("status", "") in STATUSES else "",
        dates=good,
        wrong=tuple(DATES[name] for name, text in texts.items() if text and not good[name]),
    )


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == len("2026-11-21")
    except ValueError:
        return False
