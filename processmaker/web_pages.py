"""Addresses of ProcessMaker's own pages, for people who have to go there."""

from __future__ import annotations

from urllib.parse import urlencode

from processmaker.paths import checked
from processmaker.server import Server


def case_page(server: Server, app_uid: str, del_index: int, session_id: str = "") -> str:
    """The page that opens a case in ProcessMaker.

    With ``session_id``, a secret, it opens in that session; else in that of the browser.

    Raises:
        InvalidValue: one of them is not what it should be.
    """
    query = {
        "APP_UID": checked("app_uid", app_uid),
        "DEL_INDEX": checked("del_index", del_index),
        "action": "todo",
    }
    if session_id:
        query["sid"] = checked("session", session_id)
    base = f"{server.base_url}/sys{server.workspace}/en/neoclassic/cases/cases_Open"
    return f"{base}?{urlencode(query)}"
