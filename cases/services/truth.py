"""What is true of a case: holder, open delegations, status, as ProcessMaker shows it right now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from processmaker import Client
from processmaker.errors import CaseMissing, Forbidden, Unauthorized
from processmaker.models import Case, CaseStatus, CaseTask, CurrentTask, ThreadStatus

FIRST_THREAD: Final = 1
"""Where a task is once it was unpaused, whatever branch it was in (``Cases::unpauseCase``)."""


@dataclass(frozen=True)
class OpenTask:
    """One delegation that is not closed.

    ``user_uid`` is empty while nobody has claimed it; ``thread`` (the branch of a parallel case)
    is 0 where the server did not tell. ``multiple``: the task is made to be open several times.
    """

    del_index: int
    task_uid: str
    user_uid: str
    user_name: str
    paused: bool = False
    thread: int = 0
    multiple: bool = False


@dataclass(frozen=True)
class CaseTruth:
    """A case as it was read.

    ``status`` is ``None`` for people who are not on the case: they see who holds its tasks, but
    a paused task looks closed to them (``complete`` is then false).
    """

    app_uid: str
    open_tasks: tuple[OpenTask, ...] = ()
    status: CaseStatus | None = None
    exists: bool = True

    @property
    def complete(self) -> bool:
        """Whether paused tasks and the status are visible."""
        return self.status is not None or not self.exists

    def at(self, del_index: int) -> OpenTask | None:
        """The open delegation with this index, if it is open."""
        return next((task for task in self.open_tasks if task.del_index == del_index), None)

    def successor(self, old: OpenTask) -> OpenTask | None:
        """The delegation that took the place of ``old``: later, same task, same branch."""
        branches = {old.thread, FIRST_THREAD, 0} if old.thread else None
        for task in self.open_tasks:
            same_branch = branches is None or task.thread in branches
            if task.del_index > old.del_index and task.task_uid == old.task_uid and same_branch:
                return task
        return None

    def twins_since(self, before: CaseTruth | None) -> tuple[OpenTask, ...]:
        """Open delegations of a task that is open more often than it should and was before."""
        now, was = _counted(self), _counted(before)
        return tuple(
            task
            for task in self.open_tasks
            if not task.multiple and now[task.task_uid] > max(1, was[task.task_uid])
        )


def _counted(truth: CaseTruth | None) -> Counter[str]:
    return Counter(task.task_uid for task in (truth.open_tasks if truth else ()))


def read_truth(pm: Client, app_uid: str) -> CaseTruth:
    """Read a case; people who are not on it get what ``GET /cases/{uid}/tasks`` tells anybody.

    Raises:
        ProcessMakerError: neither could be read.
    """
    try:
        return _knowing_multiples(pm, truth_of(pm.cases.get(app_uid)))
    except (Forbidden, Unauthorized):
        # ProcessMaker answers the same for a case that does not exist and for one of others.
        pass
    except CaseMissing:
        return CaseTruth(app_uid, exists=False)
    try:
        return _of_tasks(app_uid, pm.cases.tasks(app_uid))
    except CaseMissing:
        return CaseTruth(app_uid, exists=False)


def _knowing_multiples(pm: Client, truth: CaseTruth) -> CaseTruth:
    """Tell tasks that are meant to be open several times from a case that was doubled."""
    if max(_counted(truth).values(), default=0) < 2:
        return truth
    multiple = {
        task.task_uid
        for task in pm.cases.tasks(truth.app_uid)
        if task.assign_type.startswith("MULTIPLE_INSTANCE")
    }
    tasks = tuple(replace(task, multiple=task.task_uid in multiple) for task in truth.open_tasks)
    return replace(truth, open_tasks=tasks)


def truth_of(case: Case) -> CaseTruth:
    """What a case that was read says about itself."""
    tasks = tuple(_of_current(task) for task in case.current_tasks)
    return CaseTruth(case.app_uid, tasks, case.status)


def _of_current(task: CurrentTask) -> OpenTask:
    return OpenTask(
        del_index=task.del_index,
        task_uid=task.task_uid,
        user_uid=task.user_uid,
        user_name=task.user_name,
        paused=task.thread_status is ThreadStatus.PAUSED,
        thread=task.thread,
    )


def _of_tasks(app_uid: str, tasks: tuple[CaseTask, ...]) -> CaseTruth:
    return CaseTruth(
        app_uid,
        tuple(
            OpenTask(turn.del_index, task.task_uid, turn.user_uid, turn.user_name)
            for task in tasks
            for turn in task.delegations
            if turn.finished_at is None
        ),
    )
