"""What a write came to, as data that can be stored, shown and compared."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.services import reasons


class OutcomeKind(StrEnum):
    """The four things that can be said about a write, with label and tone."""

    label: Promise | str
    tone: str

    def __new__(cls, word: str, label: Promise | str = "", tone: str = "") -> Self:
        kind = str.__new__(cls, word)
        kind._value_ = word
        kind.label, kind.tone = label, tone
        return kind

    DONE = "done", _("Done"), "success"
    REFUSED = "refused", _("Refused"), "danger"
    SUPERSEDED = "superseded", _("Overtaken"), "warning"
    IN_DOUBT = "in_doubt", _("In doubt"), "warning"


class Undo(msgspec.Struct, frozen=True):
    """The write that takes this one back: an action name, the delegation, and its arguments."""

    action: str
    app_uid: str
    del_index: int
    params: dict[str, str] = {}


class Remark(msgspec.Struct, frozen=True):
    """A code of ``cases.services.reasons`` with the words that belong into it."""

    code: str
    params: dict[str, str] = {}

    @property
    def text(self) -> str:
        """The sentence, in the active language."""
        return reasons.sentence(self.code, self.params)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What is true after a write.

    ``may_retry``: nothing was changed and trying again later can help. ``details`` holds what the
    caller needs to go on (the uid of a started case, the new index). ``replayed``: this is the
    stored answer to an earlier submission of the same form.
    """

    kind: OutcomeKind
    reason: Remark
    warnings: tuple[Remark, ...] = ()
    details: dict[str, str] = {}
    undo: Undo | None = None
    may_retry: bool = False
    replayed: bool = False

    @property
    def done(self) -> bool:
        """Whether the write is known to have taken effect."""
        return self.kind is OutcomeKind.DONE

    def with_details(self, **details: str) -> Outcome:
        """The same outcome with more for the caller to go on with."""
        return msgspec.structs.replace(self, details={**self.details, **details})

    def with_warning(self, warning: Remark) -> Outcome:
        """The same outcome with one more thing that the person has to know."""
        return msgspec.structs.replace(self, warnings=(*self.warnings, warning))

    @property
    def text(self) -> str:
        """The whole message for the person, in the active language."""
        return " ".join(remark.text for remark in (self.reason, *self.warnings))


def done(code: str, *warnings: Remark, undo: Undo | None = None, **params: str) -> Outcome:
    """The write took effect."""
    return Outcome(kind=OutcomeKind.DONE, reason=Remark(code, params), warnings=warnings, undo=undo)


def refused(code: str, *, may_retry: bool = False, **params: str) -> Outcome:
    """The write did not take effect, and why."""
    return Outcome(kind=OutcomeKind.REFUSED, reason=Remark(code, params), may_retry=may_retry)


def superseded(code: str, **params: str) -> Outcome:
    """Somebody else was first."""
    return Outcome(kind=OutcomeKind.SUPERSEDED, reason=Remark(code, params))


def in_doubt(code: str, **params: str) -> Outcome:
    """Nobody can say yet whether the write took effect."""
    return Outcome(kind=OutcomeKind.IN_DOUBT, reason=Remark(code, params))
