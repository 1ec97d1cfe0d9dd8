"""The state words of ProcessMaker. A word that is not known reads as UNKNOWN, never fails."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """An enum of ProcessMaker's words; every subclass has a member UNKNOWN."""

    @classmethod
    def _missing_(cls, value: object) -> Word:
        """Take ``ID_TODO``, ``todo`` and unknown words."""
        word = str(value).upper().removeprefix("ID_")
        word = _SPELLINGS.get(word, word)
        member = cls.__members__.get(word)
        return member if member is not None else cls["UNKNOWN"]


_SPELLINGS = {"TODO": "TO_DO", "CANCELED": "CANCELLED", "IN_PROGRESS": "TASK_IN_PROGRESS"}


class CaseStatus(Word):
    """Status of a whole case; a paused case stays TO_DO."""

    DRAFT = "DRAFT"
    TO_DO = "TO_DO"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    UNKNOWN = "UNKNOWN"


class ThreadStatus(Word):
    """Status of one delegation."""

    OPEN = "OPEN"
    PAUSED = "PAUSED"
    CLOSED = "CLOSED"
    UNKNOWN = "UNKNOWN"


class TaskStatus(Word):
    """Status of a task in ``GET /cases/{uid}/tasks``; a paused task reads COMPLETED there."""

    TASK_PENDING_NOT_EXECUTED = "TASK_PENDING_NOT_EXECUTED"
    TASK_IN_PROGRESS = "TASK_IN_PROGRESS"
    TASK_COMPLETED = "TASK_COMPLETED"
    UNKNOWN = "UNKNOWN"


class RouteType(Word):
    """How a task hands on."""

    SEQUENTIAL = "SEQUENTIAL"
    SELECT = "SELECT"
    EVALUATE = "EVALUATE"
    PARALLEL = "PARALLEL"
    PARALLEL_BY_EVALUATION = "PARALLEL-BY-EVALUATION"
    SEC_JOIN = "SEC-JOIN"
    DISCRIMINATOR = "DISCRIMINATOR"
    UNKNOWN = "UNKNOWN"


class UserStatus(Word):
    """Status of a user account."""

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
    VACATION = "VACATION"
    CLOSED = "CLOSED"
    UNKNOWN = "UNKNOWN"


class TimeStatus(Word):
    """How a task stands, as ``/home`` computes it."""

    ON_TIME = "ON_TIME"
    OVERDUE = "OVERDUE"
    DRAFT = "DRAFT"
    PAUSED = "PAUSED"
    UNASSIGNED = "UNASSIGNED"
    UNKNOWN = "UNKNOWN"
