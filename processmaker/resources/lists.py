"""Case lists as each family of endpoints serves them.

:func:`processmaker.case_lists.fetch_page` chooses between them; call these directly only for
what it does not cover.
"""

from __future__ import annotations

from typing import Literal

from processmaker import answers
from processmaker.case_rows import from_columns, members
from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.fields import FieldError, whole
from processmaker.models import CasePage, CaseRow
from processmaker.raw_rows import CASES_LIST, CASES_PAGE, CasesPage

Sort = Literal[
    "APP_CACHE_VIEW.APP_NUMBER",
    "APP_TITLE",
    "APP_PRO_TITLE",
    "APP_TAS_TITLE",
    "APP_CURRENT_USER",
    "DEL_TASK_DUE_DATE",
    "APP_UPDATE_DATE",
    "APP_STATUS",
]
"""The columns that ``/cases/*`` sorts by; an unknown one silently means the case number."""


class Lists(Resource):
    """``/cases``, ``/cases/draft``, … plain (all rows) and paged.

    All take ``query`` with ``start`` (from 0), ``limit``, ``sort`` (:data:`Sort`), ``dir``
    (exactly ``DESC`` or ``ASC``), ``cat_uid``, ``pro_uid``, ``search``; advanced search also
    ``app_status``, ``usr_uid`` (ignored by 3.8), ``date_from``, ``date_to`` (``YYYY-MM-DD``).
    Without ``limit`` the server sends everything.
    """

    @endpoint("GET", "/cases")
    def inbox(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """Cases waiting for the caller, all of them."""
        return _rows(call, query)

    @endpoint("GET", "/cases/paged")
    def inbox_page(self, call: Call, query: Query | None = None) -> CasePage:
        """Cases waiting for the caller, one page."""
        return _page(call, query)

    @endpoint("GET", "/cases/draft")
    def draft(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """The caller's drafts, all of them."""
        return _rows(call, query)

    @endpoint("GET", "/cases/draft/paged")
    def draft_page(self, call: Call, query: Query | None = None) -> CasePage:
        """The caller's drafts, one page."""
        return _page(call, query)

    @endpoint("GET", "/cases/participated")
    def participated(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """Cases the caller took part in, one row a case, all of them."""
        return _rows(call, query)

    @endpoint("GET", "/cases/participated/paged")
    def participated_page(self, call: Call, query: Query | None = None) -> CasePage:
        """Cases the caller took part in, one row a case, one page."""
        return _page(call, query)

    @endpoint("GET", "/cases/unassigned")
    def unassigned(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """Self-service tasks the caller may claim, all of them."""
        return _rows(call, query)

    @endpoint("GET", "/cases/unassigned/paged")
    def unassigned_page(self, call: Call, query: Query | None = None) -> CasePage:
        """Self-service tasks the caller may claim, one page."""
        return _page(call, query)

    @endpoint("GET", "/cases/paused")
    def paused(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """Paused tasks; a supervisor also sees those of others in his processes."""
        return _rows(call, query, paused=True)

    @endpoint("GET", "/cases/paused/paged")
    def paused_page(self, call: Call, query: Query | None = None) -> CasePage:
        """Paused tasks, one page."""
        return _page(call, query, paused=True)

    @endpoint("GET", "/cases/advanced-search")
    def search(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """All cases, a row a delegation; without PM_ALLCASES those the caller took part in."""
        return _rows(call, query)

    @endpoint("GET", "/cases/advanced-search/paged")
    def search_page(self, call: Call, query: Query | None = None) -> CasePage:
        """All cases, one page: ``total`` counts cases unless ``app_status`` is given."""
        page = _page(call, query)
        if (query or {}).get("app_status"):
            return page
        return CasePage(
            rows=page.rows,
            total=page.total,
            start=page.start,
            limit=page.limit,
            total_counts="cases",
            has_more=page.limit > 0 and len(page.rows) >= page.limit,
        )


def _rows(call: Call, query: Query | None, *, paused: bool = False) -> tuple[CaseRow, ...]:
    answer = call.send(query=query)
    found = answers.decode(answer, CASES_LIST)
    try:
        return from_columns(members(found), call.client.zone, paused=paused)
    except FieldError as error:
        answers.unusable(answer, str(error))


def _page(call: Call, query: Query | None, *, paused: bool = False) -> CasePage:
    answer = call.send(query=query)
    found: CasesPage = answers.decode(answer, CASES_PAGE)
    try:
        rows = from_columns(members(found.data), call.client.zone, paused=paused)
    except FieldError as error:
        answers.unusable(answer, str(error))
    start, limit = whole((query or {}).get("start")) or 0, whole((query or {}).get("limit")) or 0
    total = whole(found.totalCount)
    if total is None:
        total = whole(found.total)
    more = start + len(rows) < total if total is not None else limit > 0 and len(rows) >= limit
    return CasePage(rows=rows, total=total, start=start, limit=limit, has_more=more)
