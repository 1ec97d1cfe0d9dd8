"""The states of bulk jobs and of their items: word, label, tone and what may follow, once.

::

    item   planned → claimed → sent → done · failed · superseded · in_doubt
              ↑         │        │
              └─────────┴────────┘   the lease of a dead worker ran out, or nothing was sent
           planned → skipped (the plan says why not) · cancelled (the owner stopped the job)

    job    collecting → planned → running ⇄ paused · waiting → finished
                           └→ cancelled     └→ stopping → cancelled
           a job of one case begins running: its page is the dry run
"""

from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """A state word with its label, the tone it is shown in, and whether anything can follow."""

    label: Promise | str
    tone: str
    terminal: bool

    def __new__(
        cls, word: str, label: Promise | str = "", tone: str = "", terminal: bool = False
    ) -> Self:
        state = str.__new__(cls, word)
        state._value_ = word
        state.label, state.tone, state.terminal = label, tone, terminal
        return state


class ItemState(State):
    """What became of one case in a job."""

    PLANNED = "planned", _("Planned"), ""
    CLAIMED = "claimed", _("In hand"), "info"
    SENT = "sent", _("Sent"), "info"
    DONE = "done", _("Done"), "success", True
    SKIPPED = "skipped", _("Skipped"), "", True
    SUPERSEDED = "superseded", _("Overtaken"), "risk", True
    FAILED = "failed", _("Failed"), "danger", True
    IN_DOUBT = "in_doubt", _("In doubt"), "risk", True
    CANCELLED = "cancelled", _("Cancelled"), "", True


class JobState(State):
    """Where a job stands as a whole."""

    COLLECTING = "collecting", _("Collecting cases"), "info"
    PLANNED = "planned", _("Waiting for your confirmation"), ""
    RUNNING = "running", _("Running"), "info"
    PAUSED = "paused", _("Paused"), "risk"
    WAITING = "waiting", _("Waiting for you to sign in"), "risk"
    STOPPING = "stopping", _("Stopping"), "risk"
    FINISHED = "finished", _("Finished"), "success", True
    CANCELLED = "cancelled", _("Cancelled"), "", True
    BROKEN = "broken", _("Could not be planned"), "danger", True


ITEM_MOVES: dict[ItemState, frozenset[ItemState]] = {
    ItemState.PLANNED: frozenset({ItemState.CLAIMED, ItemState.SKIPPED, ItemState.CANCELLED}),
    ItemState.CLAIMED: frozenset(
        {
            ItemState.PLANNED,
            ItemState.SENT,
            ItemState.DONE,
            ItemState.SKIPPED,
            ItemState.SUPERSEDED,
            ItemState.FAILED,
        }
    ),
    ItemState.SENT: frozenset(
        {
            ItemState.PLANNED,
            ItemState.SENT,
            ItemState.DONE,
            ItemState.SUPERSEDED,
            ItemState.FAILED,
            ItemState.IN_DOUBT,
        }
    ),
}

JOB_MOVES: dict[JobState, frozenset[JobState]] = {
    JobState.COLLECTING: frozenset(
        {JobState.PLANNED, JobState.WAITING, JobState.BROKEN, JobState.CANCELLED}
    ),
    JobState.PLANNED: frozenset({JobState.RUNNING, JobState.CANCELLED}),
    JobState.RUNNING: frozenset(
        {JobState.PAUSED, JobState.WAITING, JobState.STOPPING, JobState.FINISHED}
    ),
    JobState.PAUSED: frozenset({JobState.RUNNING, JobState.STOPPING}),
    JobState.WAITING: frozenset({JobState.RUNNING, JobState.COLLECTING, JobState.STOPPING}),
    JobState.STOPPING: frozenset({JobState.CANCELLED}),
}

LIVE_ITEMS = tuple(state for state in ItemState if not state.terminal)
RETRYABLE_ITEMS = (ItemState.FAILED, ItemState.IN_DOUBT, ItemState.SUPERSEDED)


class MoveError(RuntimeError):
    """The code asked for a transition that the state machine does not have."""


def check_item_move(before: ItemState, after: ItemState) -> None:
    """Raise MoveError unless an item may go from ``before`` to ``after``."""
    if after not in ITEM_MOVES.get(before, frozenset()):
        raise MoveError(f"an item cannot go from {before} to {after}")


def check_job_move(before: JobState, after: JobState) -> None:
    """Raise MoveError unless a job may go from ``before`` to ``after``."""
    if after not in JOB_MOVES.get(before, frozenset()):
        raise MoveError(f"a job cannot go from {before} to {after}")
