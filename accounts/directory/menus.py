"""Where ProcessMaker takes a person after signing in, and where pmdash has the same."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from processmaker import Client
from processmaker.errors import InvalidValue
from processmaker.models import UserConfig

MENUS: Final = {
    "": _("As the role says"),
    "PM_CASES": _("Home"),
    "PM_FACTORY": _("Designer"),
    "PM_SETUP": _("Admin"),
    "PM_DASHBOARD": _("Dashboard"),
}
"""The main menus of ProcessMaker; plug-ins may add others."""

CASES_MENUS: Final = {
    "": _("As ProcessMaker says"),
    "CASES_START_CASE": _("New case"),
    "CASES_INBOX": _("Inbox"),
    "CASES_DRAFT": _("Draft"),
    "CASES_PAUSED": _("Paused"),
    "CASES_SENT": _("Participated"),
    "CASES_SELFSERVICE": _("Unassigned"),
    "CASES_SEARCH": _("Advanced search"),
    "CASES_TO_REVISE": _("Review"),
    "CASES_TO_REASSIGN": _("Reassign"),
    "CASES_FOLDERS": _("Documents"),
}
"""What the side menu of Home opens first."""

_PATHS: Final = {
    "CASES_START_CASE": "/cases/start/",
    "CASES_INBOX": "/cases/inbox/",
    "CASES_DRAFT": "/cases/draft/",
    "CASES_PAUSED": "/cases/paused/",
    "CASES_SENT": "/cases/participated/",
    "CASES_SELFSERVICE": "/cases/unassigned/",
    "CASES_SEARCH": "/cases/search/",
    "CASES_TO_REVISE": "/cases/review/",
    "CASES_TO_REASSIGN": "/cases/reassign/",
    "CASES_FOLDERS": "/folders/",
}


def landing_path(config: UserConfig) -> str:
    """The page of pmdash that stands for the menus of `config`; "" where there is none."""
    if config.default_menu not in ("", "PM_CASES"):
        return ""
    return _PATHS.get(config.default_cases_menu, "")


def set_menus(client: Client, user_uid: str, menu: str, cases_menu: str) -> UserConfig:
    """Set the menus of a user, and leave his other settings.

    Raises:
        InvalidValue: a menu is neither one of ProcessMaker's nor the one that is set.
        ProcessMakerError: it is refused, or ProcessMaker does not answer.
    """
    before = client.extrarest.user_config(user_uid)
    if menu not in {*MENUS, before.default_menu}:
        raise InvalidValue(f"default_menu: no menu {menu!r} is known")
    if cases_menu not in {*CASES_MENUS, before.default_cases_menu}:
        raise InvalidValue(f"default_cases_menu: no menu {cases_menu!r} is known")
    return client.extrarest.set_user_config(
        user_uid,
        default_menu=menu,
        default_cases_menu=cases_menu,
        default_language=before.default_language,
    )
