"""Opening and closing delegations and threads."""

from datetime import datetime

from sandbox.engine.assignment import Assignee
from sandbox.engine.php_values import to_number
from sandbox.engine.records import NORMAL_PRIORITY, Case, Delegation, DelegationState, Thread
from sandbox.engine.titles import fill_in
from sandbox.engine.triggers import system_values
from sandbox.state import Sandbox
from sandbox.world.model import Task


def open_delegation(
    box: Sandbox,
    case: Case,
    task: Task,
    assignee: Assignee,
    *,
    previous: int = 0,
    thread: int = 1,
    priority: int = NORMAL_PRIORITY,
) -> Delegation:
    """The next delegation of the case; ``previous`` is the index it comes from, 0 = none."""
    now = box.clock.now()
    due_at, risk_at = due_dates(box, task, now)
    delegation = Delegation(
        case=case,
        index=len(case.delegations) + 1,
        previous=previous,
        thread=thread,
        task=task,
        user_uid=assignee.user_uid,
        candidates=assignee.candidates,
        delegated_at=now,
        due_at=due_at,
        risk_at=risk_at,
        title=thread_title(box, case, task, previous),
        priority=priority,
    )
    case.delegations.append(delegation)
    if delegation.index == 1:
        delegation.init_at = now
    box.store.changed(case)
    return delegation


def due_dates(box: Sandbox, task: Task, start: datetime) -> tuple[datetime, datetime]:
    """Due date and risk date (80 % of the task's duration)."""
    calendar = task.type_day == "2"
    due, risk = (
        box.clock.due_after(start, task.duration * share, task.duration_unit, calendar=calendar)
        for share in (1.0, 0.8)
    )
    return due, risk


def thread_title(box: Sandbox, case: Case, task: Task, previous: int) -> str:
    """By the task's definition, else that of the previous delegation, else ``# number``."""
    if task.title_definition:
        values = {**case.variables, **system_values(box, case, "")}
        return fill_in(task.title_definition, values)
    before = case.delegation(previous)
    return before.title if before else f"# {case.number}"


def close_delegation(
    box: Sandbox, delegation: Delegation, status: DelegationState = "CLOSED"
) -> None:
    """End (or pause) a delegation; both set the finish date."""
    finish(box, delegation, status)
    box.store.changed(delegation.case)


def finish(box: Sandbox, delegation: Delegation, status: DelegationState = "CLOSED") -> None:
    """As ``close_delegation``, where another one is opened at once: that tells the store."""
    delegation.status = status
    delegation.finished_at = box.clock.now()


def mark_opened(box: Sandbox, delegation: Delegation) -> None:
    """The first time its holder opens it (DEL_INIT_DATE)."""
    if delegation.init_at is None:
        delegation.init_at = box.clock.now()


def case_updated(box: Sandbox, case: Case, index: int | None = None) -> None:
    """What every save does (Cases::updateCase): date, title and priority of one delegation.

    ``index`` becomes the delegation whose title the case shows; without it, it stays.
    """
    case.updated_at = box.clock.now()
    case.title_index = index or case.title_index
    item = case.delegation(case.title_index)
    if item is None:
        return
    case.title = item.title = thread_title(box, case, item.task, item.previous)
    item.priority = _priority(item) or item.priority


def _priority(item: Delegation) -> int:
    """1 to 5 by the task's priority variable, 0 where it names none."""
    name = item.task.priority_variable.strip(" @#")
    value = to_number(item.case.variables.get(name)) if name else 0
    return int(value) if 1 <= value <= 5 else 0


def new_thread(case: Case, parent: int, del_index: int) -> Thread:
    thread = Thread(len(case.threads) + 1, parent, del_index)
    case.threads.append(thread)
    return thread


def close_thread(case: Case, index: int) -> None:
    if 0 < index <= len(case.threads):
        case.threads[index - 1].open = False
