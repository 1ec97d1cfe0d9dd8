"""What a page calls to move a case: one function an action, each once for a submitted form.

All raise ``CaseBusy`` where somebody is at work on the case, ``SignedOut`` where the person has
to sign in again, ``ValueError`` for a submit key of another form, and ``ProcessMakerError`` where
the case could not be read beforehand; nothing has been sent then. Whatever happens after the
call was sent is told by the outcome.
"""

from __future__ import annotations

from typing import Literal

from cases.services.actor import Actor, CaseRef
from cases.services.ending import Cancel, Delete, SetStatus
from cases.services.holding import Assign, Claim, Reassign, assign_route, claim_route
from cases.services.moving import Pause, Route, Unpause
from cases.services.outcomes import Outcome
from cases.services.performing import submit


def claim(actor: Actor, ref: CaseRef, *, submit_key: str) -> Outcome:
    """Take a self-service task."""
    return submit(actor, Claim(ref, route=claim_route(actor.me.capabilities)), submit_key)


def assign(
    actor: Actor,
    ref: CaseRef,
    *,
    target_uid: str,
    target_name: str = "",
    note: str = "",
    submit_key: str,
) -> Outcome:
    """Give a task that nobody has claimed to somebody who may have it."""
    write = Assign(
        ref,
        route=assign_route(actor.me.capabilities),
        target_uid=target_uid,
        target_name=target_name,
        note=note,
    )
    return submit(actor, write, submit_key)


def route(actor: Actor, ref: CaseRef, *, submit_key: str) -> Outcome:
    """Finish the task and send the case on."""
    return submit(actor, Route(ref), submit_key)


def pause(
    actor: Actor,
    ref: CaseRef,
    *,
    until_date: str = "",
    until_time: str = "",
    note: str = "",
    notify: bool = False,
    submit_key: str,
) -> Outcome:
    """Pause a task until ``YYYY-MM-DD`` and ``HH:MM`` of the server's zone, or without end."""
    write = Pause(ref, until_date=until_date, until_time=until_time, note=note, notify=notify)
    return submit(actor, write, submit_key)


def unpause(actor: Actor, ref: CaseRef, *, submit_key: str) -> Outcome:
    """Make a paused task active again; ``details`` hold its new ``del_index``."""
    return submit(actor, Unpause(ref), submit_key)


def reassign(
    actor: Actor,
    ref: CaseRef,
    *,
    source_uid: str,
    target_uid: str,
    target_name: str = "",
    note: str = "",
    notify: bool = False,
    submit_key: str,
) -> Outcome:
    """Take a task from ``source_uid``, who must still hold it; ``details`` hold its new index."""
    write = Reassign(
        ref,
        source_uid=source_uid,
        target_uid=target_uid,
        target_name=target_name,
        note=note,
        notify=notify,
    )
    return submit(actor, write, submit_key)


def cancel(
    actor: Actor, ref: CaseRef, *, note: str = "", notify: bool = False, submit_key: str
) -> Outcome:
    """Cancel a case for good."""
    return submit(actor, Cancel(ref, note=note, notify=notify), submit_key)


def delete(actor: Actor, ref: CaseRef, *, submit_key: str) -> Outcome:
    """Delete a draft."""
    return submit(actor, Delete(ref), submit_key)


def set_status(
    actor: Actor, ref: CaseRef, status: Literal["TO_DO", "DRAFT"], *, submit_key: str
) -> Outcome:
    """Set TO_DO or DRAFT, where the server has extraRest."""
    return submit(actor, SetStatus(ref, status=status), submit_key)
