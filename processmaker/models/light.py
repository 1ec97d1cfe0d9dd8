"""What the mobile API nests differently from the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from processmaker.decoding import From
from processmaker.models.words import CaseStatus


class LightTask(msgspec.Struct, frozen=True, kw_only=True):
    """The delegation inside a :class:`LightCase`."""

    task_uid: Annotated[str, From("taskId")] = ""
    title: Annotated[str, From("taskTitle")] = ""
    user_name: Annotated[str, From("currentUser")] = ""
    delegated_at: Annotated[datetime | None, From("delDelegateDate")] = None
    opened_at: Annotated[datetime | None, From("delInitDate")] = None
    due_at: Annotated[datetime | None, From("delDueDate")] = None
    finished_at: Annotated[datetime | None, From("delFinishDate")] = None


class LightCaseInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The case inside a :class:`LightCase`."""

    app_uid: Annotated[str, From("caseId")]
    del_index: Annotated[int, From("delIndex")] = 0
    number: Annotated[int, From("caseNumber")] = 0
    title: Annotated[str, From("caseTitle")] = ""
    status: Annotated[CaseStatus, From("caseStatus")] = CaseStatus.UNKNOWN
    process_uid: Annotated[str, From("processId")] = ""
    process_title: Annotated[str, From("processTitle")] = ""
    creator_name: Annotated[str, From("caseCreator")] = ""
    created_at: Annotated[datetime | None, From("caseCreateDate")] = None
    updated_at: Annotated[datetime | None, From("caseUpdateData")] = None


class LightCase(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /light/{list}/case/{uid}``."""

    case: LightCaseInfo
    task: LightTask | None = None


class NoteAuthor(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote a note (``/light``)."""

    uid: Annotated[str, From("userId")] = ""
    username: Annotated[str, From("name")] = ""
    first_name: Annotated[str, From("firstName")] = ""
    last_name: Annotated[str, From("lastName")] = ""
    email: str = ""


class NoteText(msgspec.Struct, frozen=True, kw_only=True):
    """When and what (``/light``)."""

    at: Annotated[datetime | None, From("date")] = None
    content: str = ""


class LightNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note as ``/light`` gives it: nested."""

    app_uid: Annotated[str, From("caseId")]
    user: NoteAuthor | None = None
    note: Annotated[NoteText | None, From("notes")] = None
