"""What is special about one kind of write; cases.services.performing carries them out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, ClassVar, Generic, TypeVar

from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome
from processmaker import Client

Seen = TypeVar("Seen")


class Verdict(Enum):
    """What the read-back shows about a write, where nobody else overtook it."""

    APPLIED = auto()
    UNCHANGED = auto()
    UNCLEAR = auto()


@dataclass(frozen=True)
class Write(ABC, Generic[Seen]):
    """One write. ``Seen`` is what its read-back reads.

    ``believes_success``: inside a job a clear success needs no read-back, because the call acts
    as a compare-and-set. ``needs_before``: a job has to read the state before too.
    ``observable``: ProcessMaker shows whether the write was done. ``same_is_done``: the state
    shows for whom it was done, so that it does not matter which call brought it about.
    """

    ref: CaseRef

    action: ClassVar[str]
    believes_success: ClassVar[bool] = False
    reads_before: ClassVar[bool] = True
    needs_before: ClassVar[bool] = False
    reads_after: ClassVar[bool] = True
    observable: ClassVar[bool] = True
    same_is_done: ClassVar[bool] = False

    @property
    def purpose(self) -> str:
        """Action and delegation: what a submit key is good for."""
        return f"{self.action} {self.ref.app_uid} {self.ref.del_index}"

    def intent(self) -> dict[str, str]:
        """What is recorded before the call: names and uids, never values of variables."""
        return {}

    def permit(self, actor: Actor) -> Outcome | None:
        """Why this person may not, where ProcessMaker itself does not check; ``None`` if fine."""
        return None

    def check(self, before: Seen, actor: Actor) -> Outcome | None:
        """Why this cannot be sent, seen from the state before; ``None`` where it can."""
        return None

    @abstractmethod
    def send(self, pm: Client) -> dict[str, str]:
        """Make the one call; return what the answer told."""

    @abstractmethod
    def look(self, actor: Actor) -> Seen:
        """Read what the write changes."""

    @abstractmethod
    def judge(self, seen: Seen, before: Seen | None, actor: Actor) -> Verdict | Outcome:
        """Compare what is true with what was wanted; an Outcome says who overtook it."""

    @abstractmethod
    def success(self, seen: Seen | None, before: Seen | None, actor: Actor) -> Outcome:
        """The outcome of a write that took effect; ``seen`` is ``None`` where it was not read."""


AnyWrite = Write[Any]
"""A write, whatever its read-back reads."""
