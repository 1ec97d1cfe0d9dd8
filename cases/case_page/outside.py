"""A case seen by who takes no part in it and may see all cases.

``GET /cases/{app_uid}`` refuses such a person; extraRest gives the case, its tasks tell who holds
what. Neither says which task is paused: a paused one is missing among the open ones.
"""

from collections.abc import Iterable, Sequence

from processmaker.models import Case, CaseTask, CurrentTask, Delegation
from processmaker.models.case import CaseRecord
from processmaker.models.words import ThreadStatus


def case_from_outside(record: CaseRecord, tasks: Sequence[CaseTask], process_title: str) -> Case:
    """The case in the shape in which its participants get it."""
    return Case(
        app_uid=record.app_uid,
        number=record.number,
        title=record.title,
        status=record.status,
        creator_uid=record.creator_uid,
        creator_name=_name_of(record.creator_uid, tasks),
        process_uid=record.process_uid,
        process_title=process_title,
        created_at=record.created_at,
        updated_at=record.updated_at,
        current_tasks=tuple(_open(tasks)) if not record.finished_at else (),
    )


def _name_of(user_uid: str, tasks: Iterable[CaseTask]) -> str:
    turns = (turn for task in tasks for turn in task.delegations)
    return next((turn.user_name for turn in turns if turn.user_uid == user_uid), "")


def _open(tasks: Iterable[CaseTask]) -> Iterable[CurrentTask]:
    turns = {turn.del_index: (task, turn) for task in tasks for turn in task.delegations}
    return (_current(*turns[at]) for at in sorted(turns) if turns[at][1].finished_at is None)


def _current(task: CaseTask, turn: Delegation) -> CurrentTask:
    return CurrentTask(
        task_uid=task.task_uid,
        del_index=turn.del_index,
        task_title=task.title,
        user_uid=turn.user_uid,
        user_name=turn.user_name,
        thread_status=ThreadStatus.OPEN,
        opened_at=turn.opened_at,
        due_at=turn.due_at,
    )
