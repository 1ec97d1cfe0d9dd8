"""Which actions a list offers for the rows that are selected in it."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.people import SignedInRequest
from cases.access import may_bulk
from cases.views.actions_bar import ICONS
from processmaker.case_lists import CaseList


@dataclass(frozen=True)
class ListAction:
    """A button for the selected rows; ``asks`` says that it opens a dialog first."""

    name: str
    label: str | Promise
    keys: str
    asks: bool
    permissions: tuple[str, ...] = ()

    @property
    def icon(self) -> str:
        return ICONS[self.name]

    @cached_property
    def url(self) -> str:
        """Worked out once: every page of a list has these buttons."""
        return reverse("cases:act-many", kwargs={"action": self.name})


ALL: Final = {
    action.name: action
    for action in (
        ListAction("claim", _("Claim"), "c", asks=False),
        ListAction("pause", _("Pause"), "p", asks=True),
        ListAction("unpause", _("Unpause"), "p", asks=False),
        ListAction(
            "reassign",
            _("Reassign"),
            "r",
            asks=True,
            permissions=("PM_REASSIGNCASE", "PM_REASSIGNCASE_SUPERVISOR"),
        ),
        ListAction("cancel", _("Cancel case"), "", asks=True, permissions=("PM_CANCELCASE",)),
        ListAction("delete", _("Delete"), "", asks=True),
    )
}
_OPEN: Final = ("pause", "reassign", "cancel")
_OFFERED: Final[dict[CaseList, tuple[str, ...]]] = {
    CaseList.INBOX: _OPEN,
    CaseList.UNASSIGNED: ("claim",),
    CaseList.DRAFT: ("delete",),
    CaseList.PAUSED: ("unpause",),
    CaseList.PARTICIPATED: ("pause", "unpause", "reassign", "cancel"),
    CaseList.SEARCH: ("pause", "unpause", "reassign", "cancel"),
    CaseList.REVIEW: _OPEN,
    CaseList.REASSIGN: ("reassign", "pause", "cancel"),
}


@dataclass(frozen=True)
class Selection:
    """The bar in the foot of a list: what can be done with the selected rows.

    `bulk_url` is where a bulk job begins, "" for those who may not; `all_url` with all that match
    the list's filters, of which there are `total`, None where that is not known.
    """

    list: CaseList
    actions: tuple[ListAction, ...]
    bulk_url: str
    all_url: str
    total: int | None


def selection_of(
    request: SignedInRequest, name: CaseList, query: str, total: int | None
) -> Selection | None:
    """What the person may do with rows of the list `name`, which shows `query`; None: nothing."""
    actions = tuple(action for action in _offered(name) if _may(request, action))
    if not actions:
        return None
    bulk_url = _bulk_url() if may_bulk(request.me) else ""
    return Selection(name, actions, bulk_url, f"{bulk_url}{query}&list={name.value}", total)


def _offered(name: CaseList) -> tuple[ListAction, ...]:
    return tuple(ALL[action] for action in _OFFERED[name])


@cache
def _bulk_url() -> str:
    return reverse("cases:bulk")


def _may(request: SignedInRequest, action: ListAction) -> bool:
    wanted = action.permissions
    return not wanted or any(request.me.can(permission) for permission in wanted)
