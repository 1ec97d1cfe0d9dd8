"""Case notes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from processmaker.decoding import From


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A note on a case, at most 500 characters, as it was typed."""

    content: Annotated[str, From("note_content", "noteContent")]
    at: Annotated[datetime | None, From("note_date", "noteDate")] = None
    user_uid: Annotated[str, From("usr_uid", "userId")] = ""
    username: Annotated[str, From("usr_username", "usrUsername")] = ""
    first_name: Annotated[str, From("usr_firstname", "usrFirstname")] = ""
    last_name: Annotated[str, From("usr_lastname", "usrLastname")] = ""
    type: Annotated[str, From("note_type")] = "USER"
    availability: Annotated[str, From("note_availability")] = "PUBLIC"
    id: Annotated[int, From("note_id")] = 0

    @property
    def user_name(self) -> str:
        """First and last name of the author."""
        return f"{self.first_name} {self.last_name}".strip() or self.username


class NotePage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of notes."""

    notes: Annotated[tuple[Note, ...], From("data")]
    total: int = 0
    start: int = 0
    limit: int = 0
