"""Rows of the case lists as they stand in the JSON: only the keys that are used, unread."""

from __future__ import annotations

from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

from processmaker.fields import Scalar

RowT = TypeVar("RowT")
Rows: TypeAlias = list[RowT] | dict[str, RowT]
"""PHP writes a list with gaps as an object keyed "1", "2", …"""


def _page_of(row: Any) -> msgspec.json.Decoder[Any]:
    generic: Any = Page
    return msgspec.json.Decoder(generic[row], strict=False)


def _list_of(row: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(list[row] | dict[str, row], strict=False)


class Page(msgspec.Struct, Generic[RowT]):
    """The envelope of ``/cases/*/paged``, ``/home/*`` and extraRest lists."""

    data: Rows[RowT]
    totalCount: Scalar = None  # noqa: N815
    total: Scalar = None


class ColumnRow(msgspec.Struct, frozen=True):
    """A row of ``/cases/*``: columns of APP_CACHE_VIEW, lower case. It can be a key."""

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


class LightUser(msgspec.Struct, rename="camel"):
    """A person inside a row of ``/light/*``."""

    user_id: Scalar = None
    first_name: Scalar = None
    last_name: Scalar = None


class LightName(msgspec.Struct, rename="camel"):
    """The process or task inside a row of ``/light/*``."""

    task_id: Scalar = None
    process_id: Scalar = None
    name: Scalar = None


class LightRow(msgspec.Struct, rename="camel"):
    """A row of ``/light/*``: camel case, nested."""

    case_id: Scalar
    del_index: Scalar
    case_number: Scalar
    case_title: Scalar = None
    process: LightName | None = None
    task: LightName | None = None
    user: LightUser | None = None
    current_user: LightUser | None = None
    prev_user: LightUser | None = None
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
    frozen=True,
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
