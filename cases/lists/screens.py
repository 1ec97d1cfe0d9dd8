"""The eight lists: what each is called, who may see it, which columns it shows."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from processmaker.case_lists import CaseList

Text = str | Promise


@cache
def list_url(name: CaseList) -> str:
    """Worked out once: every page links to all lists."""
    return reverse("cases:list", kwargs={"name": name})


@dataclass(frozen=True)
class ListScreen:
    """One list as a screen.

    `permission` is the permission of ProcessMaker's role without which the list is not shown;
    `columns` name the cells of a row in their order; `key` follows `g` on the keyboard;
    `next_list` is where an empty list sends people; `marks_unread` is false where nobody can
    have read a row; `overview` lists are counted as a whole, so they are loaded as a whole.
    """

    name: CaseList
    label: Text
    icon: str
    permission: str
    key: str
    columns: tuple[str, ...]
    empty_title: Text
    empty_text: Text
    counted: bool = True
    default_sort: str = "due"
    next_list: CaseList = CaseList.INBOX
    marks_unread: bool = True
    overview: bool = False

    @property
    def url(self) -> str:
        return list_url(self.name)

    @property
    def shows(self) -> dict[str, bool]:
        """The columns as a template asks for them: `shows.process`."""
        return dict.fromkeys(self.columns, True)


WORK_COLUMNS: Final = ("number", "title", "task", "process", "sender", "due", "updated")
OTHERS_COLUMNS: Final = ("number", "title", "task", "process", "person", "due", "updated")
ALL_COLUMNS: Final = ("number", "title", "task", "status", "person", "due", "updated")

SCREENS: Final = (
    ListScreen(
        name=CaseList.INBOX,
        label=_("Inbox"),
        icon="inbox",
        permission="PM_CASES",
        key="i",
        columns=WORK_COLUMNS,
        empty_title=_("Nothing waits for you"),
        empty_text=_("Cases that are routed to you appear here. Claim one that nobody has taken."),
        next_list=CaseList.UNASSIGNED,
    ),
    ListScreen(
        name=CaseList.UNASSIGNED,
        label=_("Unassigned"),
        icon="hand",
        permission="PM_CASES",
        key="u",
        columns=WORK_COLUMNS,
        empty_title=_("Nothing to claim"),
        empty_text=_("Tasks that your group may take and nobody has claimed appear here."),
        marks_unread=False,
    ),
    ListScreen(
        name=CaseList.DRAFT,
        label=_("Draft"),
        icon="file-pen",
        permission="PM_CASES",
        key="d",
        columns=("number", "title", "task", "process", "due", "updated"),
        empty_title=_("No drafts"),
        empty_text=_("A case that you start stays here until you continue it."),
    ),
    ListScreen(
        name=CaseList.PAUSED,
        label=_("Paused"),
        icon="pause",
        permission="PM_CASES",
        key="p",
        columns=WORK_COLUMNS,
        empty_title=_("Nothing is paused"),
        empty_text=_("A case that you pause waits here until its date, or until you unpause it."),
    ),
    ListScreen(
        name=CaseList.PARTICIPATED,
        label=_("Participated"),
        icon="history",
        permission="PM_CASES",
        key="t",
        columns=ALL_COLUMNS,
        empty_title=_("You have not worked on a case yet"),
        empty_text=_("Every case in which you did something stays here, open or closed."),
        counted=False,
        default_sort="updated",
    ),
    ListScreen(
        name=CaseList.SEARCH,
        label=_("Search"),
        icon="search",
        permission="PM_CASES",
        key="s",
        columns=ALL_COLUMNS,
        empty_title=_("No case yet"),
        empty_text=_("Every case that you may see is found here, open and closed."),
        counted=False,
        default_sort="updated",
    ),
    ListScreen(
        name=CaseList.REVIEW,
        label=_("Review"),
        icon="users",
        permission="PM_SUPERVISOR",
        key="r",
        columns=OTHERS_COLUMNS,
        empty_title=_("Nothing to review"),
        empty_text=_("Open cases of the processes that you supervise appear here."),
        overview=True,
        next_list=CaseList.SEARCH,
    ),
    ListScreen(
        name=CaseList.REASSIGN,
        label=_("Reassign"),
        icon="arrow-right-left",
        permission="PM_REASSIGNCASE",
        key="e",
        columns=OTHERS_COLUMNS,
        empty_title=_("Nothing to reassign"),
        empty_text=_("Open tasks of other people that you may give to somebody else appear here."),
        next_list=CaseList.SEARCH,
    ),
)
BY_NAME: Final = {screen.name: screen for screen in SCREENS}
OWN_WORK: Final = tuple(screen for screen in SCREENS if screen.permission == "PM_CASES")
SUPERVISION: Final = tuple(screen for screen in SCREENS if screen.permission != "PM_CASES")
SHORT: Final = frozenset({CaseList.INBOX, CaseList.UNASSIGNED, CaseList.PAUSED, CaseList.SEARCH})
"""The few lists in the bar at the foot of a phone."""
