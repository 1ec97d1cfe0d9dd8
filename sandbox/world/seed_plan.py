"""Which cases a seeded server has: so many of each kind among every 300."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Outcome = Literal["inbox", "unassigned", "draft", "paused", "completed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Wish:
    """One case to make. ``task`` "" = any that fits; ``user`` "" = any of the pool."""

    outcome: Outcome
    user: str = ""
    task: str = ""


ONE_OF_EACH = (
    Wish("inbox", "wendy"),
    Wish("unassigned", "", "Approve leave"),
    Wish("inbox", "bob"),
    Wish("draft", "wendy"),
    Wish("paused", "wendy"),
    Wish("inbox", "mary"),
    Wish("completed"),
    Wish("cancelled"),
    Wish("inbox", "silvia"),
    Wish("unassigned", "", "Investigate"),
)

PATTERN: tuple[tuple[int, Wish], ...] = (
    (43, Wish("inbox", "wendy")),
    (28, Wish("inbox", "bob")),
    (25, Wish("inbox", "mary")),
    (14, Wish("inbox", "silvia")),
    (39, Wish("inbox")),
    (3, Wish("unassigned", "", "Approve leave")),
    (4, Wish("unassigned", "", "Investigate")),
    (12, Wish("unassigned", "", "Check budget")),
    (6, Wish("unassigned", "", "Examine contract")),
    (2, Wish("draft", "wendy")),
    (3, Wish("draft", "bob")),
    (2, Wish("draft", "mary")),
    (6, Wish("draft")),
    (4, Wish("paused", "wendy")),
    (3, Wish("paused", "bob")),
    (2, Wish("paused", "mary")),
    (3, Wish("paused")),
    (78, Wish("completed")),
    (13, Wish("cancelled")),
)


def wishes(count: int, random: Random) -> list[Wish]:
    """``count`` wishes: one of each kind first, the rest in the pattern's proportions."""
    plan = list(ONE_OF_EACH[:count])
    pattern = [wish for times, wish in PATTERN for _ in range(times)]
    random.shuffle(pattern)
    while len(plan) < count:
        plan += pattern[: count - len(plan)]
        if len(plan) < count:
            pattern = [wish for times, wish in PATTERN for _ in range(times)]
            random.shuffle(pattern)
    random.shuffle(plan)
    return plan
