"""Adding a note to a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from django.utils import timezone

from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome, done
from cases.services.performing import submit
from cases.services.write import Verdict, Write
from processmaker import Client
from processmaker.endpoints import Query
from processmaker.models import Note

_CLOCK_SKEW = timedelta(minutes=2)
_LOOKED_AT = 25


@dataclass(frozen=True)
class AddNote(Write[tuple[Note, ...]]):
    """A note of at most 500 characters. ``since`` is when it was first sent: a note of the same
    person with the same text that is not older than this is this one."""

    text: str = ""
    notify: bool = False
    since: datetime = field(default_factory=timezone.now)
    action: ClassVar[str] = "note"
    reads_before: ClassVar[bool] = False
    reads_after: ClassVar[bool] = False

    def send(self, pm: Client) -> dict[str, str]:
        """POST note."""
        pm.notes.add(self.ref.app_uid, self.text, send_mail=self.notify)
        return {}

    def look(self, actor: Actor) -> tuple[Note, ...]:
        """The newest notes."""
        query: Query = {"start": 0, "limit": _LOOKED_AT, "dir": "DESC"}
        local = actor.pm.in_zone(actor.me.capabilities.zone)
        return local.notes.page(self.ref.app_uid, query).notes

    def judge(
        self, seen: tuple[Note, ...], before: tuple[Note, ...] | None, actor: Actor
    ) -> Verdict | Outcome:
        """One of them is mine and says this."""
        oldest = self.since - _CLOCK_SKEW
        for note in seen:
            mine = note.user_uid == actor.me.uid or note.username == actor.me.username
            if mine and note.content.strip() == self.text.strip() and note.at and note.at >= oldest:
                return Verdict.APPLIED
        return Verdict.UNCHANGED

    def success(
        self, seen: tuple[Note, ...] | None, before: tuple[Note, ...] | None, actor: Actor
    ) -> Outcome:
        """The note is there."""
        return done("note_added")


def add_note(
    actor: Actor, ref: CaseRef, text: str, *, notify: bool = False, submit_key: str
) -> Outcome:
    """Add a note; with ``notify`` ProcessMaker mails it to those who work on the case."""
    return submit(actor, AddNote(ref, text=text, notify=notify), submit_key)
