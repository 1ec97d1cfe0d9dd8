"""From the name of an action to the service that carries it out."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import BadRequest

from cases.services import cases, notes, triggers
from cases.services.actor import Actor, CaseRef
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome, OutcomeKind

Arguments = Mapping[str, Any]

_SERVICES: Final[dict[str, Callable[..., Outcome]]] = {
    "claim": cases.claim,
    "route": cases.route,
    "pause": cases.pause,
    "unpause": cases.unpause,
    "reassign": cases.reassign,
    "assign": cases.assign,
    "cancel": cases.cancel,
    "delete": cases.delete,
    "status": cases.set_status,
    "note": notes.add_note,
    "trigger": triggers.execute_trigger,
}
NAMES: Final = frozenset(_SERVICES)


def run(actor: Actor, ref: CaseRef, action: str, arguments: Arguments, submit_key: str) -> Outcome:
    """Carry out an action once; raises as :func:`told` does."""
    service = _SERVICES[action]
    return told(lambda: service(actor, ref, **arguments, submit_key=submit_key))


def told(write: Callable[[], Outcome]) -> Outcome:
    """What a write came to; somebody else at work on the case is a refusal that may be retried.

    Raises:
        BadRequest: the submit key is none of this form.
        ProcessMakerError: the case could not be read beforehand; nothing was sent.
    """
    try:
        return write()
    except CaseBusy as busy:
        return Outcome(kind=OutcomeKind.REFUSED, reason=busy.remark, may_retry=True)
    except ValueError as error:
        if not str(error).startswith("submit_key"):
            raise
        raise BadRequest(str(error)) from error
