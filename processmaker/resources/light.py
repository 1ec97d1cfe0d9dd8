"""``/light/*``: the mobile API, in every 3.x; camel case, bare lists without totals."""

from __future__ import annotations

from collections.abc import Mapping

from processmaker import answers
from processmaker.case_rows import LIGHT_LIST, from_light, members
from processmaker.endpoints import Call, Query, Resource, checked, endpoint
from processmaker.fields import FieldError, items, mapping, whole
from processmaker.models import (
    CaseRow,
    CaseStatus,
    HistoryEntry,
    NextTask,
    ServerConfig,
    StartTask,
    Step,
    User,
)


class Light(Resource):
    """Lists take ``query`` with ``start`` (from 0), ``limit``, ``cat_uid``, ``pro_uid``."""

    @endpoint("GET", "/light/config", needs="light", is_public=True)
    def config(self, call: Call) -> ServerConfig:
        """Version, time zone and formats; public, the cheapest probe there is."""
        return call.one(ServerConfig)

    @endpoint("GET", "/light/config-user", needs="light")
    def config_user(self, call: Call) -> ServerConfig:
        """As :meth:`config`, for the caller."""
        return call.one(ServerConfig)

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

    @endpoint("GET", "/light/user/data", needs="light")
    def user_data(self, call: Call) -> User:
        """Who the caller is; ``role`` is the role's name."""
        return call.one(User)

    @endpoint("GET", "/light/start-case", needs="light")
    def start_cases(self, call: Call) -> tuple[StartTask, ...]:
        """Tasks the caller may start a case with."""
        return call.many(StartTask)

    @endpoint("GET", "/light/history/{app_uid}", needs="light")
    def history(self, call: Call, app_uid: str) -> tuple[HistoryEntry, ...]:
        """The delegations of a case; the server checks no permission."""
        answer = call.send(app_uid)
        data = mapping(mapping(answers.structure(answer)).get("data"))
        return call.built_all(answer, HistoryEntry, data.get("flow"))

    @endpoint("GET", "/light/userstoreassign/{task_uid}", needs="light")
    def users_to_reassign(self, call: Call, task_uid: str) -> tuple[User, ...]:
        """Who may be given a task."""
        return call.many(User, task_uid, inside="data")

    @endpoint("GET", "/light/task/{task_uid}/case/{app_uid}/{del_index}/assignment", needs="light")
    def assignment(
        self, call: Call, task_uid: str, app_uid: str, del_index: int
    ) -> tuple[NextTask, ...]:
        """The tasks that come next and who can be given them."""
        return call.many(NextTask, task_uid, app_uid, del_index)

    @endpoint("GET", "/light/project/{prj_uid}/activity/{act_uid}/steps", needs="light")
    def steps(self, call: Call, project_uid: str, task_uid: str) -> tuple[Step, ...]:
        """The steps of a task."""
        return call.many(Step, project_uid, task_uid)

    @endpoint("GET", "/light/project/{prj_uid}/dynaform/{dyn_uid}", needs="light")
    def dynaform(self, call: Call, project_uid: str, dynaform_uid: str) -> Mapping[str, object]:
        """The definition of a form, for any user."""
        return _first(call, project_uid, dynaform_uid)

    @endpoint("GET", "/light/project/{prj_uid}/dynaformprocessed/{dyn_uid}", needs="light")
    def dynaform_processed(
        self, call: Call, project_uid: str, dynaform_uid: str, *, app_uid: str, del_index: int
    ) -> Mapping[str, object]:
        """The definition with the values and options of a case filled in."""
        return _first(
            call,
            project_uid,
            dynaform_uid,
            query={"app_uid": checked("app_uid", app_uid), "del_index": del_index},
        )


def _first(call: Call, *segments: str | int, query: Query | None = None) -> Mapping[str, object]:
    answer = call.send(*segments, query=query)
    found = items(answers.structure(answer)) if answer.content[:1] == b"[" else None
    return mapping(found[0] if found else answers.structure(answer))


def _rows(
    call: Call, query: Query | None, status: CaseStatus, *, paused: bool = False
) -> tuple[CaseRow, ...]:
    answer = call.send(query=query)
    found = answers.decode(answer, LIGHT_LIST)
    try:
        return from_light(members(found), call.client.zone, status, paused=paused)
    except FieldError as error:
        answers.unusable(answer, str(error))
