"""What the server keeps of a case. Dates are aware, in UTC."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sandbox.content import Content
from sandbox.world.model import JsonObject, Process, Task

CaseState = Literal["DRAFT", "TO_DO", "COMPLETED", "CANCELLED"]
DelegationState = Literal["OPEN", "CLOSED", "PAUSED"]

NORMAL_PRIORITY = 3


@dataclass(slots=True, eq=False)
class Delegation:
    """One task given to one person (``user_uid`` is "" until somebody claims it)."""

    case: "Case"
    index: int
    previous: int
    thread: int
    task: Task
    user_uid: str
    delegated_at: datetime
    due_at: datetime
    risk_at: datetime
    title: str
    status: DelegationState = "OPEN"
    init_at: datetime | None = None
    finished_at: datetime | None = None
    priority: int = NORMAL_PRIORITY
    candidates: tuple[str, ...] | None = None
    """Users and groups of a value-based self-service; ``None`` = the task's pool."""
    buckets: tuple[tuple[str, str], ...] = ()
    """The store's indexes that hold it; kept by the store alone."""

    @property
    def key(self) -> tuple[int, int]:
        return (self.case.number, self.index)

    @property
    def last(self) -> bool:
        """Whether it is the newest delegation of its case (DEL_LAST_INDEX)."""
        return self.index == len(self.case.delegations)

    @property
    def unclaimed(self) -> bool:
        return self.status == "OPEN" and not self.user_uid


@dataclass(slots=True, eq=False)
class Thread:
    """One branch of the running case; a split closes it and opens its children."""

    index: int
    parent: int
    del_index: int
    open: bool = True


@dataclass(slots=True, eq=False)
class Pause:
    """One pause of a delegation (a row of APP_DELAY)."""

    del_index: int
    thread: int
    task_uid: str
    by_user: str
    at: datetime
    until: datetime | None
    ended_at: datetime | None = None


@dataclass(slots=True, eq=False)
class Note:
    user_uid: str
    at: datetime
    content: str


@dataclass(slots=True, eq=False)
class DocumentVersion:
    """One version of an input, output or attached document; ``data`` are its bytes."""

    version: int
    at: datetime
    user_uid: str
    del_index: int
    file_name: str
    comment: str
    data: Content | None = None
    formats: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Document:
    """A document of a case. ``kind`` is INPUT, OUTPUT or ATTACHED."""

    uid: str
    index: int
    kind: str
    definition_uid: str
    task_uid: str
    versions: list[DocumentVersion] = field(default_factory=list)
    deleted: bool = False
    extra: JsonObject = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Case:
    """One case with all that hangs on it. ``delegations[i]`` has index i + 1."""

    uid: str
    number: int
    process: Process
    creator_uid: str
    created_at: datetime
    updated_at: datetime
    title: str
    pin: str
    status: CaseState = "DRAFT"
    finished_at: datetime | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    delegations: list[Delegation] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    title_index: int = 1
    """The delegation whose title the case shows (APPLICATION.DEL_INDEX)."""
    saved_by: str = ""
    """Who saved last (the system variable USER_LOGGED)."""
    saved_name: str = ""
    """His user name, where the save set it (USR_USERNAME)."""
    parent_uid: str = ""
    """The case whose sub-process it is (SUB_APPLICATION)."""

    def delegation(self, index: int) -> Delegation | None:
        return self.delegations[index - 1] if 0 < index <= len(self.delegations) else None

    def active_pause(self, index: int) -> Pause | None:
        """The pause that keeps a delegation aside now."""
        found = (item for item in self.pauses if item.del_index == index and not item.ended_at)
        return next(found, None)

    def open_delegations(self) -> list[Delegation]:
        """Open and paused ones, oldest first."""
        return [item for item in self.delegations if item.status != "CLOSED"]

    def participants(self) -> set[str]:
        return {item.user_uid for item in self.delegations if item.user_uid}
