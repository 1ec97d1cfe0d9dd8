"""What a page offers, and why not the rest."""

from types import SimpleNamespace

import pytest

from cases.services.actions import Situation, actions_for
from cases.services.truth import CaseTruth, OpenTask
from processmaker.capabilities import Capabilities
from processmaker.models import CaseStatus

WENDY, BOB = "3" * 32, "b" * 32
CAPABILITIES = Capabilities(names=frozenset({"core", "claim", "assign", "extrarest"}))


def situation(
    permissions: str = "PM_CASES",
    status: CaseStatus = CaseStatus.TO_DO,
    *,
    user: str = WENDY,
    paused: bool = False,
    others: int = 0,
) -> Situation:
    """Wendy before a case whose delegation 2 is `user`'s; `others` more are open."""
    task = OpenTask(2, "t" * 32, user, "Bob Tanner" if user == BOB else "Wendy Marsh", paused)
    more = tuple(OpenTask(3 + extra, "u" * 32, BOB, "Bob Tanner") for extra in range(others))
    over = status in (CaseStatus.COMPLETED, CaseStatus.CANCELLED)
    truth = CaseTruth("c" * 32, () if over else (task, *more), status)
    me = SimpleNamespace(uid=WENDY, can=lambda name: name in permissions.split())
    return Situation(me, CAPABILITIES, truth, truth.at(2), creator_uid=BOB)


SUPERVISOR = "PM_CASES PM_SUPERVISOR PM_REASSIGNCASE PM_CANCELCASE"


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        (situation(), {"route", "pause", "note", "trigger"}),
        (situation(user=BOB), {"note"}),
        (situation(user=""), {"claim", "note"}),
        (situation(paused=True), {"unpause", "note"}),
        (situation(status=CaseStatus.COMPLETED), {"note"}),
        (situation(status=CaseStatus.DRAFT), {"route", "pause", "note", "trigger", "delete"}),
        (situation(SUPERVISOR, user=BOB), {"pause", "reassign", "note", "status", "cancel"}),
        (situation(SUPERVISOR, user=BOB, others=1), {"pause", "reassign", "note", "status"}),
        (situation(SUPERVISOR, user=""), {"claim", "assign", "note", "status"}),
        (situation("PM_CASES PM_DELETECASE", CaseStatus.DRAFT, user=BOB), {"note", "delete"}),
    ],
)
def test_what_is_offered(now: Situation, allowed: set[str]) -> None:
    assert {action.name for action in actions_for(now) if action.allowed} == allowed


@pytest.mark.parametrize(
    ("now", "name", "reason"),
    [
        (situation(user=BOB), "claim", "Bob Tanner has already taken this case."),
        (situation(paused=True), "route", "The case is paused."),
        (situation(user=BOB), "route", "This task is not assigned to you."),
        (situation(status=CaseStatus.CANCELLED), "pause", "The case is cancelled."),
    ],
)
def test_what_is_not_possible_says_why(now: Situation, name: str, reason: str) -> None:
    (action,) = [action for action in actions_for(now) if action.name == name]
    assert action.why_not is not None
    assert action.why_not.text == reason


def test_what_a_role_can_never_do_is_not_shown() -> None:
    shown = {action.name for action in actions_for(situation()) if action.shown}
    assert not shown & {"reassign", "cancel", "assign", "status"}
