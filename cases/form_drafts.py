"""Drafts of forms: kept as one types, found again after a reload, a crash, an expired session.

A form is drawn with a print of the case's values (`prints_of`); a draft and a submitted form bring
it back. Where the case's values differ from it by then, somebody changed them meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from cryptography.fernet import InvalidToken
from django.core import signing
from django.http import QueryDict
from django.utils import timezone

from accounts.vault import seal_text, unseal_text
from cases.dynaform import DynaForm
from cases.dynaform.values import as_json, as_shown
from cases.models import FormDraft

KEPT: Final = timedelta(days=14)
LARGEST: Final = 512_000
"""Characters of a draft: more than any form that a person fills in."""

TICKET: Final = "draft_ticket"
"""The field of a form that says where its draft belongs, whoever is signed in when it is sent."""

NOT_KEPT: Final = ("csrfmiddlewaretoken", "submit_key", "go", TICKET)


@dataclass(frozen=True)
class Place:
    """Whose draft, and of which step of which delegation."""

    server: str
    user_uid: str
    app_uid: str
    del_index: int
    step: str

    def lookup(self) -> dict[str, Any]:
        """The fields by which the row of a draft is found."""
        return {
            "server": self.server,
            "user_uid": self.user_uid,
            "app_uid": self.app_uid,
            "del_index": self.del_index,
            "step": self.step,
        }


@dataclass(frozen=True)
class Draft:
    """What was typed, and when."""

    typed: QueryDict
    at: datetime


@dataclass(frozen=True)
class Difference:
    """A field whose value in the case changed while it was filled in here."""

    label: str
    theirs: str
    mine: str


def ticket_of(place: Place) -> str:
    """A signed name of the place, drawn with the form: with it a draft can be kept and not read."""
    return signing.dumps(asdict(place), salt=TICKET)


def place_of_ticket(ticket: str) -> Place | None:
    """The place that a ticket names; None where it is none of ours, or too old."""
    try:
        return Place(**signing.loads(ticket, salt=TICKET, max_age=KEPT))
    except signing.BadSignature:
        return None


def keep(place: Place, posted: QueryDict) -> datetime:
    """Keep what was typed in place of what was kept before.

    Raises:
        ValueError: it is larger than any form.
    """
    typed = posted.copy()
    for name in NOT_KEPT:
        typed.pop(name, None)
    text = typed.urlencode()
    if len(text) > LARGEST:
        raise ValueError("draft: too large to be kept")
    now = timezone.now()
    FormDraft.objects.update_or_create(
        **place.lookup(), defaults={"sealed": seal_text(text), "at": now}
    )
    return now


def find(place: Place) -> Draft | None:
    """The draft, if there is one that can still be read."""
    row = FormDraft.objects.filter(**place.lookup(), at__gt=timezone.now() - KEPT).first()
    if row is None:
        return None
    try:
        return Draft(QueryDict(unseal_text(row.sealed)), row.at)
    except InvalidToken:
        return None


def discard(place: Place) -> None:
    """Forget the draft of this step, and whatever has been kept for too long."""
    FormDraft.objects.filter(**place.lookup()).delete()
    FormDraft.objects.filter(at__lt=timezone.now() - KEPT).delete()


def prints_of(form: DynaForm) -> str:
    """What the case holds for each field of a form, as short prints: JSON by names."""
    held = form.context.variables
    names = [*form.main.fields, *form.grids]
    prints = {name: _print(held.get(name)) for name in names}
    return msgspec.json.encode(prints).decode()


def differences(form: DynaForm, base: str, typed: Mapping[str, str]) -> list[Difference]:
    """The fields that changed in the case since `base`, where it differs from what was typed."""
    then = _read_prints(base)
    held = form.context.variables
    found = [
        Difference(
            form.main.controls[name].title,
            as_shown(held.get(name)),
            typed.get(form.main.add_prefix(name), ""),
        )
        for name in form.main.fields
        if then.get(name, _print(held.get(name))) != _print(held.get(name))
    ]
    rows = [
        Difference(grid.control.title, "", "")
        for name, grid in form.grids.items()
        if then.get(name, _print(held.get(name))) != _print(held.get(name))
    ]
    return [one for one in found if one.theirs != one.mine] + rows


def _print(value: object) -> str:
    return hashlib.sha256(as_json(value).encode()).hexdigest()[:12]


def _read_prints(base: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(base or "{}", type=dict[str, str])
    except msgspec.DecodeError:
        return {}
