"""The head of the case page: how the case stands and which tasks are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.states import PAUSED, State, state_of
from processmaker.models import Case, CaseStatus, CaseTask, CurrentTask, ThreadStatus

Words = str | Promise


class TaskHold(StrEnum):
    """Who an open task waits for."""

    OPEN = "open"
    PAUSED = "paused"
    UNCLAIMED = "unclaimed"


@dataclass(frozen=True)
class OpenTask:
    """One open or paused delegation; ``here`` marks the one that the address names."""

    del_index: int
    task_uid: str
    title: str
    hold: TaskHold
    holder: str
    mine: bool
    here: bool
    opened_at: datetime | None
    due_at: datetime | None

    @property
    def running(self) -> bool:
        """Whether its time counts: that of a paused task stands still."""
        return self.hold is not TaskHold.PAUSED

    @property
    def icon(self) -> str:
        return {"open": "circle-dot", "paused": "pause", "unclaimed": "hand"}[self.hold]


@dataclass(frozen=True)
class Notice:
    """One line below the tasks that explains the state of the case."""

    text: Words
    tone: str
    icon: str


@dataclass(frozen=True)
class CaseHeader:
    """What every tab and the pane show above."""

    app_uid: str
    number: int
    title: str
    process_title: str
    creator: str
    created_at: datetime | None
    updated_at: datetime | None
    state: State
    icon: str
    tasks: tuple[OpenTask, ...]
    notice: Notice | None

    @property
    def here(self) -> OpenTask | None:
        return next((task for task in self.tasks if task.here), None)


def read_header(
    case: Case, tasks: Sequence[CaseTask], user_uid: str, del_index: int | None
) -> CaseHeader:
    """Put the case and the titles of its tasks together for the person ``user_uid``.

    Titles come from ``tasks``: those of the current tasks are empty on 3.8.3 servers.
    """
    titles = {task.task_uid: task.title for task in tasks}
    here = _here(case.current_tasks, user_uid, del_index)
    open_tasks = tuple(
        _open_task(task, titles, user_uid, task is here)
        for task in sorted(case.current_tasks, key=lambda task: task.del_index)
    )
    all_paused = bool(open_tasks) and all(not task.running for task in open_tasks)
    state = state_of(case.status, all_paused)
    return CaseHeader(
        app_uid=case.app_uid,
        number=case.number,
        title=case.title or f"# {case.number}",
        process_title=case.process_title,
        creator=case.creator_name,
        created_at=case.created_at,
        updated_at=case.updated_at,
        state=state,
        icon="pause" if state is PAUSED else ICONS.get(case.status, "circle-dot"),
        tasks=open_tasks,
        notice=_notice(case, open_tasks, del_index),
    )


def people_of(case: Case, tasks: Sequence[CaseTask]) -> dict[str, str]:
    """The names of all who have had a turn, by their uids."""
    turns = (turn for task in tasks for turn in task.delegations)
    people = {turn.user_uid: turn.user_name for turn in turns}
    people |= {task.user_uid: task.user_name for task in case.current_tasks}
    people[case.creator_uid] = case.creator_name
    return {uid: name for uid, name in people.items() if uid and name}


ICONS: Mapping[CaseStatus, str] = {
    CaseStatus.DRAFT: "file-pen",
    CaseStatus.COMPLETED: "circle-check",
    CaseStatus.CANCELLED: "ban",
}


def _here(tasks: Sequence[CurrentTask], user_uid: str, del_index: int | None) -> CurrentTask | None:
    """The task that the address names, or the person's own where it names none."""
    if del_index is not None:
        return next((task for task in tasks if task.del_index == del_index), None)
    mine = [task for task in tasks if task.user_uid and task.user_uid == user_uid]
    running = [task for task in mine if task.thread_status is not ThreadStatus.PAUSED]
    return next(iter(running or mine), None)


def _open_task(task: CurrentTask, titles: Mapping[str, str], user_uid: str, here: bool) -> OpenTask:
    return OpenTask(
        del_index=task.del_index,
        task_uid=task.task_uid,
        title=titles.get(task.task_uid) or task.task_title,
        hold=_hold(task),
        holder=task.user_name,
        mine=bool(task.user_uid) and task.user_uid == user_uid,
        here=here,
        opened_at=task.opened_at,
        due_at=task.due_at,
    )


def _hold(task: CurrentTask) -> TaskHold:
    if task.thread_status is ThreadStatus.PAUSED:
        return TaskHold.PAUSED
    return TaskHold.OPEN if task.user_uid else TaskHold.UNCLAIMED


def _notice(case: Case, tasks: Sequence[OpenTask], del_index: int | None) -> Notice | None:
    if case.status is CaseStatus.COMPLETED:
        return Notice(COMPLETED, "success", "circle-check")
    if case.status is CaseStatus.CANCELLED:
        return Notice(CANCELLED, "danger", "ban")
    if del_index is not None and all(task.del_index != del_index for task in tasks):
        return Notice(LEFT, "info", "info")
    if tasks and not any(task.running for task in tasks):
        return Notice(ALL_PAUSED, "", "pause")
    if case.status is CaseStatus.DRAFT:
        return Notice(DRAFT, "", "file-pen")
    return None if tasks else Notice(NO_TASK, "", "info")


COMPLETED = _("This case is completed. It can be read; nothing in it can be changed.")
CANCELLED = _(
    "This case was cancelled and cannot be opened again. Its data, notes and documents stay."
)
LEFT = _("The task you came from is finished or went to somebody else. The open tasks are above.")
ALL_PAUSED = _("This case is paused: nobody works on it until it is unpaused.")
DRAFT = _("This case is a draft: only its creator sees it until it is continued.")
NO_TASK = _("No task of this case is open at this moment.")
