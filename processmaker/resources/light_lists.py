"""Lists and counters of the mobile API: bare arrays without totals, in an order of their own."""

from __future__ import annotations

from collections.abc import Mapping

from processmaker import answers
from processmaker.case_rows import from_light, members
from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.fields import FieldError, whole
from processmaker.models import CaseRow, CaseStatus, HistoryEntry, LightCase, StartTask
from processmaker.raw_rows import LIGHT_LIST


class LightLists(Resource):
    """Lists take ``query`` with ``start`` (from 0), ``limit``, ``cat_uid``, ``pro_uid``."""

    @endpoint("GET", "/light/todo", needs="light")
    def todo(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """Cases waiting for the caller, by date."""
        return _rows(call, query, CaseStatus.TO_DO)

    @endpoint("GET", "/light/draft", needs="light")
    def draft(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """The caller's drafts."""
        return _rows(call, query, CaseStatus.DRAFT)

    @endpoint("GET", "/light/unassigned", needs="light")
    def unassigned(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """Self-service tasks the caller may claim."""
        return _rows(call, query, CaseStatus.TO_DO)

    @endpoint("GET", "/light/paused", needs="light")
    def paused(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """The caller's paused tasks."""
        return _rows(call, query, CaseStatus.TO_DO, paused=True)

    @endpoint("GET", "/light/participated", needs="light")
    def participated(self, call: Call, query: Query | None = None) -> tuple[CaseRow, ...]:
        """Cases the caller took part in; ten where no limit is given."""
        return _rows(call, query, CaseStatus.UNKNOWN)

    @endpoint("GET", "/light/counters", needs="light")
    def counters(self, call: Call) -> Mapping[str, int]:
        """Counts under ``toDo``, ``draft``, ``paused``, ``unassigned``.

        ``participated`` is the number of the whole workspace, not the caller's.
        """
        return {key: whole(value) or 0 for key, value in call.mapping().items()}

    @endpoint("GET", "/light/{list}/case/{app_uid}", needs="light")
    def case_in_list(self, call: Call, name: str, app_uid: str) -> LightCase | None:
        """A case as the list ``name`` (``todo``, ``participated``, …) has it, or None.

        Only ``participated`` and ``unassigned`` show a case, and they show it to anybody.
        """
        answer = call.send(name, app_uid)
        found = answers.structure(answer)
        return call.built(answer, LightCase, found) if found else None

    @endpoint("GET", "/light/history/{app_uid}", needs="light")
    def history(self, call: Call, app_uid: str) -> tuple[HistoryEntry, ...]:
        """The delegations of a case; the server checks no permission."""
        answer = call.send(app_uid)
        data = answers.member(answer, "data")
        return call.built_all(answer, HistoryEntry, data.get("flow"))

    @endpoint("GET", "/light/start-case", needs="light")
    def start_cases(self, call: Call) -> tuple[StartTask, ...]:
        """Tasks the caller may start a case with, with the category of their process."""
        return call.many(StartTask)

    @endpoint("GET", "/light/process/{action}", needs="light")
    def processes(self, call: Call, action: str = "todo") -> tuple[tuple[str, str], ...]:
        """The processes of a list (``todo``, …) as (uid, title); an empty uid stands for all."""
        found = call.value(action)
        pairs = found if isinstance(found, list) else []
        return tuple((str(one[0]), str(one[1])) for one in pairs if _is_pair(one))

    @endpoint("GET", "/light/category", needs="light")
    def categories(self, call: Call) -> tuple[Mapping[str, object], ...]:
        """Process categories; a 3.8.3 server dies of it (FatalError)."""
        return call.mappings()


def _is_pair(found: object) -> bool:
    return isinstance(found, list) and len(found) == 2


def _rows(
    call: Call, query: Query | None, status: CaseStatus, *, paused: bool = False
) -> tuple[CaseRow, ...]:
    answer = call.send(query=query)
    found = answers.decode(answer, LIGHT_LIST)
    try:
        return from_light(members(found), call.client.zone, status, paused=paused)
    except FieldError as error:
        answers.unusable(answer, str(error))
