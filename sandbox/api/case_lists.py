"""``/cases`` and its lists, plain and ``/paged`` (REST class Cases, AppCacheView)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.api.rows import case_row
from sandbox.engine.listing import (
    ListQuery,
    page_of,
    sort_column,
    unassigned_keys,
)
from sandbox.engine.store import Bucket, Key
from sandbox.rest import Call, route
from sandbox.state import Sandbox

DEFAULT_SORT = "APP_CACHE_VIEW.APP_NUMBER"
SEARCH_STATES = ("TO_DO", "DRAFT", "PAUSED", "CANCELLED", "COMPLETED")


@dataclass(slots=True)
class CaseListSource:
    """Where the rows of a list come from and how it shows and counts them."""

    keys: Bucket | Iterable[Key]
    previous: bool = True
    participated: bool = False
    counts_rows: bool = False


def inbox_source(box: Sandbox, user_uid: str) -> CaseListSource:
    return CaseListSource(box.store.bucket("inbox", user_uid), counts_rows=True)


def draft_source(box: Sandbox, user_uid: str) -> CaseListSource:
    return CaseListSource(box.store.bucket("draft", user_uid), previous=False)


def participated_source(box: Sandbox, user_uid: str) -> CaseListSource:
    return CaseListSource(box.store.bucket("participated", user_uid), participated=True)


def unassigned_source(box: Sandbox, user_uid: str) -> CaseListSource:
    return CaseListSource(unassigned_keys(box, user_uid), counts_rows=True)


def paused_source(box: Sandbox, user_uid: str) -> CaseListSource:
    """His own paused tasks, and everybody's in the processes that he supervises."""
    own = box.store.bucket("paused", user_uid)
    watched = [p for p in box.world.processes.values() if box.world.supervises(user_uid, p)]
    if not watched:
        return CaseListSource(own)
    keys = set(own)
    for process in watched:
        keys.update(box.store.bucket("paused_in", process.uid))
    return CaseListSource(sorted(keys))


def search_source(box: Sandbox, user_uid: str, status: str) -> CaseListSource:
    """Everybody's cases with PM_ALLCASES, else those in which the user took part."""
    state = status.upper() if status.upper() in SEARCH_STATES else ""
    bucket: Bucket | list[Key] = box.store.bucket("search", state)
    if not box.world.has_permission(user_uid, "PM_ALLCASES"):
        bucket = box.store.bucket("own_search", user_uid)
        if state:
            name = ("search", state)
            bucket = [key for key in bucket if name in box.store.delegation(key).buckets]
    return CaseListSource(bucket, previous=bool(state), counts_rows=state == "TO_DO")


SOURCES = {
    "": inbox_source,
    "/draft": draft_source,
    "/participated": participated_source,
    "/unassigned": unassigned_source,
    "/paused": paused_source,
}


def list_query(call: Call) -> ListQuery:
    """The common parameters of every list."""
    query = call.query
    return ListQuery(
        start=call.query_int("start", 0),
        limit=call.query_int("limit", 0),
        sort=query.get("sort", DEFAULT_SORT),
        descending=query.get("dir", "DESC") == "DESC",
        category=query.get("cat_uid", ""),
        process=query.get("pro_uid", ""),
        search=query.get("search", ""),
    )


def case_list(
    call: Call, source: CaseListSource, query: ListQuery
) -> tuple[list[dict[str, Any]], int]:
    """The rows of the page and the total as this list counts it."""
    box = call.sandbox
    page = page_of(box, source.keys, query)
    rows = [
        case_row(
            box,
            item,
            participated=source.participated,
            previous=source.previous,
            sort_column=sort_column(query.sort),
            category=query.category,
        )
        for item in page.rows
    ]
    return rows, page.row_count if source.counts_rows else page.case_count


def paged_answer(call: Call, source: CaseListSource, query: ListQuery) -> dict[str, Any]:
    """The object of the ``/paged`` endpoints; ``start`` comes back plus one."""
    rows, total = case_list(call, source, query)
    sort = "APPLICATION.APP_NUMBER" if query.sort == DEFAULT_SORT else query.sort
    return {
        "totalCount": total,
        "data": rows,
        "total": total,
        "start": query.start + 1,
        "limit": query.limit,
        "sort": sort.lower(),
        "dir": call.query.get("dir", "DESC").lower(),
        "cat_uid": query.category,
        "pro_uid": query.process,
        "search": query.search,
    }


def _register(name: str) -> None:
    @route("GET", f"/cases{name}")
    def plain(call: Call) -> list[dict[str, Any]]:
        source = SOURCES[name](call.sandbox, call.user_uid)
        return case_list(call, source, list_query(call))[0]

    @route("GET", f"/cases{name}/paged")
    def paged(call: Call) -> dict[str, Any]:
        source = SOURCES[name](call.sandbox, call.user_uid)
        return paged_answer(call, source, list_query(call))


for list_name in SOURCES:
    _register(list_name)


def _search(call: Call) -> tuple[CaseListSource, ListQuery]:
    base, query = list_query(call), call.query
    source = search_source(call.sandbox, call.user_uid, query.get("app_status", ""))
    return source, ListQuery(
        base.start,
        base.limit,
        base.sort,
        base.descending,
        base.category,
        base.process,
        base.search,
        query.get("date_from", ""),
        query.get("date_to", ""),
    )


@route("GET", "/cases/advanced-search")
def advanced_search(call: Call) -> list[dict[str, Any]]:
    source, query = _search(call)
    return case_list(call, source, query)[0]


@route("GET", "/cases/advanced-search/paged")
def advanced_search_paged(call: Call) -> dict[str, Any]:
    source, query = _search(call)
    return paged_answer(call, source, query)
