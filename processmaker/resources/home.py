"""``/home/*``: the lists and pickers of ProcessMaker 3.6 and later. Needs PM_CASES."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from processmaker import answers
from processmaker.case_rows import from_home, members
from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.fields import FieldError, mapping, whole
from processmaker.models import (
    CasePage,
    CaseStatus,
    Category,
    Counter,
    PendingTask,
    ProcessRef,
    TaskRef,
    User,
)
from processmaker.raw_rows import HOME_PAGE, HomePage

MyCases = Literal["STARTED", "IN_PROGRESS", "COMPLETED", "SUPERVISING"]
_MANY = 10_000


class Home(Resource):
    """Lists take ``query`` with ``offset`` (from 0), ``limit`` (default 15; 0 means 15 too),
    ``sort`` (``APP_NUMBER,DESC``; few columns), ``caseNumber``, ``caseTitle`` (whole words),
    ``process``, ``category``, ``task``, ``user``: numeric ids, not uids.
    """

    @endpoint("GET", "/home/todo", needs="home")
    def todo(self, call: Call, query: Query | None = None) -> CasePage:
        """Cases waiting for the caller (older name of the inbox)."""
        return _page(call, query, CaseStatus.TO_DO)

    @endpoint("GET", "/home/inbox", needs="home")
    def inbox(self, call: Call, query: Query | None = None) -> CasePage:
        """Cases waiting for the caller."""
        return _page(call, query, CaseStatus.TO_DO)

    @endpoint("GET", "/home/draft", needs="home")
    def draft(self, call: Call, query: Query | None = None) -> CasePage:
        """The caller's drafts."""
        return _page(call, query, CaseStatus.DRAFT)

    @endpoint("GET", "/home/unassigned", needs="home")
    def unassigned(self, call: Call, query: Query | None = None) -> CasePage:
        """Self-service tasks the caller may claim."""
        return _page(call, query, CaseStatus.TO_DO)

    @endpoint("GET", "/home/paused", needs="home")
    def paused(self, call: Call, query: Query | None = None) -> CasePage:
        """The caller's paused tasks, and those that he paused himself."""
        return _page(call, query, CaseStatus.TO_DO)

    @endpoint("GET", "/home/mycases", needs="home")
    def mycases(
        self, call: Call, kind: MyCases = "STARTED", query: Query | None = None
    ) -> CasePage:
        """Cases started, in progress, completed, or supervised by the caller."""
        return _page(call, {**(query or {}), "filter": kind})

    @endpoint("GET", "/home/search", needs="home")
    def search(self, call: Call, query: Query | None = None) -> CasePage:
        """All cases, one row a case; needs PM_ALLCASES. The server never tells a total."""
        page = _page(call, query)
        full = page.limit > 0 and len(page.rows) >= page.limit
        return CasePage(
            rows=page.rows, total=None, start=page.start, limit=page.limit, has_more=full
        )

    @endpoint("GET", "/home/tasks/counter", needs="home")
    def task_counters(self, call: Call) -> Mapping[str, int]:
        """Counts under ``todo``, ``draft``, ``paused``, ``unassigned``.

        A paused draft counts under both.
        """
        return {key: whole(value) or 0 for key, value in call.mapping().items()}

    @endpoint("GET", "/home/{list}/counter", needs="home")
    def list_counter(self, call: Call, name: str) -> int:
        """The count of one list: ``inbox``, ``draft``, ``paused`` or ``unassigned``."""
        return whole(call.mapping(name).get("total")) or 0

    @endpoint("GET", "/home/counters", needs="home")
    def counters(self, call: Call) -> tuple[Counter, ...]:
        """The counters of the caller's own cases."""
        return call.many(Counter)

    @endpoint("GET", "/home/mycases/counters", needs="home")
    def mycases_counters(self, call: Call) -> tuple[Counter, ...]:
        """Counters STARTED, IN_PROGRESS, COMPLETED, SUPERVISING."""
        return call.many(Counter)

    @endpoint("GET", "/home/{case_number}/pending-tasks", needs="home")
    def pending_tasks(self, call: Call, case_number: int) -> tuple[PendingTask, ...]:
        """The open delegations of a case and who holds them."""
        return call.many(PendingTask, case_number)

    @endpoint("GET", "/home/processes", needs="home")
    def processes(
        self, call: Call, text: str = "", *, limit: int = _MANY
    ) -> tuple[ProcessRef, ...]:
        """Processes with numeric ids, for the filters of the lists."""
        return call.many(ProcessRef, query={"text": text or None, "limit": limit, "offset": 0})

    @endpoint("GET", "/home/users", needs="home")
    def users(self, call: Call, text: str = "", *, limit: int = 25) -> tuple[User, ...]:
        """Active users with numeric ids and without uids; needs no PM_USERS."""
        return call.many(User, query={"text": text or None, "limit": limit, "offset": 0})

    @endpoint("GET", "/home/tasks", needs="home")
    def tasks(self, call: Call, text: str = "", *, limit: int = 25) -> tuple[TaskRef, ...]:
        """Tasks with numeric ids."""
        return call.many(TaskRef, query={"text": text or None, "limit": limit, "offset": 0})

    @endpoint("GET", "/home/categories", needs="home")
    def categories(self, call: Call, text: str = "") -> tuple[Category, ...]:
        """Process categories with numeric ids; without a limit the server answers none."""
        return call.many(Category, query={"name": text or None, "limit": _MANY, "offset": 0})

    @endpoint("GET", "/home/process-debug-status", needs="home")
    def process_debug_status(self, call: Call, process_uid: str) -> bool:
        """Whether a process is in debug mode."""
        return call.value(query={"processUid": process_uid}) is True

    @endpoint("GET", "/home/menu", needs="home")
    def menu(self, call: Call) -> tuple[Mapping[str, object], ...]:
        """ProcessMaker's own menu for the caller."""
        return call.mappings()

    @endpoint("GET", "/home/tasks/highlight", needs="home")
    def highlights(self, call: Call) -> tuple[Mapping[str, object], ...]:
        """Which of ProcessMaker's own lists have something new."""
        return call.mappings()

    @endpoint("GET", "/home/config/{identifier}/{name}", needs="home")
    def config(self, call: Call, identifier: str, name: str) -> Mapping[str, object]:
        """A setting that ProcessMaker's own home keeps for the caller; may be empty."""
        return mapping(call.value(identifier, name))

    @endpoint("POST", "/home/config", needs="home")
    def create_config(
        self, call: Call, identifier: str, name: str, setting: Mapping[str, object]
    ) -> None:
        """Keep a setting of ProcessMaker's own home."""
        call.done(body={"id": identifier, "name": name, "setting": dict(setting)})

    @endpoint("PUT", "/home/config", needs="home")
    def update_config(
        self, call: Call, identifier: str, name: str, setting: Mapping[str, object]
    ) -> None:
        """Change a setting of ProcessMaker's own home."""
        call.done(body={"id": identifier, "name": name, "setting": dict(setting)})

    @endpoint("DELETE", "/home/config/{identifier}/{name}", needs="home")
    def delete_config(self, call: Call, identifier: str, name: str) -> None:
        """Forget a setting of ProcessMaker's own home."""
        call.done(identifier, name)

    @endpoint("POST", "/home/{list}/{list_id}", needs="metrics", is_read=True)
    def custom_list(
        self, call: Call, name: str, list_id: int, query: Query | None = None
    ) -> CasePage:
        """A page of a custom case list (inbox, draft, paused, unassigned) and its columns."""
        return _read_page(call, call.send(name, list_id, query=query, body={}), query)

    @endpoint("GET", "/home/{list}/counter/caseList/{list_id}", needs="metrics")
    def custom_list_counter(self, call: Call, name: str, list_id: int) -> int:
        """The count of a custom case list."""
        return whole(call.mapping(name, list_id).get("total")) or 0


def _page(call: Call, query: Query | None, status: CaseStatus = CaseStatus.UNKNOWN) -> CasePage:
    return _read_page(call, call.send(query=query), query, status)


def _read_page(
    call: Call,
    answer: answers.Answer,
    query: Query | None,
    status: CaseStatus = CaseStatus.UNKNOWN,
) -> CasePage:
    found = _home_page(answer)
    try:
        rows = from_home(members(found.data), call.client.zone, status)
    except FieldError as error:
        answers.unusable(answer, str(error))
    start, limit = whole((query or {}).get("offset")) or 0, whole((query or {}).get("limit")) or 15
    total = whole(found.total)
    more = start + len(rows) < total if total is not None else len(rows) >= limit
    return CasePage(rows=rows, total=total, start=start, limit=limit, has_more=more)


def _home_page(answer: answers.Answer) -> HomePage:
    if answer.content == b"[]":
        return HomePage(data=[], total=0)
    return answers.decode(answer, HOME_PAGE)
