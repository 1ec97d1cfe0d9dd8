"""Double click, two tabs, the back button: a form is carried out once.

Every form holds a submit key. The first submission claims it; a second one with the same key
waits for the first and is answered with its result.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Callable
from datetime import timedelta

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import SubmitKey
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome, in_doubt
from processmaker.errors import ProcessMakerError

_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_POLL = 0.1
KEPT = timedelta(days=2)


def new_key() -> str:
    """A key for a form that is about to be drawn."""
    return secrets.token_urlsafe(12)


def once(owner: str, key: str, purpose: str, write: Callable[[], Outcome]) -> Outcome:
    """Carry out ``write``, or return what it came to when this form was sent before.

    ``owner`` tells the person from all others, in all workspaces (`Me.cache_owner`); ``purpose``
    names action and case, so that a key of one form is worth nothing in another.

    Raises:
        ValueError: the key is malformed or belongs to another form.
        CaseBusy: the first submission is still under way.
    """
    if not _KEY.fullmatch(key):
        raise ValueError("submit_key: the form is incomplete; load the page again")
    try:
        with transaction.atomic():
            row = SubmitKey.objects.create(user_uid=_print(owner), key=key, purpose=purpose)
    except IntegrityError:
        return _first_result(owner, key, purpose)
    try:
        outcome = write()
    except (CaseBusy, ProcessMakerError, ValueError):
        # These are raised only where nothing was sent: the same form may be sent again.
        row.delete()
        raise
    except BaseException:
        _keep(row, in_doubt("interrupted"))
        raise
    return _keep(row, outcome)


def earlier(owner: str, key: str) -> Outcome | None:
    """What a form came to that was sent with this key before; ``None`` if none was.

    Raises:
        CaseBusy: the first submission is still under way.
    """
    row = SubmitKey.objects.filter(user_uid=_print(owner), key=key).first()
    return _first_result(owner, key, row.purpose) if row else None


def was_sent(owner: str, key: str) -> bool:
    """Whether a form was sent with this key before."""
    return SubmitKey.objects.filter(user_uid=_print(owner), key=key).exists()


def _print(owner: str) -> str:
    """As long as the uid of a person, and another one in each workspace."""
    return hashlib.sha256(owner.encode()).hexdigest()[:32]


def _keep(row: SubmitKey, outcome: Outcome) -> Outcome:
    row.outcome = msgspec.to_builtins(outcome)
    row.save(update_fields=["outcome"])
    return outcome


def _first_result(owner: str, key: str, purpose: str) -> Outcome:
    give_up = time.monotonic() + settings.PROCESSMAKER_REQUEST_LIMIT / 4
    while True:
        row = SubmitKey.objects.filter(user_uid=_print(owner), key=key).first()
        if row is None:
            raise CaseBusy("")
        if row.purpose != purpose:
            raise ValueError("submit_key: it belongs to another form; load the page again")
        if row.outcome is not None:
            outcome = msgspec.convert(row.outcome, Outcome)
            return msgspec.structs.replace(outcome, replayed=True)
        if _abandoned(row):
            return in_doubt("interrupted")
        if time.monotonic() > give_up:
            raise CaseBusy("")
        time.sleep(_POLL)


def _abandoned(row: SubmitKey) -> bool:
    age = (timezone.now() - row.at).total_seconds()
    return age > 2 * settings.PROCESSMAKER_REQUEST_LIMIT


def forget_old() -> int:
    """Delete keys of forms that nobody can have open any more; return how many."""
    return SubmitKey.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
