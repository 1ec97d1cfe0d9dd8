"""Who writes, and to which delegation: what every service is called with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from accounts.people import Me, SignedInRequest
from cases.services.journal import DirectJournal, Journal
from processmaker import Client

_UID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class CaseRef:
    """One delegation of a case: 32 hex digits and the index.

    The empty reference stands for a case that does not exist yet.

    Raises:
        ValueError: ``app_uid`` is no uid, or ``del_index`` is below 1.
    """

    app_uid: str
    del_index: int

    def __post_init__(self) -> None:
        if not self.app_uid and not self.del_index:
            return
        if not _UID.fullmatch(self.app_uid):
            raise ValueError("app_uid: 32 hexadecimal digits are expected")
        if self.del_index < 1:
            raise ValueError("del_index: a number from 1 on is expected")


NO_CASE = CaseRef("", 0)


@dataclass(frozen=True)
class Actor:
    """A signed-in person with their client.

    ``careful``: read the case before the write and after a clear success. A page is always
    careful; a job is not, where the call itself acts as a compare-and-set.
    ``wait``: how many seconds to wait for another write to the same case to end.
    """

    pm: Client
    me: Me
    server: str
    request_id: str = ""
    careful: bool = True
    wait: float = 3.0
    journal: Journal = field(default_factory=DirectJournal)

    @classmethod
    def of(cls, request: SignedInRequest) -> Actor:
        """Who makes this request."""
        return cls(request.pm, request.me, request.me.server_name, request.request_id)

    def hurried(self, journal: Journal) -> Actor:
        """The same person inside a job: writes go to ``journal``, clear answers are believed."""
        return replace(self, careful=False, wait=0.0, journal=journal)
