"""The extraRest plug-in."""

from __future__ import annotations

from typing import Literal

from processmaker import answers
from processmaker.case_rows import UPPER_LIST, UPPER_PAGE, from_columns, members
from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.fields import FieldError, whole
from processmaker.models import CasePage, CaseRow, User

MYSELF = "0" * 32
"""Stands for the caller in ``cases/user/{usr_uid}``."""

Action = Literal[
    "todo", "draft", "sent", "unassigned", "paused", "completed", "cancelled", "search",
    "simple_search", "to_revise", "to_reassign", "all", "gral", "default",
]  # fmt: skip


class ExtraRest(Resource):
    """``/extrarest/*``, where the plug-in is installed."""

    @endpoint("GET", "/extrarest/login-user", needs="extrarest")
    def login_user(self, call: Call) -> User:
        """Who the caller is."""
        return call.one(User)

    @endpoint("GET", "/extrarest/cases/review", needs="extrarest")
    def review(self, call: Call) -> tuple[CaseRow, ...]:
        """Cases that the caller supervises, all of them; needs PM_SUPERVISOR."""
        answer = call.send()
        try:
            rows = members(answers.decode(answer, UPPER_LIST))
            return from_columns(rows, call.client.zone)
        except FieldError as error:
            answers.unusable(answer, str(error))

    @endpoint("GET", "/extrarest/cases/user/{usr_uid}", needs="extrarest")
    def user_cases(
        self,
        call: Call,
        action: Action = "todo",
        query: Query | None = None,
        *,
        usr_uid: str = MYSELF,
    ) -> CasePage:
        """Cases of a user by ``action``; another user's need PM_ALLCASES.

        ``query``: ``start``, ``limit``, ``filter`` (read, unread, started, completed), ``search``,
        ``pro_uid``, ``cat_uid``, ``app_status``, ``date_from``, ``date_to``, ``sort``, ``dir``,
        ``newer_than``, ``older_than``.
        """
        given = {**(query or {}), "action": action}
        answer = call.send(usr_uid, query=given)
        found = answers.decode(answer, UPPER_PAGE)
        try:
            rows = from_columns(members(found.data), call.client.zone, paused=action == "paused")
        except FieldError as error:
            answers.unusable(answer, str(error))
        start, limit = whole(given.get("start")) or 0, whole(given.get("limit")) or 0
        total = whole(found.totalCount)
        more = total is not None and start + len(rows) < total
        return CasePage(rows=rows, total=total, start=start, limit=limit, has_more=more)

    @endpoint("GET", "/extrarest/cases/counters", needs="extrarest")
    def counters(self, call: Call) -> dict[str, int]:
        """Counts under ``to_do``, ``draft``, ``sent``, ``paused``, ``selfservice``, ``to_revise``.

        ``to_reassign`` is a word instead of a number on 1.3 servers, and left out then.
        """
        found = {key: whole(value) for key, value in call.mapping().items()}
        return {key: count for key, count in found.items() if count is not None}
