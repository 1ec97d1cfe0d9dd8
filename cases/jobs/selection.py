"""How the cases of a job are chosen, and how they are collected: a page at a time.

``Job.selection`` is one of::

    {"kind": "list", "list": "inbox", "query": {…ListQuery…}, "filters": {…}} all that match
    {"kind": "rows", "refs": [[app_uid, del_index], …]}                     rows that were ticked
    {"kind": "numbers", "numbers": [17, 18, …]}                             case numbers from a file
    {"kind": "items", "job": 4, "states": ["failed", …]}                    a retry
    {"kind": "undo", "job": 4}                                              back to earlier holders
    {"kind": "case", "refs": [[app_uid, del_index]]}                        a job of one case

besides ``cursor`` (how far the collecting got), ``reading`` (see cases.jobs.reading) and
``spread`` (whose turn it is). ``filters`` are
those of ``cases.lists.local`` that the server does not have; what they say of time is said of the
moment in which the job was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import msgspec

from cases.job_states import ItemState
from cases.lists.local import filter_rows
from cases.models import Job, JobItem
from cases.services.actor import Actor
from processmaker.case_lists import CaseList, ListQuery, fetch_page
from processmaker.errors import CaseMissing, Refused, SignedOut
from processmaker.models import Case, CaseRow, CaseStatus, CaseTask, ThreadStatus

PAGE = 200
BATCH = 40
_READERS = 8


@dataclass(frozen=True)
class Found:
    """A row for the plan. ``why_not`` is a code where the case could not even be read;
    ``target`` is set where the selection itself says who gets it."""

    row: CaseRow
    why_not: str = ""
    target: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Batch:
    """Some of the chosen cases; ``cursor`` is where the next batch begins.

    ``may_drift``: they are a page of a list that can change between two pages.
    """

    found: tuple[Found, ...]
    cursor: int
    more: bool
    may_drift: bool = False


def next_batch(job: Job, actor: Actor) -> Batch:
    """Read the next of the chosen cases.

    Raises:
        SignedOut: the owner has to sign in again.
        ProcessMakerError: a list could not be read; the same batch can be asked for again.
    """
    kind = job.selection["kind"]
    cursor = int(job.selection.get("cursor", 0))
    if kind == "list":
        return _of_list(job, actor, cursor)
    chosen = _CHOSEN[kind](job)
    part = chosen[cursor : cursor + BATCH]
    with ThreadPoolExecutor(_READERS) as readers:
        found = [one for many in readers.map(lambda case: _read(actor, case), part) for one in many]
    end = cursor + len(part)
    return Batch(tuple(found), end, end < len(chosen))


def _of_list(job: Job, actor: Actor, cursor: int) -> Batch:
    """One page, in the order of case numbers, so that new cases do not shift the pages."""
    given = {**job.selection.get("query", {}), "start": cursor, "limit": PAGE}
    query = msgspec.convert(given | {"sort": "number", "descending": False}, ListQuery)
    which = CaseList(job.selection["list"])
    page = fetch_page(actor.pm, actor.me.capabilities, which, query)
    rows = filter_rows(page.rows, job.selection.get("filters", {}), job.created_at)
    found = tuple(Found(row) for row in rows)
    return Batch(found, cursor + len(page.rows), page.has_more, may_drift=True)


@dataclass(frozen=True)
class _Chosen:
    """A case to read; ``del_index`` 0 stands for all its open delegations."""

    app_uid: str = ""
    number: int = 0
    del_index: int = 0
    item: JobItem | None = None
    target: tuple[str, str] = ("", "")


def _rows(job: Job) -> list[_Chosen]:
    return [_Chosen(app_uid=uid, del_index=index) for uid, index in job.selection["refs"]]


def _numbers(job: Job) -> list[_Chosen]:
    return [_Chosen(number=number) for number in job.selection["numbers"]]


def _items(job: Job) -> list[_Chosen]:
    items = JobItem.objects.filter(
        job_id=job.selection["job"], state__in=job.selection["states"]
    ).order_by("pk")
    chosen = [_Chosen(item.app_uid, item.number, item.del_index) for item in items]
    if job.operation != "undo":
        return chosen
    # Nobody but the items knows who is to get them back.
    targets = [(item.target_uid, item.target_name) for item in items]
    return [replace(one, target=target) for one, target in zip(chosen, targets, strict=True)]


def _undone(job: Job) -> list[_Chosen]:
    items = JobItem.objects.filter(job_id=job.selection["job"], state=ItemState.DONE)
    return [
        _Chosen(item.app_uid, item.number, item.del_index, item) for item in items.order_by("pk")
    ]


_CHOSEN = {"rows": _rows, "numbers": _numbers, "items": _items, "undo": _undone}


def _read(actor: Actor, chosen: _Chosen) -> list[Found]:
    """The open delegations of one chosen case, or why there is none to work on."""
    try:
        app_uid = chosen.app_uid or _uid_of(actor, chosen.number)
        rows = list(_open_rows(actor, app_uid)) if app_uid else []
    except SignedOut:
        raise
    except CaseMissing:
        return [_unreadable(chosen, "case_missing")]
    except Refused:
        return [_unreadable(chosen, "unknown_number")]
    if not app_uid:
        return [_unreadable(chosen, "unknown_number")]
    if chosen.item is not None:
        return [_to_give_back(chosen, chosen.item, rows)]
    if not chosen.del_index:
        return [Found(row) for row in rows]
    exact = [row for row in rows if row.del_index in (0, chosen.del_index)]
    return [Found(row, target=chosen.target) for row in exact] or [_unreadable(chosen, "not_open")]


def _to_give_back(chosen: _Chosen, item: JobItem, rows: Sequence[CaseRow]) -> Found:
    """The delegation that the reassign made, if its target still holds it."""
    for row in rows:
        later = row.task_uid == item.task_uid and row.del_index > item.del_index
        if later and row.user_uid == item.target_uid:
            return Found(row, target=(item.source_uid, item.source_name))
    return _unreadable(chosen, "moved_on")


def _unreadable(chosen: _Chosen, code: str) -> Found:
    row = CaseRow(app_uid=chosen.app_uid, del_index=chosen.del_index, number=chosen.number)
    return Found(row, why_not=code)


def _uid_of(actor: Actor, number: int) -> str:
    """The uid of a case number among the cases that the person may see."""
    query = ListQuery(search=str(number), limit=100)
    page = fetch_page(actor.pm, actor.me.capabilities, CaseList.SEARCH, query)
    return next((row.app_uid for row in page.rows if row.number == number), "")


def _open_rows(actor: Actor, app_uid: str) -> Iterator[CaseRow]:
    """Rows like those of a list, from the case itself; one with index 0 for a case that is over."""
    case = _case(actor, app_uid)
    tasks = {task.task_uid: task for task in actor.pm.cases.tasks(app_uid)}
    if case is None:
        yield from _rows_of_tasks(app_uid, list(tasks.values()))
        return
    bare = CaseRow(
        app_uid=app_uid,
        del_index=0,
        number=case.number,
        title=case.title,
        process_title=case.process_title,
        status=case.status,
    )
    for open_task in case.current_tasks:
        yield msgspec.structs.replace(
            bare,
            del_index=open_task.del_index,
            task_uid=open_task.task_uid,
            task_title=tasks[open_task.task_uid].title if open_task.task_uid in tasks else "",
            user_uid=open_task.user_uid,
            user_name=open_task.user_name,
            paused=open_task.thread_status is ThreadStatus.PAUSED,
        )
    if not case.current_tasks:
        yield bare


def _case(actor: Actor, app_uid: str) -> Case | None:
    try:
        return actor.pm.cases.get(app_uid)
    except SignedOut:
        raise
    except CaseMissing:
        raise
    except Refused:
        return None


def _rows_of_tasks(app_uid: str, tasks: Sequence[CaseTask]) -> Iterator[CaseRow]:
    for task in tasks:
        for turn in task.delegations:
            if turn.finished_at is None:
                yield CaseRow(
                    app_uid=app_uid,
                    del_index=turn.del_index,
                    number=0,
                    task_uid=task.task_uid,
                    task_title=task.title,
                    status=CaseStatus.UNKNOWN,
                    user_uid=turn.user_uid,
                    user_name=turn.user_name,
                )
