"""What was done by the ledger of the sandbox, beside what pmdash says."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DONE, DOUBT = "done", "in_doubt"
NOT_DONE = ("failed", "superseded", "skipped", "cancelled", "refused")

PROMISED_SECONDS = 120
"""How long a recovery may take."""


@dataclass
class Tally:
    """Counts of writes; ``faults`` are words for what is wrong, ``remarks`` for what
    ProcessMaker was said to have refused.

    lost: it was to be done and was not, or nobody says what became of it. twice: the ledger has
    more than one. untrue: it is said to be done and was not, or the other way round. doubt: it
    is said that nobody can know, and that is so.
    """

    writes: int = 0
    lost: int = 0
    twice: int = 0
    untrue: int = 0
    doubt: int = 0
    failed: int = 0
    blows: int = 0
    recovery: float = 0.0
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, state: str, times: int, *, seen: bool, may_fail: bool, name: str) -> None:
        """Count one write that pmdash calls ``state`` and the ledger has ``times`` times.

        ``seen``: a read-back can tell whether it was done. ``may_fail``: ProcessMaker misbehaved,
        so that a refusal is a true end.
        """
        self.writes += 1
        wrong = self._count(state, times, seen, may_fail)
        if wrong:
            self.faults.append(f"{name}: {wrong} ({state}, {times} in the ledger)")

    def _count(self, state: str, times: int, seen: bool, may_fail: bool) -> str:
        if times > 1:
            self.twice += 1
            return "done twice"
        if state == DOUBT and (not seen or may_fail):
            self.doubt += 1
            return ""
        if (state == DONE and not times) or (state in NOT_DONE and times):
            self.untrue += 1
            self.lost += not times
            return "untrue"
        if state in NOT_DONE and may_fail:
            self.failed += 1
            return ""
        if state != DONE:
            self.lost += 1
            return "lost"
        return ""

    def struck(self, moment: float | None, over: float) -> None:
        """Note a blow that fell, and the time from there to the end."""
        if moment is not None:
            self.blows += 1
            self.recovery = over - moment

    def join(self, other: "Tally") -> None:
        """Add the counts of another."""
        for name in ("writes", "lost", "twice", "untrue", "doubt", "failed", "blows"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.recovery = max(self.recovery, other.recovery)
        self.faults += other.faults
        self.remarks += other.remarks

    @property
    def holds(self) -> bool:
        """Whether everything is as promised."""
        return not (self.lost or self.twice or self.untrue) and self.recovery <= PROMISED_SECONDS

    def __str__(self) -> str:
        ends = f"{self.writes} writes: lost {self.lost}, twice {self.twice}, untrue {self.untrue}"
        blows = f"{self.blows} blows, recovery {self.recovery:.1f} s"
        return f"{ends}, in doubt {self.doubt}, failed {self.failed}, {blows}"


def times_done(ledger: list[Mapping[str, Any]], since: int) -> Counter[str]:
    """How often each case was written to after the first ``since`` entries."""
    return Counter(entry["case"] for entry in ledger[since:])


@dataclass(frozen=True)
class Figure:
    """A line of the result, and whether the promise is kept.

    ``measured`` is false where the machine was too busy to tell; then nothing is promised.
    """

    text: str
    holds: bool
    measured: bool = True


def show(figure: Figure) -> bool:
    """Print its line; whether no promise is broken."""
    word = "  BROKEN" if not figure.holds else "" if figure.measured else "  NOT MEASURED"
    print(f"{figure.text}{word}", flush=True)
    return figure.holds
