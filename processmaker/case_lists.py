"""One normalised case list, whatever endpoints a server has for it.

::

    page = fetch_page(client, capabilities, CaseList.INBOX, ListQuery(search="boxes", limit=50))
    for row in page.rows: …

:func:`support` says beforehand which filters and sorts a list has on a server, and what is missing
where it has none at all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Final, Literal

import msgspec

from processmaker import errors, paths
from processmaker.capabilities import Capabilities
from processmaker.client import Client
from processmaker.endpoints import Query
from processmaker.models import CasePage, CaseRow
from processmaker.resources.lists import Sort

Source = Literal["cases", "home", "extrarest"]


class CaseList(StrEnum):
    """The lists; the values are used in URLs."""

    INBOX = "inbox"
    DRAFT = "draft"
    PARTICIPATED = "participated"
    UNASSIGNED = "unassigned"
    PAUSED = "paused"
    REVIEW = "review"
    REASSIGN = "reassign"
    SEARCH = "search"


class ListQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a list. ``process`` and ``category`` are uids, ``user`` a uid.

    ``status`` is a :class:`~processmaker.models.CaseStatus` value; ``start`` counts rows from 0.
    """

    search: str = ""
    process: str = ""
    category: str = ""
    status: str = ""
    user: str = ""
    date_from: date | None = None
    date_to: date | None = None
    sort: str = "number"
    descending: bool = True
    start: int = 0
    limit: int = 25

    def __post_init__(self) -> None:
        for name in ("process", "category", "user"):
            if getattr(self, name):
                paths.checked(f"{name}_uid", getattr(self, name))
        if self.sort not in SORTS:
            raise errors.InvalidValue(f"sort must be one of {', '.join(SORTS)}")
        if self.status not in ("", *STATUSES):
            raise errors.InvalidValue(f"status must be one of {', '.join(STATUSES)}")
        if self.start < 0 or not 1 <= self.limit <= LARGEST_PAGE:
            raise errors.InvalidValue(f"start must be 0 or more, limit 1 to {LARGEST_PAGE}")


LARGEST_PAGE: Final = 1000
STATUSES: Final = ("DRAFT", "TO_DO", "COMPLETED", "CANCELLED")
SORTS: Final[dict[str, Callable[[CaseRow], tuple[bool, object]]]] = {
    "number": lambda row: (False, row.number),
    "title": lambda row: (not row.title, row.title.casefold()),
    "process": lambda row: (not row.process_title, row.process_title.casefold()),
    "task": lambda row: (not row.task_title, row.task_title.casefold()),
    "user": lambda row: (not row.user_name, row.user_name.casefold()),
    "due": lambda row: (row.due_at is None, row.due_at),
    "delegated": lambda row: (row.delegated_at is None, row.delegated_at),
    "updated": lambda row: (row.updated_at is None, row.updated_at),
    "status": lambda row: (False, row.status),
    "priority": lambda row: (False, row.priority),
}
"""The sort names, and how the loaded rows are sorted where the server cannot."""

_COLUMNS: Final[dict[str, Sort]] = {
    "number": "APP_CACHE_VIEW.APP_NUMBER",
    "title": "APP_TITLE",
    "process": "APP_PRO_TITLE",
    "task": "APP_TAS_TITLE",
    "user": "APP_CURRENT_USER",
    "due": "DEL_TASK_DUE_DATE",
    "updated": "APP_UPDATE_DATE",
    "status": "APP_STATUS",
}
_HOME_COLUMNS: Final = {"number": "APP_NUMBER", "title": "DEL_TITLE", "process": "PRO_TITLE"}
_PLAIN: Final = frozenset({"search", "process", "category"})
_SEARCH: Final = _PLAIN | {"status", "date_from", "date_to"}


class ListSupport(msgspec.Struct, frozen=True, kw_only=True):
    """How a server serves one list.

    Attributes:
        source: the family of endpoints, or None: this server has no such list.
        missing: the capability that would be needed, where ``source`` is None.
        filters: the fields of :class:`ListQuery` that have an effect.
        sorts: the sorts that hold for the whole set; others sort the loaded rows only.
    """

    source: Source | None
    missing: str = ""
    filters: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()


def support(capabilities: Capabilities, which: CaseList) -> ListSupport:
    """Tell how a server with these capabilities serves a list."""
    if which is CaseList.REVIEW:
        return _review_support(capabilities)
    if which is CaseList.REASSIGN:
        if not capabilities.extrarest:
            return ListSupport(source=None, missing="extrarest")
        return ListSupport(source="extrarest", filters=_PLAIN, sorts=frozenset(_COLUMNS))
    filters = _SEARCH if which is CaseList.SEARCH else _PLAIN
    return ListSupport(source="cases", filters=filters, sorts=frozenset(_COLUMNS))


def _review_support(capabilities: Capabilities) -> ListSupport:
    if capabilities.extrarest:
        return ListSupport(
            source="extrarest", filters=_PLAIN - {"category"}, sorts=frozenset(SORTS)
        )
    if capabilities.home:
        sorts = frozenset(_HOME_COLUMNS)
        return ListSupport(source="home", filters=frozenset({"search"}), sorts=sorts)
    return ListSupport(source=None, missing="extrarest")


def fetch_page(
    client: Client, capabilities: Capabilities, which: CaseList, query: ListQuery
) -> CasePage:
    """Return one page of a list: one call upstream.

    Raises:
        EndpointMissing: this server has no such list (:func:`support` tells beforehand).
        ProcessMakerError: whatever the call ends with.
    """
    served = support(capabilities, which)
    client = client.in_zone(capabilities.zone)
    if served.source is None:
        raise errors.EndpointMissing(f"the list {which} needs {served.missing}")
    if which is CaseList.REVIEW and served.source == "extrarest":
        return _cut(client.extrarest.review(), query)
    if served.source == "home":
        page = client.home.mycases("SUPERVISING", _home_query(query))
    elif served.source == "extrarest":
        page = client.extrarest.user_cases("to_reassign", _cases_query(query, served))
    else:
        page = _fetch(client, which)(_cases_query(query, served))
    return page if query.sort in served.sorts else _sorted_here(page, query)


def _fetch(client: Client, which: CaseList) -> Callable[[Query], CasePage]:
    lists = client.lists
    return {
        CaseList.INBOX: lists.inbox_page,
        CaseList.DRAFT: lists.draft_page,
        CaseList.PARTICIPATED: lists.participated_page,
        CaseList.UNASSIGNED: lists.unassigned_page,
        CaseList.PAUSED: lists.paused_page,
        CaseList.SEARCH: lists.search_page,
    }[which]


def _cases_query(query: ListQuery, served: ListSupport) -> Query:
    given: dict[str, str | int | None] = {
        "start": query.start,
        "limit": query.limit,
        "sort": _COLUMNS.get(query.sort, _COLUMNS["number"]),
        "dir": paths.direction(descending=query.descending),
        "search": query.search or None,
        "pro_uid": query.process or None,
        "cat_uid": query.category or None,
    }
    if "status" in served.filters:
        given["app_status"] = query.status or None
        given["date_from"] = query.date_from.isoformat() if query.date_from else None
        given["date_to"] = query.date_to.isoformat() if query.date_to else None
    return given


def _home_query(query: ListQuery) -> Query:
    column = _HOME_COLUMNS.get(query.sort, _HOME_COLUMNS["number"])
    by_number = query.search.lstrip("#").strip().isdigit()
    return {
        "offset": query.start,
        "limit": query.limit,
        "sort": f"{column},{paths.direction(descending=query.descending)}",
        "caseNumber": query.search.lstrip("#").strip() if by_number else None,
        "caseTitle": query.search if query.search and not by_number else None,
    }


def sort_rows(rows: tuple[CaseRow, ...], sort: str, *, descending: bool) -> tuple[CaseRow, ...]:
    """Return ``rows`` sorted by one of :data:`SORTS`; rows without the value come last."""
    key = SORTS[sort]
    filled = sorted((row for row in rows if not key(row)[0]), key=key, reverse=descending)
    return (*filled, *(row for row in rows if key(row)[0]))


def _sorted_here(page: CasePage, query: ListQuery) -> CasePage:
    rows = sort_rows(page.rows, query.sort, descending=query.descending)
    return msgspec.structs.replace(page, rows=rows, sorted_by_server=False)


def _cut(rows: tuple[CaseRow, ...], query: ListQuery) -> CasePage:
    """Filter, sort and page a list that the server only gives whole."""
    words = query.search.casefold()
    found = tuple(
        row
        for row in rows
        if words in f"{row.title} #{row.number}".casefold()
        and query.process in ("", row.process_uid)
    )
    found = sort_rows(found, query.sort, descending=query.descending)
    end = query.start + query.limit
    return CasePage(
        rows=found[query.start : end],
        total=len(found),
        start=query.start,
        limit=query.limit,
        has_more=end < len(found),
    )
