"""The screens beside the case lists: people, tables, documents, reports."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from processmaker.capabilities import Capabilities


@dataclass(frozen=True)
class OfficeScreen:
    """One screen: who may see it, and which capability of the server it cannot do without."""

    name: str
    label: str | Promise
    icon: str
    key: str
    view_name: str
    permission: str
    capability: str = "core"

    @property
    def url(self) -> str:
        return reverse(self.view_name)


OFFICE: Final = (
    OfficeScreen("people", _("People"), "user", "o", "people:users", "PM_USERS"),
    OfficeScreen("tables", _("Tables"), "table-2", "l", "tables:all", "PM_SETUP_PM_TABLES"),
    OfficeScreen(
        "folders", _("Documents"), "folder", "f", "folders:root", "PM_FOLDERS_VIEW", "extrarest"
    ),
    OfficeScreen(
        "reports",
        _("Reports"),
        "chart-no-axes-column",
        "v",
        "reports:all",
        "PM_ALLCASES",
        "extrarest",
    ),
)


def lacking(capabilities: Capabilities) -> frozenset[str]:
    """The names of the screens that this server cannot fill."""
    return frozenset(one.name for one in OFFICE if not capabilities.has(one.capability))


def screen_at(path: str) -> str:
    """The name of the screen that a path belongs to; "" for the rest."""
    first = path.strip("/").partition("/")[0]
    return first if any(one.name == first for one in OFFICE) else ""
