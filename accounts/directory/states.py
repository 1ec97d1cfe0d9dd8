"""The states of an account: word, colour and what they mean, declared once."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from processmaker.models.words import UserStatus

ADMINISTRATOR: Final = "00000000000000000000000000000001"
"""The user that ProcessMaker makes when it is installed; his role is fixed."""


@dataclass(frozen=True)
class AccountState:
    """How a status is shown: `tone` is a class of the style sheet, `meaning` a sentence."""

    label: str | Promise
    tone: str = ""
    meaning: str | Promise = ""


STATES: Final = {
    UserStatus.ACTIVE: AccountState(_("Active"), "success"),
    UserStatus.VACATION: AccountState(
        _("On vacation"), "risk", _("Gets no cases until the status is Active again.")
    ),
    UserStatus.INACTIVE: AccountState(
        _("Inactive"), "", _("Cannot sign in, and gets no cases until the status is Active again.")
    ),
    UserStatus.CLOSED: AccountState(
        _("Deleted"), "danger", _("ProcessMaker keeps the record for the sake of old cases.")
    ),
    UserStatus.UNKNOWN: AccountState(_("Unknown")),
}
