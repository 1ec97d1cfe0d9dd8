"""One write at a time for a case.

ProcessMaker serialises nothing: two routes at once double the case. So every write holds a lease
on (server, app_uid). The open row in the journal (cases.services.journal) stands behind it, for
the moment in which a lease store has forgotten what it held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings

from cases.services.outcomes import Remark
from pmdash.web.leases import Lease, LeaseTaken, acquire_many, lease


class CaseBusy(Exception):
    """Somebody is writing to this case at this moment; nothing was sent.

    Attributes:
        who: the name of the person who is at work; empty where it is not known.
        remark: the sentence to show.
    """

    def __init__(self, who: str, *, unanswered: bool = False) -> None:
        super().__init__(who)
        self.who = who
        self.remark = _remark(who, unanswered)


def _remark(who: str, unanswered: bool) -> Remark:
    if unanswered:
        return Remark("unanswered")
    return Remark("busy", {"who": who}) if who else Remark("busy_somebody")


@contextmanager
def case_lease(server: str, app_uid: str, who: str, *, wait: float) -> Iterator[int]:
    """Hold the case for the length of the block; gives the fencing number.

    ``who`` is told to those who find it taken. A case that does not exist yet needs no lease.

    Raises:
        CaseBusy: somebody else holds it for longer than ``wait`` seconds.
    """
    if not app_uid:
        yield 0
        return
    seconds = settings.PROCESSMAKER_REQUEST_LIMIT
    try:
        with lease(_name(server, app_uid), seconds=seconds, wait=wait, holder=who) as held:
            yield held.fence
    except LeaseTaken as taken:
        raise CaseBusy(taken.holder) from taken


def case_leases(server: str, app_uids: Iterable[str], who: str) -> dict[str, Lease]:
    """Take many cases at once; those that somebody else holds are missing.

    The caller gives them back with ``release_many``.
    """
    names = {_name(server, app_uid): app_uid for app_uid in app_uids}
    seconds = settings.PROCESSMAKER_REQUEST_LIMIT
    held = acquire_many(list(names), seconds=seconds, holder=who)
    return {names[name]: one for name, one in held.items()}


def _name(server: str, app_uid: str) -> str:
    return f"case:{hashlib.sha256(server.encode()).hexdigest()[:12]}:{app_uid}"
