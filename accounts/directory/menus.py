"""Where ProcessMaker takes a person after signing in, and where pmdash has the same."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from accounts.people import Me
from processmaker import Client
from processmaker.errors import InvalidValue, ProcessMakerError, SignedOut
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

_PAGES: Final = {
    "CASES_START_CASE": ("/cases/start/", "PM_CASES"),
    "CASES_INBOX": ("/cases/inbox/", "PM_CASES"),
    "CASES_DRAFT": ("/cases/draft/", "PM_CASES"),
    "CASES_PAUSED": ("/cases/paused/", "PM_CASES"),
    "CASES_SENT": ("/cases/participated/", "PM_CASES"),
    "CASES_SELFSERVICE": ("/cases/unassigned/", "PM_CASES"),
    "CASES_SEARCH": ("/cases/search/", "PM_CASES"),
    "CASES_TO_REVISE": ("/cases/review/", "PM_SUPERVISOR"),
    "CASES_TO_REASSIGN": ("/cases/reassign/", "PM_REASSIGNCASE"),
    "CASES_FOLDERS": ("/folders/", "PM_FOLDERS_VIEW"),
}
"""The page of pmdash that stands for a menu, and the permission that it needs."""


def page_of(me: Me, cases_menu: str) -> str:
    """The page for a menu of Home; "" where there is none that the role permits."""
    path, permission = _PAGES.get(cases_menu, ("", ""))
    return path if path and me.can(permission) else ""


def page_told_by_server(client: Client, me: Me) -> str:
    """The page for the menu that ProcessMaker keeps for this person; "" where it tells none.

    It tells only those whose role holds PM_USERS, even about themselves.
    """
    try:
        if not (me.can("PM_USERS") and me.capabilities.extrarest):
            return ""
        config = client.extrarest.user_config(me.uid)
    except SignedOut:
        raise
    except ProcessMakerError:
        return ""
    if config.default_menu not in ("", "PM_CASES"):
        return ""
    return page_of(me, config.default_cases_menu)


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
