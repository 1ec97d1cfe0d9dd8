"""What lists of cases hold: rows, counters and saved searches."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from processmaker.decoding import From
from processmaker.models.words import CaseStatus, ThreadStatus, TimeStatus


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of any case list, whatever endpoint served it.

    Most lists have one row for a delegation, so a case with parallel tasks can appear twice;
    (app_uid, del_index) tells rows apart. ``opened_at`` None means that nobody has opened the
    task. Times are aware; None is "not known or not yet". ``priority`` is 1 (very low) … 5.
    ``user_uid`` is empty while the task is unassigned, or where the endpoint gives no uid.
    """

    app_uid: str
    del_index: int
    number: int
    title: str = ""
    process_uid: str = ""
    process_title: str = ""
    task_uid: str = ""
    task_title: str = ""
    status: CaseStatus = CaseStatus.UNKNOWN
    thread_status: ThreadStatus = ThreadStatus.UNKNOWN
    user_uid: str = ""
    user_name: str = ""
    previous_user_name: str = ""
    delegated_at: datetime | None = None
    opened_at: datetime | None = None
    due_at: datetime | None = None
    risk_at: datetime | None = None
    finished_at: datetime | None = None
    updated_at: datetime | None = None
    created_at: datetime | None = None
    priority: int = 3
    unread: bool = False
    paused: bool = False


class CasePage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list.

    Attributes:
        total: how many there are, or None where the server does not tell.
        total_counts: what ``total`` counts; advanced search counts cases while rows are
            delegations, so page by ``has_more`` and not by ``total``.
        has_more: there is (or, without a total, may be) a next page.
        sorted_by_server: the order holds for the whole set, not for these rows only.
    """

    rows: tuple[CaseRow, ...]
    total: int | None
    start: int
    limit: int
    total_counts: Literal["rows", "cases"] = "rows"
    has_more: bool = False
    sorted_by_server: bool = True


class Counter(msgspec.Struct, frozen=True, kw_only=True):
    """One counter of ``GET /home/mycases/counters``; decide on ``id``, ``title`` is translated."""

    id: str
    title: str = ""
    count: Annotated[int, From("counter")] = 0


class OpenThread(msgspec.Struct, frozen=True, kw_only=True):
    """An open thread inside a ``/home/mycases`` or ``/home/search`` row."""

    task_uid: Annotated[str, From("tas_uid")] = ""
    task_title: Annotated[str, From("tas_title")] = ""
    user_id: int = 0
    due_at: Annotated[datetime | None, From("due_date")] = None
    time_status: Annotated[TimeStatus, From("tas_status")] = TimeStatus.UNKNOWN
    is_unassigned: Annotated[bool, From("unassigned")] = False


class SavedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A search that ProcessMaker keeps for the caller."""

    uid: Annotated[str, From("id")]
    name: str = ""
    filters: Annotated[dict[str, Any], From("filters")] = {}
