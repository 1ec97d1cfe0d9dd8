"""Rows of the case lists, decoded straight from JSON, → :class:`~processmaker.models.CaseRow`.

This is the path that every list page takes, so it parses only the keys that are used, into
slots, and converts each once: about 10 µs a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from processmaker.fields import (
    Scalar,
    items,
    moment,
    priority,
    required_text,
    required_whole,
    text,
)
from processmaker.models.case import CaseRow
from processmaker.models.words import CaseStatus, ThreadStatus

RowT = TypeVar("RowT")
Rows: TypeAlias = list[RowT] | dict[str, RowT]
"""PHP writes a list with gaps as an object keyed "1", "2", …"""


def _page_of(row: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(Page.__class_getitem__(row), strict=False)


def _list_of(row: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(list[row] | dict[str, row], strict=False)


class Page(msgspec.Struct, Generic[RowT]):
    """The envelope of ``/cases/*/paged``, ``/home/*`` and extraRest lists."""

    data: Rows[RowT]
    totalCount: Scalar = None  # noqa: N815
    total: Scalar = None


class ColumnRow(msgspec.Struct):
    """A row of ``/cases/*``: columns of APP_CACHE_VIEW, lower case."""

    app_uid: Scalar
    del_index: Scalar
    app_number: Scalar
    app_status: Scalar = None
    app_title: Scalar = None
    pro_uid: Scalar = None
    app_pro_title: Scalar = None
    tas_uid: Scalar = None
    app_tas_title: Scalar = None
    usr_uid: Scalar = None
    usr_firstname: Scalar = None
    usr_lastname: Scalar = None
    app_current_user: Scalar = None
    previous_usr_firstname: Scalar = None
    previous_usr_lastname: Scalar = None
    app_del_previous_user: Scalar = None
    del_thread_status: Scalar = None
    del_delegate_date: Scalar = None
    del_init_date: Scalar = None
    del_task_due_date: Scalar = None
    del_risk_date: Scalar = None
    del_finish_date: Scalar = None
    app_create_date: Scalar = None
    app_update_date: Scalar = None
    del_priority: Scalar = None


class HomeThread(msgspec.Struct):
    """An open thread inside a row of ``/home/mycases`` (PENDING) or search (THREAD_TASKS)."""

    tas_uid: Scalar = None
    tas_title: Scalar = None
    due_date: Scalar = None
    tas_status: Scalar = None
    user_tooltip: dict[str, Scalar] | list[Scalar] | None = None


class HomeRow(msgspec.Struct, rename="upper"):
    """A row of ``/home/*``: upper case, fewer columns, no status in the task lists."""

    app_uid: Scalar
    del_index: Scalar
    app_number: Scalar
    app_status: Scalar = None
    del_title: Scalar = None
    pro_uid: Scalar = None
    pro_title: Scalar = None
    tas_uid: Scalar = None
    tas_title: Scalar = None
    tas_status: Scalar = None
    usr_firstname: Scalar = None
    usr_lastname: Scalar = None
    del_delegate_date: Scalar = None
    del_init_date: Scalar = None
    del_task_due_date: Scalar = None
    app_create_date: Scalar = None
    app_finish_date: Scalar = None
    del_priority: Scalar = None
    pending: list[HomeThread] | dict[str, HomeThread] | None = None
    thread_tasks: list[HomeThread] | dict[str, HomeThread] | None = None


class _LightUser(msgspec.Struct, rename="camel"):
    user_id: Scalar = None
    first_name: Scalar = None
    last_name: Scalar = None


class _LightName(msgspec.Struct, rename="camel"):
    task_id: Scalar = None
    process_id: Scalar = None
    name: Scalar = None


class LightRow(msgspec.Struct, rename="camel"):
    """A row of ``/light/*``: camel case, nested."""

    case_id: Scalar
    del_index: Scalar
    case_number: Scalar
    case_title: Scalar = None
    process: _LightName | None = None
    task: _LightName | None = None
    user: _LightUser | None = None
    current_user: _LightUser | None = None
    prev_user: _LightUser | None = None
    delegate_date: Scalar = None
    due_date: Scalar = None
    del_risk_date: Scalar = None


_UPPER_ROW = msgspec.defstruct(
    "_UPPER_ROW",
    [
        (field.name, Scalar) if field.required else (field.name, Scalar, None)
        for field in msgspec.structs.fields(ColumnRow)
    ],
    bases=(ColumnRow,),
    rename="upper",
)
"""The columns in upper case, as extraRest writes them."""

CasesPage: TypeAlias = Page[ColumnRow]
HomePage: TypeAlias = Page[HomeRow]
CASES_PAGE: msgspec.json.Decoder[CasesPage] = _page_of(ColumnRow)
CASES_LIST: msgspec.json.Decoder[Rows[ColumnRow]] = _list_of(ColumnRow)
UPPER_PAGE: msgspec.json.Decoder[CasesPage] = _page_of(_UPPER_ROW)
UPPER_LIST: msgspec.json.Decoder[Rows[ColumnRow]] = _list_of(_UPPER_ROW)
HOME_PAGE: msgspec.json.Decoder[HomePage] = _page_of(HomeRow)
LIGHT_LIST: msgspec.json.Decoder[Rows[LightRow]] = _list_of(LightRow)


def from_columns(
    rows: Iterable[ColumnRow], zone: tzinfo, *, paused: bool = False
) -> tuple[CaseRow, ...]:
    """Return the rows of ``/cases/*`` and extraRest; ``paused``: it is the paused list.

    Raises:
        FieldError: a row lacks its uid, index or number.
    """
    return tuple(_from_columns(row, zone, paused) for row in rows)


def _from_columns(row: ColumnRow, zone: tzinfo, in_paused: bool) -> CaseRow:
    thread = ThreadStatus(text(row.del_thread_status))
    opened = moment(row.del_init_date, zone)
    paused = in_paused or thread is ThreadStatus.PAUSED
    finished = None if paused else moment(row.del_finish_date, zone)
    return CaseRow(
        app_uid=required_text(row.app_uid, "app_uid"),
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
        app_uid=required_text(row.app_uid, "APP_UID"),
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
    holder = row.current_user or row.user or _LightUser()
    before = row.prev_user or _LightUser()
    process, task = row.process or _LightName(), row.task or _LightName()
    return CaseRow(
        app_uid=required_text(row.case_id, "caseId"),
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
    if isinstance(rows, Mapping):
        return items(rows)  # type: ignore[return-value]
    return rows


def _name(first: Scalar, last: Scalar) -> str:
    return f"{text(first)} {text(last)}".strip()
