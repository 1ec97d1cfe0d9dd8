"""What a person may do with a delegation at this moment, as data for templates.

ProcessMaker decides when it is done; this says beforehand what it will most likely answer, with
the reason for each action that is not possible now. Pure: no I/O.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.people import Me
from cases.services.outcomes import Remark
from cases.services.truth import CaseTruth, OpenTask
from processmaker.capabilities import Capabilities
from processmaker.models import CaseStatus


@dataclass(frozen=True)
class Situation:
    """What the actions are judged by. ``creator_uid`` is who started the case."""

    me: Me
    capabilities: Capabilities
    truth: CaseTruth
    task: OpenTask | None
    creator_uid: str = ""

    @property
    def mine(self) -> bool:
        """Whether I hold the task."""
        return self.task is not None and self.task.user_uid == self.me.uid

    def may(self, *permissions: str) -> bool:
        """Whether my role holds one of these."""
        return any(self.me.can(permission) for permission in permissions)


@dataclass(frozen=True)
class Action:
    """One action. ``why_not`` is ``None`` where it is possible; ``shown`` is false where it could
    never be, whatever happens to the case; ``key`` is its keyboard shortcut."""

    name: str
    label: Promise
    key: str
    shown: bool = True
    why_not: Remark | None = None

    @property
    def allowed(self) -> bool:
        """Whether to offer it now."""
        return self.shown and self.why_not is None


def _open(now: Situation) -> str:
    if not now.truth.exists:
        return "case_missing"
    if now.truth.status is CaseStatus.COMPLETED:
        return "is_completed"
    if now.truth.status is CaseStatus.CANCELLED:
        return "is_cancelled"
    return "" if now.task else "not_open"


def _active(now: Situation) -> str:
    return _open(now) or ("is_paused" if now.task and now.task.paused else "")


def _claimed(now: Situation) -> str:
    return _active(now) or ("" if now.task and now.task.user_uid else "is_unclaimed")


def _unclaimed(now: Situation) -> str:
    if reason := _active(now):
        return reason
    if now.mine:
        return "already_yours"
    return "claimed_by" if now.task and now.task.user_uid else ""


def _held(now: Situation) -> str:
    return _claimed(now) or ("" if now.mine else "not_yours")


def _held_or_supervised(now: Situation) -> str:
    return _claimed(now) or ("" if now.mine or now.may("PM_SUPERVISOR") else "not_yours")


def _paused(now: Situation) -> str:
    if reason := _open(now):
        return reason
    if now.task is None or not now.task.paused:
        return "not_paused"
    return "" if now.mine or now.may("PM_SUPERVISOR") else "not_yours"


def _cancellable(now: Situation) -> str:
    if now.truth.status is CaseStatus.DRAFT:
        return "is_draft"
    if reason := _held_or_supervised(now):
        return reason
    return "parallel" if len(now.truth.open_tasks) > 1 else ""


def _deletable(now: Situation) -> str:
    if reason := _open(now):
        return reason
    if now.truth.status is not CaseStatus.DRAFT:
        return "not_draft"
    own = now.me.uid in (now.creator_uid, now.task.user_uid if now.task else "")
    return "" if own or now.may("PM_DELETECASE") else "delete_not_allowed"


def _always(now: Situation) -> str:
    return "" if now.truth.exists else "case_missing"


def _everybody(now: Situation) -> bool:
    return True


@dataclass(frozen=True)
class _Rule:
    name: str
    label: Promise
    key: str
    why_not: Callable[[Situation], str]
    shown: Callable[[Situation], bool] = _everybody


_RULES = (
    _Rule("claim", _("Claim"), "c", _unclaimed, lambda now: not now.mine),
    _Rule("route", _("Continue"), "Control+Enter", _held),
    _Rule("pause", _("Pause"), "p", _held_or_supervised),
    _Rule("unpause", _("Unpause"), "p", _paused),
    _Rule(
        "reassign",
        _("Reassign"),
        "r",
        _claimed,
        lambda now: now.may("PM_REASSIGNCASE", "PM_REASSIGNCASE_SUPERVISOR"),
    ),
    _Rule(
        "assign",
        _("Claim for somebody"),
        "",
        _unclaimed,
        lambda now: (
            now.may("PM_SUPERVISOR")
            and (now.capabilities.has("assign") or now.capabilities.extrarest)
        ),
    ),
    _Rule("note", _("Add note"), "m", _always),
    _Rule("trigger", _("Execute a trigger"), "", _held),
    _Rule(
        "status",
        _("Change the status"),
        "",
        _active,
        lambda now: now.capabilities.extrarest and now.may("PM_SUPERVISOR"),
    ),
    _Rule(
        "cancel",
        _("Cancel case"),
        "",
        _cancellable,
        lambda now: now.may("PM_CANCELCASE"),
    ),
    _Rule("delete", _("Delete"), "", _deletable),
)


def actions_for(situation: Situation) -> tuple[Action, ...]:
    """All actions in the order in which they are offered."""
    return tuple(_judged(rule, situation) for rule in _RULES)


def _judged(rule: _Rule, now: Situation) -> Action:
    code = rule.why_not(now)
    who = {"who": now.task.user_name} if now.task else {}
    return Action(
        name=rule.name,
        label=rule.label,
        key=rule.key,
        shown=rule.shown(now),
        why_not=Remark(code, who if code == "claimed_by" else {}) if code else None,
    )
