"""Case notes. Every failure of reading them is NotesRefused (401 with a reason)."""

from __future__ import annotations

from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.models import Note, NotePage


class Notes(Resource):
    """``query``: ``start``, ``limit``, ``sort``, ``dir``, ``usr_uid``, ``date_from``, ``date_to``,
    ``search``; 3.8.3 validates all of them and applies only start, limit and dir.
    """

    @endpoint("GET", "/cases/{app_uid}/notes")
    def all(self, call: Call, app_uid: str, query: Query | None = None) -> tuple[Note, ...]:
        """All notes; needs a process permission on case notes, task holders too."""
        return call.many(Note, app_uid, query=query)

    @endpoint("GET", "/cases/{app_uid}/notes/paged")
    def page(self, call: Call, app_uid: str, query: Query | None = None) -> NotePage:
        """One page of notes, 25 unless ``limit`` is given."""
        return call.one(NotePage, app_uid, query=query)

    @endpoint("POST", "/cases/{app_uid}/note")
    def add(self, call: Call, app_uid: str, content: str, *, send_mail: bool = False) -> None:
        """Add a note of at most 500 characters."""
        call.done(app_uid, body={"note_content": content, "send_mail": 1 if send_mail else 0})
