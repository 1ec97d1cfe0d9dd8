"""The states of a case: word, colour and whether anything can still happen, declared once."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from processmaker.models import CaseStatus


@dataclass(frozen=True, eq=False)
class State:
    """How a state is shown: `tone` is a class of the style sheet, `terminal` is closed for good."""

    label: str | Promise
    tone: str = ""
    terminal: bool = False


STATES: Final = {
    CaseStatus.DRAFT: State(_("Draft")),
    CaseStatus.TO_DO: State(_("Open")),
    CaseStatus.COMPLETED: State(_("Completed"), "success", terminal=True),
    CaseStatus.CANCELLED: State(_("Cancelled"), "danger", terminal=True),
}
PAUSED: Final = State(_("Paused"))
UNKNOWN: Final = State(_("Unknown"))


def state_of(status: CaseStatus, paused: bool = False) -> State:
    """The state of a case, or of a paused task of it; UNKNOWN for a word of a newer server."""
    return PAUSED if paused else STATES.get(status, UNKNOWN)


PRIORITIES: Final = {
    1: _("Very low priority"),
    2: _("Low priority"),
    3: _("Normal priority"),
    4: _("High priority"),
    5: _("Very high priority"),
}
HIGH: Final = 4
