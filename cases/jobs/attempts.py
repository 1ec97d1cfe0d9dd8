"""One item, one attempt: what the outcome of a service call means for the item."""

from __future__ import annotations

import msgspec

from cases.job_states import ItemState
from cases.jobs.claims import CLAIMS_AT_MOST, READS_AT_MOST, quiet_seconds
from cases.jobs.desk import Resolution
from cases.jobs.operations import operation_of
from cases.models import AuditEvent, Job, JobItem
from cases.services.actor import Actor
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome, OutcomeKind, Remark
from cases.services.performing import perform, send_opened, settle
from cases.services.refusals import remark_of
from processmaker.errors import ProcessMakerError, SignedOut

_LONGEST_PAUSE = 60.0

_FINAL = {
    OutcomeKind.DONE: ItemState.DONE,
    OutcomeKind.SUPERSEDED: ItemState.SUPERSEDED,
    OutcomeKind.REFUSED: ItemState.FAILED,
    OutcomeKind.IN_DOUBT: ItemState.IN_DOUBT,
}


def attempt(actor: Actor, job: Job, item: JobItem, opened: AuditEvent | None = None) -> Resolution:
    """Send the item's write once; ``opened`` is its intent where that is committed already.

    Raises:
        SignedOut: the owner has to sign in again; nothing was changed.
    """
    write = operation_of(job).write(job, item)
    try:
        outcome = send_opened(actor, write, opened) if opened else perform(actor, write)
    except CaseBusy as busy:
        # All attempts together outlast the quiet period of an unanswered write.
        longest = quiet_seconds() / 4
        return later(item, busy.remark.code, busy.remark.params, longest=longest)
    except SignedOut:
        raise
    except ProcessMakerError as error:
        # Raised only where nothing was sent.
        remark = remark_of(error)
        return later(item, remark.code, remark.params)
    if outcome.kind is OutcomeKind.REFUSED and outcome.may_retry:
        return later(item, outcome.reason.code, outcome.reason.params)
    if outcome.kind is OutcomeKind.IN_DOUBT and outcome.reason.code != "unclear":
        return Resolution(ItemState.SENT, again_in=quiet_seconds())
    return final(outcome)


def recover(actor: Actor, job: Job, item: JobItem) -> Resolution:
    """Read back an item that was sent earlier and never answered; its quiet period is over.

    Raises:
        SignedOut: the owner has to sign in again.
    """
    write = operation_of(job).write(job, item)
    try:
        outcome = settle(actor, write)
    except SignedOut:
        raise
    except ProcessMakerError:
        if item.reads >= READS_AT_MOST:
            return _doubtful("unread")
        return Resolution(ItemState.SENT, again_in=_pause(item.reads))
    if outcome is not None:
        return final(outcome)
    if item.attempts >= CLAIMS_AT_MOST:
        return _doubtful("unchanged")
    return Resolution(ItemState.PLANNED)


def later(
    item: JobItem,
    code: str,
    params: dict[str, str] | None = None,
    *,
    longest: float = _LONGEST_PAUSE,
) -> Resolution:
    """Try again after a pause that grows; fail with this reason after too many attempts."""
    if item.attempts >= CLAIMS_AT_MOST:
        return Resolution(ItemState.FAILED, code, _details(Remark(code, params or {})))
    return Resolution(ItemState.PLANNED, code, again_in=min(longest, _pause(item.attempts)))


def final(outcome: Outcome) -> Resolution:
    """The final state for an outcome."""
    details = _details(outcome.reason, *outcome.warnings) | {"told": outcome.details}
    return Resolution(_FINAL[outcome.kind], outcome.reason.code, details)


def _doubtful(code: str) -> Resolution:
    return Resolution(ItemState.IN_DOUBT, code, _details(Remark(code)))


def _details(*remarks: Remark) -> dict[str, object]:
    return {"remarks": [msgspec.to_builtins(remark) for remark in remarks]}


def _pause(times: int) -> float:
    return min(_LONGEST_PAUSE, 2.0 ** max(1, times))
