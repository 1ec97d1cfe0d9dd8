"""Cases, their tasks and their delegations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from processmaker.decoding import From
from processmaker.models.words import CaseStatus, RouteType, TaskStatus, ThreadStatus, TimeStatus


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of any case list, whatever endpoint served it.

    Most lists have one row for a delegation, so a case with parallel tasks can appear twice;
    (app_uid, del_index) tells rows apart. ``opened_at`` None means that nobody has opened the
    task. Times are aware; None is "not known or not yet". ``priority`` is 1 (very low) … 5.
    ``user_uid`` is empty while the task is unassigned, or where the endpoint gives no uid.
    """

    app_uid: str
    del_index: int
    number: int
    title: str = ""
    process_uid: str = ""
    process_title: str = ""
    task_uid: str = ""
    task_title: str = ""
    status: CaseStatus = CaseStatus.UNKNOWN
    thread_status: ThreadStatus = ThreadStatus.UNKNOWN
    user_uid: str = ""
    user_name: str = ""
    previous_user_name: str = ""
    delegated_at: datetime | None = None
    opened_at: datetime | None = None
    due_at: datetime | None = None
    risk_at: datetime | None = None
    finished_at: datetime | None = None
    updated_at: datetime | None = None
    created_at: datetime | None = None
    priority: int = 3
    unread: bool = False
    paused: bool = False


class CasePage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list.

    Attributes:
        total: how many there are, or None where the server does not tell.
        total_counts: what ``total`` counts; advanced search counts cases while rows are
            delegations, so page by ``has_more`` and not by ``total``.
        has_more: there is (or, without a total, may be) a next page.
        sorted_by_server: the order holds for the whole set, not for these rows only.
    """

    rows: tuple[CaseRow, ...]
    total: int | None
    start: int
    limit: int
    total_counts: Literal["rows", "cases"] = "rows"
    has_more: bool = False
    sorted_by_server: bool = True


class CurrentTask(msgspec.Struct, frozen=True, kw_only=True):
    """An open or paused delegation, out of ``GET /cases/{uid}``.

    ``task_title`` is empty on 3.8.3 servers (take it from the tasks or a list). ``user_uid`` is
    empty while the task waits to be claimed.
    """

    task_uid: Annotated[str, From("tas_uid")]
    del_index: int
    task_title: Annotated[str, From("tas_title")] = ""
    user_uid: Annotated[str, From("usr_uid")] = ""
    user_name: Annotated[str, From("usr_name")] = ""
    thread: Annotated[int, From("del_thread")] = 0
    thread_status: Annotated[ThreadStatus, From("del_thread_status")] = ThreadStatus.UNKNOWN
    opened_at: Annotated[datetime | None, From("del_init_date")] = None
    due_at: Annotated[datetime | None, From("del_task_due_date")] = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /cases/{uid}``. ``current_tasks`` is empty when the case is over."""

    app_uid: str
    number: Annotated[int, From("app_number")]
    title: Annotated[str, From("app_name")] = ""
    status: Annotated[CaseStatus, From("app_status")] = CaseStatus.UNKNOWN
    creator_uid: Annotated[str, From("app_init_usr_uid")] = ""
    creator_name: Annotated[str, From("app_init_usr_username")] = ""
    process_uid: Annotated[str, From("pro_uid")] = ""
    process_title: Annotated[str, From("pro_name")] = ""
    created_at: Annotated[datetime | None, From("app_create_date")] = None
    updated_at: Annotated[datetime | None, From("app_update_date")] = None
    current_tasks: Annotated[tuple[CurrentTask, ...], From("current_task")] = ()


class Delegation(msgspec.Struct, frozen=True, kw_only=True):
    """One person's turn at a task, out of ``GET /cases/{uid}/tasks``.

    ``duration_text`` and the texts in place of missing dates are translated by the server.
    """

    del_index: Annotated[int, From("del_index")] = 0
    user_uid: Annotated[str, From("usr_uid")] = ""
    username: Annotated[str, From("usr_username")] = ""
    first_name: Annotated[str, From("usr_firstname")] = ""
    last_name: Annotated[str, From("usr_lastname")] = ""
    opened_at: Annotated[datetime | None, From("del_init_date")] = None
    due_at: Annotated[datetime | None, From("del_task_due_date")] = None
    finished_at: Annotated[datetime | None, From("del_finish_date")] = None
    duration_text: Annotated[str, From("del_duration")] = ""

    @property
    def user_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class RouteTarget(msgspec.Struct, frozen=True, kw_only=True):
    """Where a task can lead; ``task_uid`` ``"-1"`` is the end of the process."""

    number: Annotated[int, From("rou_number")] = 0
    condition: Annotated[str, From("rou_condition")] = ""
    task_uid: Annotated[str, From("tas_uid")] = ""


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """How a task hands on, and to which tasks."""

    type: Annotated[RouteType, From("type")] = RouteType.UNKNOWN
    to: tuple[RouteTarget, ...] = ()


class CaseTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task of the process of a case, out of ``GET /cases/{uid}/tasks``."""

    task_uid: Annotated[str, From("tas_uid")]
    title: Annotated[str, From("tas_title")] = ""
    description: Annotated[str, From("tas_description")] = ""
    is_start: Annotated[bool, From("tas_start")] = False
    type: Annotated[str, From("tas_type")] = ""
    assign_type: Annotated[str, From("tas_assign_type")] = ""
    user_uid: Annotated[str, From("usr_uid")] = ""
    username: Annotated[str, From("usr_username")] = ""
    first_name: Annotated[str, From("usr_firstname")] = ""
    last_name: Annotated[str, From("usr_lastname")] = ""
    route: Route | None = None
    delegations: tuple[Delegation, ...] = ()
    status: TaskStatus = TaskStatus.UNKNOWN


class OwnTask(msgspec.Struct, frozen=True, kw_only=True):
    """The caller's own open task of a case, ``GET /cases/{uid}/current-task``."""

    task_uid: Annotated[str, From("tas_uid")]
    del_index: int
    title: Annotated[str, From("tas_title")] = ""
    opened_at: Annotated[datetime | None, From("del_init_date")] = None
    due_at: Annotated[datetime | None, From("del_task_due_date")] = None


class StartTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task that the user may start a case with; ``title`` reads "Process (Task)"."""

    task_uid: Annotated[str, From("tas_uid", "taskId")]
    process_uid: Annotated[str, From("pro_uid", "processId")]
    title: Annotated[str, From("pro_title", "text")] = ""
    description: Annotated[str, From("pro_description")] = ""
    category_uid: Annotated[str, From("categoryId")] = ""
    category_name: Annotated[str, From("categoryName")] = ""


class NewCase(msgspec.Struct, frozen=True, kw_only=True):
    """What starting a case answers; it stays a draft until it is routed. Index is 1."""

    app_uid: Annotated[str, From("app_uid", "caseId")]
    number: Annotated[int, From("app_number", "caseNumber")]


class PendingTask(msgspec.Struct, frozen=True, kw_only=True):
    """An open delegation of a case, ``GET /home/{number}/pending-tasks``."""

    app_uid: str
    del_index: int
    task_uid: Annotated[str, From("tas_uid")] = ""
    task_title: Annotated[str, From("tas_title")] = ""
    title: Annotated[str, From("del_title")] = ""
    thread_status: Annotated[ThreadStatus, From("del_thread_status")] = ThreadStatus.UNKNOWN
    user_uid: Annotated[str, From("usr_uid")] = ""
    username: Annotated[str, From("usr_username")] = ""
    first_name: Annotated[str, From("usr_firstname")] = ""
    last_name: Annotated[str, From("usr_lastname")] = ""
    due_at: Annotated[datetime | None, From("del_task_due_date")] = None
    is_unassigned: Annotated[bool, From("unassigned")] = False


class HistoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A delegation in ``GET /light/history/{uid}``; ``at`` is when it was delegated or opened."""

    task_title: Annotated[str, From("taskName")] = ""
    user_name: Annotated[str, From("userFullName")] = ""
    at: Annotated[datetime | None, From("dueDate")] = None
    status: Annotated[str, From("flowStatus")] = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a task: a dynaform, an input or an output document, or an external one."""

    uid: Annotated[str, From("step_uid_obj", "id", "formId")]
    type: Annotated[str, From("step_type_obj", "type")] = "DYNAFORM"
    title: Annotated[str, From("obj_title", "title", "formTitle")] = ""
    description: Annotated[str, From("obj_description", "description", "formDescription")] = ""
    step_uid: Annotated[str, From("step_uid", "stepId")] = ""
    position: Annotated[int, From("step_position", "stepPosition", "index")] = 0
    mode: Annotated[str, From("step_mode", "stepMode")] = ""
    condition: Annotated[str, From("step_condition", "stepCondition")] = ""
    version: int = 0
    triggers: Any = None

    def has_triggers(self, kind: Literal["before", "after"]) -> bool:
        """Whether triggers run then; ``/light`` tells it, ``/project`` lists them."""
        if isinstance(self.triggers, dict):
            return bool(self.triggers.get(kind))
        listed = self.triggers if isinstance(self.triggers, list | tuple) else ()
        kinds = [one.get("st_type", "") for one in listed if isinstance(one, dict)]
        return any(str(found).lower() == kind for found in kinds)


class Counter(msgspec.Struct, frozen=True, kw_only=True):
    """One counter of ``GET /home/mycases/counters``; decide on ``id``, ``title`` is translated."""

    id: str
    title: str = ""
    count: Annotated[int, From("counter")] = 0


class OpenThread(msgspec.Struct, frozen=True, kw_only=True):
    """An open thread inside a ``/home/mycases`` or ``/home/search`` row."""

    task_uid: Annotated[str, From("tas_uid")] = ""
    task_title: Annotated[str, From("tas_title")] = ""
    user_id: int = 0
    due_at: Annotated[datetime | None, From("due_date")] = None
    time_status: Annotated[TimeStatus, From("tas_status")] = TimeStatus.UNKNOWN
    is_unassigned: Annotated[bool, From("unassigned")] = False


class ReassignResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one case of a batch reassignment; ``status`` may be translated."""

    app_uid: str
    del_index: int
    done: Annotated[bool, From("result")] = False
    status: str = ""


class SavedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A search that ProcessMaker keeps for the caller."""

    uid: Annotated[str, From("id")]
    name: str = ""
    filters: Annotated[dict[str, Any], From("filters")] = {}


class CaseRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A case out of extraRest, which ignores all permissions; ``variables`` is APP_DATA.

    The task fields are empty unless it was asked for with an index.
    """

    app_uid: str
    number: Annotated[int, From("app_number")]
    title: Annotated[str, From("app_title", "title")] = ""
    status: Annotated[CaseStatus, From("app_status")] = CaseStatus.UNKNOWN
    process_uid: Annotated[str, From("pro_uid")] = ""
    creator_uid: Annotated[str, From("app_init_user")] = ""
    current_user_uid: Annotated[str, From("app_cur_user", "current_user_uid")] = ""
    created_at: Annotated[datetime | None, From("app_create_date")] = None
    updated_at: Annotated[datetime | None, From("app_update_date")] = None
    finished_at: Annotated[datetime | None, From("app_finish_date")] = None
    variables: Annotated[dict[str, Any], From("app_data")] = {}
    del_index: int = 0
    task_uid: Annotated[str, From("tas_uid")] = ""
    thread_status: Annotated[ThreadStatus, From("del_thread_status")] = ThreadStatus.UNKNOWN
    priority: Annotated[str, From("del_priority")] = ""
    opened_at: Annotated[datetime | None, From("del_init_date")] = None
    due_at: Annotated[datetime | None, From("del_task_due_date")] = None
    delegated_at: Annotated[datetime | None, From("del_delegate_date")] = None
