"""How many cases each list holds, whatever endpoints a server has to count them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from processmaker.capabilities import Capabilities
from processmaker.case_lists import CaseList
from processmaker.client import Client
from processmaker.endpoints import Query
from processmaker.models import CasePage
from processmaker.parallel import gather


def fetch_counters(client: Client, capabilities: Capabilities) -> dict[CaseList, int]:
    """Return the counts that the server tells cheaply; a list that is missing is unknown.

    Raises:
        ProcessMakerError: none of them could be had.
    """
    if capabilities.has("extrarest_counters"):
        told = client.extrarest.counters()
        return {which: told[key] for which, key in _EXTRAREST_COUNTS.items() if key in told}
    calls: dict[str, Callable[[], object]] = {
        which: partial(_total, page)
        for which, page in (
            (CaseList.PARTICIPATED, client.lists.participated_page),
            # /home and /light leave out what a supervisor sees paused in others' hands.
            (CaseList.PAUSED, client.lists.paused_page),
        )
    }
    if capabilities.home:
        calls["tasks"] = client.home.task_counters
    elif capabilities.light:
        calls["tasks"] = client.light.counters
    outcome = gather(**calls)
    if len(outcome.errors) == len(calls):
        raise next(iter(outcome.errors.values()))
    found = _counted(outcome.get_or("tasks", {}))
    for which in (CaseList.PARTICIPATED, CaseList.PAUSED):
        total: int | None = outcome.get_or(which, None)
        if total is not None:
            found[which] = total
    return found


_EXTRAREST_COUNTS: Final = {
    CaseList.INBOX: "to_do",
    CaseList.DRAFT: "draft",
    CaseList.PARTICIPATED: "sent",
    CaseList.UNASSIGNED: "selfservice",
    CaseList.PAUSED: "paused",
    CaseList.REVIEW: "to_revise",
    CaseList.REASSIGN: "to_reassign",
}
_TASK_COUNTS: Final = {
    "todo": CaseList.INBOX,
    "toDo": CaseList.INBOX,
    "draft": CaseList.DRAFT,
    "paused": CaseList.PAUSED,
    "unassigned": CaseList.UNASSIGNED,
}


def _counted(tasks: dict[str, int]) -> dict[CaseList, int]:
    return {_TASK_COUNTS[key]: count for key, count in tasks.items() if key in _TASK_COUNTS}


def _total(page: Callable[[Query], CasePage]) -> int | None:
    return page({"start": 0, "limit": 1}).total
