"""The extraRest plug-in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from processmaker import answers
from processmaker.case_rows import from_columns, members
from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.errors import InvalidValue
from processmaker.fields import FieldError, text, whole
from processmaker.models import (
    CasePage,
    CaseRecord,
    CaseRow,
    FolderDocumentPage,
    FolderPage,
    User,
    UserConfig,
)
from processmaker.paths import checked
from processmaker.raw_rows import UPPER_LIST, UPPER_PAGE

MYSELF = "0" * 32
"""Stands for the caller in ``cases/user/{usr_uid}``."""

Action = Literal[
    "todo", "draft", "sent", "unassigned", "paused", "completed", "cancelled", "search",
    "simple_search", "to_revise", "to_reassign", "all", "gral", "default",
]  # fmt: skip


class ExtraRest(Resource):
    """``/extrarest/*``, where the plug-in is installed. It skips most permission checks."""

    @endpoint("GET", "/extrarest/login-user", needs="extrarest")
    def login_user(self, call: Call) -> User:
        """Who the caller is."""
        return call.one(User)

    @endpoint("GET", "/extrarest/cases/review", needs="extrarest")
    def review(self, call: Call) -> tuple[CaseRow, ...]:
        """Cases that the caller supervises, all of them; needs PM_SUPERVISOR."""
        answer = call.send()
        try:
            return from_columns(members(answers.decode(answer, UPPER_LIST)), call.client.zone)
        except FieldError as error:
            answers.unusable(answer, str(error))

    @endpoint("GET", "/extrarest/cases/user/{usr_uid}", needs="extrarest")
    def user_cases(
        self,
        call: Call,
        action: Action = "todo",
        query: Query | None = None,
        *,
        user_uid: str = MYSELF,
    ) -> CasePage:
        """Cases of a user by ``action``; another user's need PM_ALLCASES.

        ``query``: ``start``, ``limit``, ``filter`` (read, unread, started, completed), ``search``,
        ``pro_uid``, ``cat_uid``, ``app_status``, ``date_from``, ``date_to``, ``sort``, ``dir``,
        ``newer_than``, ``older_than``, ``configuration``, ``paged``.
        """
        if action not in get_args(Action):
            raise InvalidValue(f"action must be one of {', '.join(get_args(Action))}")
        given = {**(query or {}), "action": action}
        answer = call.send(user_uid, query=given)
        found = answers.decode(answer, UPPER_PAGE)
        try:
            rows = from_columns(members(found.data), call.client.zone, paused=action == "paused")
        except FieldError as error:
            answers.unusable(answer, str(error))
        start, limit = whole(given.get("start")) or 0, whole(given.get("limit")) or 0
        total = whole(found.totalCount)
        more = total is not None and start + len(rows) < total
        return CasePage(rows=rows, total=total, start=start, limit=limit, has_more=more)

    @endpoint("GET", "/extrarest/cases/counters", needs="extrarest_counters")
    def counters(self, call: Call) -> dict[str, int]:
        """Counts under ``to_do``, ``draft``, ``sent``, ``paused``, ``selfservice``, ``to_revise``.

        ``to_reassign`` is a word instead of a number on 1.3 servers, and left out then.
        """
        found = {key: whole(value) for key, value in call.mapping().items()}
        return {key: count for key, count in found.items() if count is not None}

    @endpoint("GET", "/extrarest/cases/all/open", needs="extrarest")
    def all_open(self, call: Call) -> tuple[Mapping[str, object], ...]:
        """All open cases; needs PM_ALLCASES, and fails with a SQL error on 3.8.3."""
        return call.mappings()

    @endpoint("GET", "/extrarest/cases/all/reassignments", needs="extrarest")
    def all_reassignments(self, call: Call) -> tuple[Mapping[str, object], ...]:
        """All reassignments; needs PM_ALLCASES, and fails with a SQL error on 3.8.3."""
        return call.mappings()

    @endpoint("GET", "/extrarest/case/{app_uid}", needs="extrarest")
    def case(self, call: Call, app_uid: str) -> CaseRecord:
        """A case with its variables, whoever asks."""
        return call.one(CaseRecord, app_uid)

    @endpoint("GET", "/extrarest/case/{app_uid}/{del_index}", needs="extrarest")
    def case_at(self, call: Call, app_uid: str, del_index: int) -> CaseRecord:
        """A case with its variables and one delegation."""
        return call.one(CaseRecord, app_uid, del_index)

    @endpoint("GET", "/extrarest/case/number/{app_number}", needs="extrarest")
    def case_by_number(self, call: Call, number: int) -> CaseRecord:
        """A case by its number, whoever asks."""
        return call.one(CaseRecord, number)

    @endpoint("POST", "/extrarest/case/{app_uid}/claim", needs="extrarest")
    def claim(
        self, call: Call, app_uid: str, *, del_index: int | None = None, user_uid: str = ""
    ) -> None:
        """Take a self-service task, or as a supervisor give it to a user (pool unchecked)."""
        body: dict[str, object] = {}
        if del_index is not None:
            body["del_index"] = del_index
        if user_uid:
            body["usr_uid"] = checked("usr_uid", user_uid)
        call.done(app_uid, body=body)

    @endpoint("PUT", "/extrarest/case/status/{app_uid}", needs="extrarest")
    def set_status(
        self,
        call: Call,
        app_uid: str,
        status: Literal["TO_DO", "DRAFT"],
        *,
        del_index: int | None = None,
    ) -> None:
        """Make a draft of a running case, or the reverse; 3.8.3 answers yes and changes nothing."""
        body: dict[str, object] = {"status": status}
        if del_index is not None:
            body["del_index"] = del_index
        call.done(app_uid, body=body)

    @endpoint("GET", "/extrarest/language", needs="extrarest")
    def language(self, call: Call) -> str:
        """The language of the caller's session (``pt-BR``); BadRequest where none is set."""
        return text(call.value())

    @endpoint("PUT", "/extrarest/language/{lang}", needs="extrarest")
    def set_language(self, call: Call, language: str) -> None:
        """Set the language of the caller's session: ``es``, ``pt-BR``."""
        call.done(language)

    @endpoint("GET", "/extrarest/session-id", needs="extrarest", is_read=False)
    def session_id(self, call: Call) -> str:
        """A new web session of the caller: a secret. Every call makes another one."""
        return text(call.done())

    @endpoint("POST", "/extrarest/sql", needs="extrarest_sql")
    def sql(self, call: Call, statement: str) -> tuple[Mapping[str, object], ...]:
        """Run a SELECT, where an administrator has enabled it; never with text from users."""
        return call.mappings(body={"sql": statement})

    @endpoint("GET", "/extrarest/cases/{report}", needs="extrarest_sql")
    def named_report(
        self, call: Call, report: str, query: Query | None = None
    ) -> tuple[Mapping[str, object], ...]:
        """A report that an administrator has added under a name: ``number-overdue-by-user``."""
        return call.mappings(report, query=query)

    @endpoint("GET", "/extrarest/user/{usr_uid}/config", needs="extrarest")
    def user_config(self, call: Call, user_uid: str) -> UserConfig:
        """Where ProcessMaker takes a user after signing in; needs PM_USERS."""
        return call.one(UserConfig, user_uid)

    @endpoint("PUT", "/extrarest/user/{usr_uid}/config", needs="extrarest")
    def set_user_config(
        self,
        call: Call,
        user_uid: str,
        *,
        default_menu: str = "",
        default_cases_menu: str = "",
        default_language: str = "",
    ) -> UserConfig:
        """Set it: ``PM_CASES`` with ``CASES_INBOX``, …; needs PM_USERS."""
        body = {
            "default_menu": default_menu,
            "default_cases_menu": default_cases_menu,
            "default_lang": default_language,
        }
        return call.one(UserConfig, user_uid, body=body)

    @endpoint("PUT", "/extrarest/pmtable/{pmt_uid}/append", needs="extrarest")
    def append_rows(
        self, call: Call, table_uid: str, rows: Iterable[Mapping[str, Any]]
    ) -> int | None:
        """Add rows; returns how many were added. Misspelt columns become null without a word.

        With a duplicate key the rows before it stay (DuplicateKey).
        """
        return whole(call.done(table_uid, body={"rows": [dict(row) for row in rows]}))

    @endpoint("PUT", "/extrarest/pmtable/{pmt_uid}/overwrite", needs="extrarest")
    def overwrite_rows(
        self, call: Call, table_uid: str, rows: Iterable[Mapping[str, Any]]
    ) -> int | None:
        """Empty the table, then add rows; 1.3 servers answer a word instead of the number."""
        return whole(call.done(table_uid, body={"rows": [dict(row) for row in rows]}))

    @endpoint("GET", "/extrarest/documents/{folder}/folders", needs="extrarest_folders")
    def folders(self, call: Call, folder: str = "root", query: Query | None = None) -> FolderPage:
        """Folders inside a folder; ``query``: ``start``, ``limit``, ``sort``, ``search``, …"""
        return call.one(FolderPage, folder, query=query)

    @endpoint("GET", "/extrarest/documents/{folder}/contents", needs="extrarest_folders")
    def folder_documents(
        self, call: Call, folder: str = "root", query: Query | None = None
    ) -> FolderDocumentPage:
        """Documents inside a folder; ``query`` also ``keyword``, ``search_type``, ``user``, …"""
        return call.one(FolderDocumentPage, folder, query=query)
