"""Which actions a list offers for the rows that are selected in it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.people import SignedInRequest
from cases.access import may_bulk
from cases.services.submissions import new_key
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


def list_actions(request: SignedInRequest, name: CaseList) -> dict[str, Any]:
    """What the footer of a list needs: the buttons, a submit key, who may work on all matches."""
    offered = (ALL[action] for action in _OFFERED[name])
    return {
        "list_actions": [action for action in offered if _may(request, action)],
        "submit_key": new_key(),
        "may_bulk": may_bulk(request.me),
    }


def _may(request: SignedInRequest, action: ListAction) -> bool:
    wanted = action.permissions
    return not wanted or any(request.me.can(permission) for permission in wanted)
