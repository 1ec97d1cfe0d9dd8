"""How every write goes: lease, look, intent, one call, read-back, record.

:func:`perform` carries a write out; :func:`settle` finds out later what became of one whose
answer was lost.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from cases.models import AuditEvent
from cases.services import refusals
from cases.services.actor import Actor
from cases.services.lease import CaseBusy, case_lease
from cases.services.outcomes import Outcome, OutcomeKind, Remark, in_doubt, refused, superseded
from cases.services.submissions import once
from cases.services.write import AnyWrite, Seen, Verdict, Write
from processmaker.errors import (
    BadRequest,
    CaseMissing,
    FatalError,
    InvalidValue,
    NotesRefused,
    NotYourCase,
    ProcessMakerError,
    Refused,
    SignedOut,
    Unauthorized,
    Unreachable,
    WrongState,
)

_REFUSED_BEFORE_DOING = (NotYourCase, WrongState, CaseMissing)
"""ProcessMaker looked at the state and refused: whoever brought it about, it was not this call."""


def submit(actor: Actor, write: Write[Seen], submit_key: str) -> Outcome:
    """Carry out a form once; see :func:`perform` and ``cases.services.submissions.once``."""
    outcome = once(actor.me.cache_owner, submit_key, write.purpose, lambda: perform(actor, write))
    actor.me.cache.forget()
    return outcome


def perform(actor: Actor, write: Write[Seen]) -> Outcome:
    """Send one write and say what is true after it.

    Raises:
        CaseBusy: somebody else is at work on the case; nothing was sent.
        SignedOut: the person has to sign in again; nothing was changed.
        ProcessMakerError: the case could not be read beforehand; nothing was sent.
    """
    with case_lease(actor.server, write.ref.app_uid, actor.me.name, wait=actor.wait) as fence:
        if refusal := write.permit(actor):
            return refusal
        before = _before(actor, write)
        if before is not None and (refusal := write.check(before, actor)):
            return refusal
        event = intent_of(actor, write, fence)
        actor.journal.begin(event, actor.wait)
        return send_opened(actor, write, event, before)


def send_opened(
    actor: Actor, write: Write[Seen], event: AuditEvent, before: Seen | None = None
) -> Outcome:
    """Send one write whose case is held and whose intent is committed, and record its outcome.

    Raises:
        CaseBusy: so much time has passed that the case may not be ours any more; nothing was sent.
        SignedOut: the person has to sign in again; nothing was changed.
    """
    try:
        _check_fresh(event)
        outcome = _carry_out(actor, write, before)
    except SignedOut:
        actor.journal.finish(event, refused("signed_out"))
        raise
    except CaseBusy as busy:
        actor.journal.finish(event, refused(busy.remark.code))
        raise
    except BaseException:
        actor.journal.finish(event, in_doubt("interrupted"))
        raise
    actor.journal.finish(event, outcome)
    return outcome


def settle(actor: Actor, write: Write[Seen]) -> Outcome | None:
    """Say what became of a write that was sent earlier and never answered.

    ``None`` means that the case is as it was before: it may be sent again, provided that no
    request of the first attempt can still be running.

    Raises:
        ProcessMakerError: the case could not be read.
    """
    if not write.observable:
        return in_doubt("unclear")
    seen = write.look(actor)
    verdict = write.judge(seen, None, actor)
    if isinstance(verdict, Outcome):
        return verdict
    if verdict is Verdict.APPLIED:
        return write.success(seen, None, actor).with_warning(Remark("after_silence"))
    return None if verdict is Verdict.UNCHANGED else in_doubt("unclear")


def _before(actor: Actor, write: Write[Seen]) -> Seen | None:
    """The state before; ``None`` where these eyes may not see it, or need not."""
    if not (write.needs_before or (actor.careful and write.reads_before)):
        return None
    try:
        return write.look(actor)
    except Refused:
        return None


def intent_of(actor: Actor, write: Write[Seen], fence: int) -> AuditEvent:
    """The row that is to be committed before the call."""
    return AuditEvent(
        server=actor.server,
        user_uid=actor.me.uid,
        user_name=actor.me.name,
        action=write.action,
        app_uid=write.ref.app_uid,
        del_index=write.ref.del_index or None,
        intent=write.intent(),
        request_id=actor.request_id,
        fence=fence,
    )


def _check_fresh(event: AuditEvent) -> None:
    """Refuse to send when so much time has passed that others may take the case for free."""
    if timezone.now() - event.at > timedelta(seconds=settings.PROCESSMAKER_REQUEST_LIMIT / 2):
        raise CaseBusy("")


def _carry_out(actor: Actor, write: Write[Seen], before: Seen | None) -> Outcome:
    try:
        details = _send(actor, write, before)
    except SignedOut:
        raise
    except ProcessMakerError as error:
        return _after_error(actor, write, before, error)
    return _after_answer(actor, write, before).with_details(**details)


def _send(actor: Actor, write: Write[Seen], before: Seen | None) -> dict[str, str]:
    """Make the call; a second time only where the token had run out and nothing was done.

    A dead token and a missing permission are the same 401. The client has renewed the token
    meanwhile, and the case shows that the first call did nothing.
    """
    try:
        return write.send(actor.pm)
    except NotesRefused:
        raise
    except Unauthorized:
        # A read just before would have met the dead token itself.
        if before is not None or not _untouched(actor, write):
            raise
        return write.send(actor.pm)


def _untouched(actor: Actor, write: Write[Seen]) -> bool:
    if not write.observable:
        return True
    try:
        seen = write.look(actor)
    except Refused:
        return False
    return write.judge(seen, None, actor) is Verdict.UNCHANGED


def _after_answer(actor: Actor, write: Write[Seen], before: Seen | None) -> Outcome:
    if not write.reads_after or (write.believes_success and not actor.careful):
        return write.success(None, before, actor)
    try:
        seen = write.look(actor)
    except ProcessMakerError:
        return write.success(None, before, actor).with_warning(Remark("not_read_back"))
    verdict = write.judge(seen, before, actor)
    if isinstance(verdict, Outcome):
        return verdict
    if verdict is Verdict.UNCHANGED:
        return refused("no_effect")
    return write.success(seen, before, actor)


def _after_error(
    actor: Actor, write: Write[Seen], before: Seen | None, error: ProcessMakerError
) -> Outcome:
    refusal = _refusal(write, error)
    if _surely_not_sent(error):
        return refusal
    if not write.observable:
        unclear = in_doubt("unclear").with_warning(refusal.reason)
        return unclear if _may_be_done(error) else refusal
    try:
        seen = write.look(actor)
    except ProcessMakerError:
        return refusal if _refused_at_the_door(error) else in_doubt("unread")
    verdict = write.judge(seen, before, actor)
    if verdict is Verdict.APPLIED:
        return _done_after_all(write, write.success(seen, before, actor), error)
    return verdict if isinstance(verdict, Outcome) else _not_seen_done(verdict, error, refusal)


def _not_seen_done(verdict: Verdict, error: ProcessMakerError, refusal: Outcome) -> Outcome:
    if verdict is Verdict.UNCLEAR:
        return in_doubt("unclear")
    return in_doubt("unchanged") if _may_still_run(error) else refusal


def _done_after_all(write: AnyWrite, success: Outcome, error: ProcessMakerError) -> Outcome:
    if isinstance(error, _REFUSED_BEFORE_DOING) and not write.same_is_done:
        return superseded("moved_on")
    return success.with_warning(_after(error))


def _may_still_run(error: ProcessMakerError) -> bool:
    """Whether ProcessMaker can still be at work on the request; a PHP that died is not."""
    died = isinstance(error, FatalError) or error.status == 500
    return error.outcome_unknown and not died


def _refusal(write: Write[Seen], error: ProcessMakerError) -> Outcome:
    return Outcome(
        kind=OutcomeKind.REFUSED,
        reason=refusals.remark_of(error, write.action),
        may_retry=error.may_retry,
    )


def _surely_not_sent(error: ProcessMakerError) -> bool:
    return isinstance(error, InvalidValue | Unreachable) and not error.outcome_unknown


def _may_be_done(error: ProcessMakerError) -> bool:
    """Whether it may have been done, where nothing shows it: ProcessMaker answers 400 also where
    something fails after the work. The leaves of that error are checks before it."""
    return error.outcome_unknown or type(error) is BadRequest


def _refused_at_the_door(error: ProcessMakerError) -> bool:
    """4xx other than 400: checks that stand before the work."""
    return isinstance(error, Refused) and error.status != 400 and not error.outcome_unknown


def _after(error: ProcessMakerError) -> Remark:
    if error.outcome_unknown or not error.message:
        return Remark("after_silence")
    return Remark("after_error", {"words": error.message})
