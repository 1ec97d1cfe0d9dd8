"""What people do with cases, apart from routing them."""

from datetime import datetime
from typing import Any

from sandbox.engine.assignment import Assignee
from sandbox.engine.delegations import (
    case_updated,
    close_delegation,
    close_thread,
    finish,
    new_thread,
    open_delegation,
)
from sandbox.engine.records import Case, Delegation, Note, Pause
from sandbox.state import Sandbox
from sandbox.world.model import Task

PIN_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def start_case(
    box: Sandbox,
    task: Task,
    user_uid: str,
    variables: dict[str, Any],
    *,
    impersonated: bool = False,
) -> Case:
    """A draft with its first delegation. An impersonated case is called ``#number``."""
    now, store = box.clock.now(), box.store
    number = store.take_number()
    case = Case(
        uid=store.new_uid(),
        number=number,
        process=box.world.process_of_task[task.uid],
        creator_uid=user_uid,
        created_at=now,
        updated_at=now,
        title=f"#{number}",
        pin="".join(store.random.choices(PIN_ALPHABET, k=4)),
        saved_by=user_uid,
    )
    store.add(case)
    new_thread(case, 0, 1)
    open_delegation(box, case, task, Assignee(user_uid))
    case.variables = variables
    if not impersonated:
        case_updated(box, case, 1)
    if task.assign_type == "BALANCED":
        store.last_assigned[task.uid] = user_uid
    return case


def claim(box: Sandbox, delegation: Delegation, user_uid: str) -> None:
    """Give an unassigned task to a person, who has thereby opened it."""
    delegation.user_uid = user_uid
    delegation.candidates = None
    delegation.init_at = box.clock.now()
    box.store.changed(delegation.case)


def pause(box: Sandbox, delegation: Delegation, by_user: str, until: datetime | None) -> None:
    """Put a task aside; its index stays until it is unpaused."""
    case, now, task_uid = delegation.case, box.clock.now(), delegation.task.uid
    case.pauses.append(Pause(delegation.index, delegation.thread, task_uid, by_user, now, until))
    close_delegation(box, delegation, "PAUSED")
    case.updated_at = now


def unpause(box: Sandbox, delegation: Delegation) -> Delegation:
    """Close the paused index and open a new one for the same person."""
    case, now = delegation.case, box.clock.now()
    delegation.status = "CLOSED"
    following = open_delegation(
        box,
        case,
        delegation.task,
        Assignee(delegation.user_uid),
        priority=delegation.priority,
        thread=1,
    )
    following.previous = delegation.previous
    following.delegated_at = delegation.delegated_at
    following.init_at = now
    for item in case.pauses:
        if item.del_index == delegation.index and item.ended_at is None:
            item.ended_at = now
            case.threads[item.thread - 1].del_index = following.index
    case.updated_at = now
    return following


def reassign(box: Sandbox, delegation: Delegation, target_uid: str) -> Delegation:
    """Close the index and open a new one in the same thread; its title begins anew."""
    case = delegation.case
    finish(box, delegation)
    following = open_delegation(
        box,
        case,
        delegation.task,
        Assignee(target_uid),
        thread=delegation.thread,
        priority=delegation.priority,
    )
    following.previous = delegation.previous
    if 0 < delegation.thread <= len(case.threads):
        case.threads[delegation.thread - 1].del_index = following.index
    return following


def cancel(box: Sandbox, case: Case) -> None:
    """End the case for good; every open delegation closes."""
    case.status = "CANCELLED"
    for delegation in case.open_delegations():
        close_delegation(box, delegation)
        close_thread(case, delegation.thread)
    case_updated(box, case)
    box.store.changed(case)


def delete_draft(box: Sandbox, case: Case) -> None:
    """Forget the case entirely."""
    box.store.remove(case)


def add_note(box: Sandbox, case: Case, user_uid: str, content: str) -> Note:
    note = Note(user_uid, box.clock.now(), content)
    case.notes.append(note)
    return note
