"""Cases, their tasks and their delegations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from processmaker.decoding import From
from processmaker.models.words import CaseStatus, RouteType, TaskStatus, ThreadStatus


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


class ReassignResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one case of a batch reassignment; ``status`` may be translated."""

    app_uid: str
    del_index: int
    done: Annotated[bool, From("result")] = False
    status: str = ""


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
