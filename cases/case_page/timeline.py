"""The history of a case: every delegation as an event, and the time that the tasks took.

``GET /cases/{app_uid}/tasks`` translates its texts ("Not finished") and calls a paused task
completed, so only dates decide here, and the open delegations of ``GET /cases/{app_uid}``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.case_page.header import OpenTask, TaskHold
from processmaker.models import CaseTask, Delegation

SHORTEST = timedelta(minutes=1)


class EventState(StrEnum):
    """How a turn stands.

    PASSED_ON: it is over, and the same task was opened again later, by reassigning, unpausing or
    a loop; the server does not tell which.
    """

    FINISHED = "finished"
    PASSED_ON = "passed on"
    OPEN = "open"
    PAUSED = "paused"
    UNCLAIMED = "unclaimed"
    ENDED = "ended"


class Look(NamedTuple):
    label: str | Promise
    icon: str
    tone: str = ""


LOOKS: dict[EventState, Look] = {
    EventState.FINISHED: Look(_("finished"), "check", "success"),
    EventState.PASSED_ON: Look(_("turn ended, the task went on"), "arrow-right-left"),
    EventState.OPEN: Look(_("in progress"), "circle-dot", "info"),
    EventState.PAUSED: Look(_("paused"), "pause"),
    EventState.UNCLAIMED: Look(_("waits to be claimed"), "hand"),
    EventState.ENDED: Look(_("ended without being finished"), "ban"),
}


@dataclass(frozen=True)
class Event:
    """One person's turn at a task."""

    del_index: int
    task_uid: str
    task_title: str
    state: EventState
    holder: str
    mine: bool
    opened_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None

    @property
    def label(self) -> str | Promise:
        return LOOKS[self.state].label

    @property
    def icon(self) -> str:
        return LOOKS[self.state].icon

    @property
    def tone(self) -> str:
        if self.state is EventState.OPEN and self.mine:
            return "mine"
        return LOOKS[self.state].tone

    @property
    def took(self) -> timedelta | None:
        """From opening to finishing; None while one of both is not known."""
        if self.opened_at is None or self.finished_at is None:
            return None
        return max(timedelta(0), self.finished_at - self.opened_at)

    @property
    def late_by(self) -> timedelta | None:
        """How long after its due date it was finished; None if in time or not finished."""
        if self.due_at is None or self.finished_at is None or self.finished_at <= self.due_at:
            return None
        return self.finished_at - self.due_at


@dataclass(frozen=True)
class TimeSpent:
    """All turns at one task together; ``percent`` compares with the longest task."""

    title: str
    took: timedelta
    percent: int


def read_timeline(
    tasks: Sequence[CaseTask], open_tasks: Sequence[OpenTask], user_uid: str
) -> tuple[Event, ...]:
    """Every delegation, the newest first.

    A task that was reassigned is listed once for each holder: an index counts once.
    """
    held = {task.del_index: task for task in open_tasks}
    turns = {
        delegation.del_index: (task, delegation)
        for task in reversed(tasks)
        for delegation in task.delegations
    }
    last = {task.task_uid: index for index, (task, _turn) in sorted(turns.items())}
    return tuple(
        _event(*turns[index], held.get(index), user_uid, last[turns[index][0].task_uid] == index)
        for index in sorted(turns, reverse=True)
    )


def time_spent(events: Iterable[Event]) -> tuple[TimeSpent, ...]:
    """The tasks that were finished at least once, in the order of the case.

    Nothing where none took a minute: there is nothing to compare.
    """
    sums: dict[str, timedelta] = {}
    titles: dict[str, str] = {}
    for event in sorted(events, key=lambda event: event.del_index):
        if event.took is not None:
            titles[event.task_uid] = event.task_title
            sums[event.task_uid] = sums.get(event.task_uid, timedelta(0)) + event.took
    longest = max(sums.values(), default=timedelta(0))
    if longest < SHORTEST:
        return ()
    return tuple(
        TimeSpent(titles[uid], took, max(1, round(100 * (took / longest))))
        for uid, took in sums.items()
    )


def _event(
    task: CaseTask, turn: Delegation, held: OpenTask | None, user_uid: str, is_last: bool
) -> Event:
    return Event(
        del_index=turn.del_index,
        task_uid=task.task_uid,
        task_title=task.title,
        state=_state(turn, held, is_last),
        holder=turn.user_name or turn.username,
        mine=bool(turn.user_uid) and turn.user_uid == user_uid,
        opened_at=turn.opened_at,
        due_at=turn.due_at,
        finished_at=turn.finished_at if held is None else None,
    )


def _state(turn: Delegation, held: OpenTask | None, is_last: bool) -> EventState:
    if held is not None:
        return HELD[held.hold]
    if not is_last:
        return EventState.PASSED_ON
    return EventState.FINISHED if turn.finished_at else EventState.ENDED


HELD = {
    TaskHold.OPEN: EventState.OPEN,
    TaskHold.PAUSED: EventState.PAUSED,
    TaskHold.UNCLAIMED: EventState.UNCLAIMED,
}
