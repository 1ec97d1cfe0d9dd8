"""Notes in the cases of a seeded server."""

from datetime import datetime
from random import Random

from sandbox.engine.records import Case, Note
from sandbox.world import phrases


def add_notes(case: Case, random: Random, now: datetime) -> None:
    """Up to four notes by those who take part, some time between the start of the case and now."""
    people = sorted(case.participants())
    span = now - case.created_at
    moments = sorted(random.random() for _ in range(random.choice((0, 0, 0, 1, 2, 4))))
    case.notes = [
        Note(
            user_uid=random.choice(people),
            at=case.created_at + span * share,
            content=random.choice(phrases.NOTES),
        )
        for share in moments
    ]
