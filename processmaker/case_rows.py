"""Rows of the case lists → :class:`~processmaker.models.CaseRow`.

This is the path that every list page takes: the JSON is parsed straight into the slots of
:mod:`processmaker.raw_rows`, and each value is converted once. A list is asked for again and again
and few of its rows change meanwhile, so the rows of ``/cases/*`` that were converted last are
remembered: to find one takes a tenth of what it takes to make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from functools import lru_cache
from typing import Final, TypeVar

from processmaker.fields import (
    Scalar,
    items,
    moment,
    priority,
    required_uid,
    required_whole,
    text,
)
from processmaker.models.case_list import CaseRow
from processmaker.models.words import CaseStatus, ThreadStatus
from processmaker.raw_rows import ColumnRow, HomeRow, HomeThread, LightName, LightRow, LightUser

RowT = TypeVar("RowT")

_MOST_ROWS: Final = 4096
"""About eight megabytes."""


def from_columns(
    rows: Iterable[ColumnRow], zone: tzinfo, *, paused: bool = False
) -> tuple[CaseRow, ...]:
    """Return the rows of ``/cases/*`` and extraRest; ``paused``: it is the paused list.

    Raises:
        FieldError: a row lacks its uid, index or number.
    """
    return tuple(_from_columns(row, zone, paused) for row in rows)


@lru_cache(maxsize=_MOST_ROWS)
def _from_columns(row: ColumnRow, zone: tzinfo, in_paused: bool) -> CaseRow:
    thread = ThreadStatus(text(row.del_thread_status))
    opened = moment(row.del_init_date, zone)
    paused = in_paused or thread is ThreadStatus.PAUSED
    finished = None if paused else moment(row.del_finish_date, zone)
    return CaseRow(
        app_uid=required_uid(row.app_uid, "app_uid"),
        del_index=required_whole(row.del_index, "del_index"),
        number=required_whole(row.app_number, "app_number"),
        title=text(row.app_title),
        process_uid=text(row.pro_uid),
        process_title=text(row.app_pro_title),
        task_uid=text(row.tas_uid),
        task_title=text(row.app_tas_title),
        status=CaseStatus(text(row.app_status)),
        thread_status=ThreadStatus.PAUSED if paused else thread,
        user_uid=text(row.usr_uid),
        user_name=_name(row.usr_firstname, row.usr_lastname) or text(row.app_current_user),
        previous_user_name=_name(row.previous_usr_firstname, row.previous_usr_lastname)
        or text(row.app_del_previous_user),
        delegated_at=moment(row.del_delegate_date, zone),
        opened_at=opened,
        due_at=moment(row.del_task_due_date, zone),
        risk_at=moment(row.del_risk_date, zone),
        finished_at=finished,
        updated_at=moment(row.app_update_date, zone),
        created_at=moment(row.app_create_date, zone),
        priority=priority(row.del_priority),
        unread=opened is None and finished is None and not paused,
        paused=paused,
    )


def from_home(
    rows: Iterable[HomeRow], zone: tzinfo, status: CaseStatus = CaseStatus.UNKNOWN
) -> tuple[CaseRow, ...]:
    """Return the rows of ``/home/*``; ``status`` is that of a list whose rows have none.

    Rows of mycases and search describe the case; their first open thread gives task and person.

    Raises:
        FieldError: a row lacks its uid, index or number.
    """
    return tuple(_from_home(row, zone, status) for row in rows)


def _from_home(row: HomeRow, zone: tzinfo, status: CaseStatus) -> CaseRow:
    threads = list(_threads(row))
    thread = threads[0] if threads else HomeThread()
    paused = "PAUSED" in (text(row.tas_status), text(thread.tas_status))
    opened = moment(row.del_init_date, zone)
    word = text(row.app_status)
    return CaseRow(
        app_uid=required_uid(row.app_uid, "APP_UID"),
        del_index=required_whole(row.del_index, "DEL_INDEX"),
        number=required_whole(row.app_number, "APP_NUMBER"),
        title=text(row.del_title),
        process_uid=text(row.pro_uid),
        process_title=text(row.pro_title),
        task_uid=text(thread.tas_uid) or text(row.tas_uid),
        task_title=text(thread.tas_title) or text(row.tas_title),
        status=CaseStatus(word) if word else status,
        thread_status=ThreadStatus.PAUSED if paused else ThreadStatus.OPEN,
        user_name=_name(row.usr_firstname, row.usr_lastname) or _holder(thread),
        delegated_at=moment(row.del_delegate_date, zone),
        opened_at=opened,
        due_at=moment(thread.due_date, zone) or moment(row.del_task_due_date, zone),
        finished_at=moment(row.app_finish_date, zone),
        created_at=moment(row.app_create_date, zone),
        priority=priority(row.del_priority),
        unread=not word and opened is None and not paused,
        paused=paused,
    )


def _threads(row: HomeRow) -> Iterable[HomeThread]:
    for threads in (row.pending, row.thread_tasks):
        if threads:
            yield from threads.values() if isinstance(threads, dict) else threads


def _holder(thread: HomeThread) -> str:
    tip = thread.user_tooltip
    return _name(tip.get("usr_firstname"), tip.get("usr_lastname")) if isinstance(tip, dict) else ""


def from_light(
    rows: Iterable[LightRow], zone: tzinfo, status: CaseStatus, *, paused: bool = False
) -> tuple[CaseRow, ...]:
    """Return the rows of ``/light/*``: they carry neither status nor the time of opening.

    Raises:
        FieldError: a row lacks its uid, index or number.
    """
    return tuple(_from_light(row, zone, status, paused) for row in rows)


def _from_light(row: LightRow, zone: tzinfo, status: CaseStatus, paused: bool) -> CaseRow:
    holder = row.current_user or row.user or LightUser()
    before = row.prev_user or LightUser()
    process, task = row.process or LightName(), row.task or LightName()
    return CaseRow(
        app_uid=required_uid(row.case_id, "caseId"),
        del_index=required_whole(row.del_index, "delIndex"),
        number=required_whole(row.case_number, "caseNumber"),
        title=text(row.case_title),
        process_uid=text(process.process_id),
        process_title=text(process.name),
        task_uid=text(task.task_id),
        task_title=text(task.name),
        status=status,
        thread_status=ThreadStatus.PAUSED if paused else ThreadStatus.UNKNOWN,
        user_uid=text(holder.user_id),
        user_name=_name(holder.first_name, holder.last_name),
        previous_user_name=_name(before.first_name, before.last_name),
        delegated_at=moment(row.delegate_date, zone),
        due_at=moment(row.due_date, zone),
        risk_at=moment(row.del_risk_date, zone),
        paused=paused,
    )


def members(rows: Mapping[str, RowT] | Sequence[RowT]) -> Iterable[RowT]:
    """Return the rows of a list or of a numbered object, in order."""
    return items(rows) if isinstance(rows, Mapping) else rows  # type: ignore[return-value]


def _name(first: Scalar, last: Scalar) -> str:
    return f"{text(first)} {text(last)}".strip()
