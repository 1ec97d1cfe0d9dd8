"""Each action in each state by each role: done and read back, or refused and nothing changed."""

import inspect
from collections.abc import Callable
from typing import Any, Final

import pytest

from cases.models import AuditEvent
from cases.services import cases, notes, triggers
from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome, OutcomeKind
from cases.services.reasons import DONE, REFUSED, SUPERSEDED
from cases.services.submissions import new_key
from cases.views.actions_run import NAMES
from tests.cases import case_states
from tests.cases.services.conftest import People
from tests.support.office import Office, Worker

Seen = tuple[str, tuple[tuple[str, str, str], ...]]

ROLES: Final = ("wendy", "silvia", "chloe", "admin")
"""Who holds the task (in the parallel case somebody else does), a supervisor of the process, an
operator who takes no part, an administrator who takes none."""
UNSEEN: Final = frozenset({"note_added", "trigger_run"})
"""What is done without a trace in status and open tasks."""

# The reason of each outcome, in the order of ROLES.
HELD: Final = """
    claim     already_yours       claimed_by          claimed_by          claimed_by
    route     routed              taken               taken               taken
    pause     paused              paused              not_yours           not_yours
    unpause   not_paused          not_paused          not_paused          not_paused
    reassign  not_permitted       reassigned          not_permitted       reassigned
    assign    claimed_by          claimed_by          claimed_by          claimed_by
    note      note_added          note_added          note_added          note_added
    trigger   trigger_run         taken               taken               taken
    status    no_effect           no_effect           not_yours           not_yours
"""
ENDED: Final = """
    claim     {ended}             {ended}             moved_on            moved_on
    route     {ended}             {ended}             moved_on            moved_on
    pause     {ended}             {ended}             moved_on            moved_on
    unpause   {ended}             {ended}             moved_on            moved_on
    reassign  {ended}             {ended}             moved_on            moved_on
    assign    {ended}             {ended}             moved_on            moved_on
    note      note_added          note_added          note_added          note_added
    trigger   {ended}             {ended}             moved_on            moved_on
    status    {ended}             {ended}             moved_on            moved_on
    cancel    {ended}             {ended}             moved_on            moved_on
    delete    not_draft           not_draft           delete_not_allowed  not_draft
"""
TABLE: Final = {
    "draft": HELD
    + """\
        cancel    is_draft            is_draft            not_permitted       is_draft
        delete    deleted             delete_not_allowed  delete_not_allowed  deleted
    """,
    "unclaimed": """
        claim     claimed             claimed             not_claimable       not_claimable
        route     is_unclaimed        is_unclaimed        is_unclaimed        is_unclaimed
        pause     is_unclaimed        is_unclaimed        is_unclaimed        is_unclaimed
        unpause   not_paused          not_paused          not_paused          not_paused
        reassign  is_unclaimed        is_unclaimed        is_unclaimed        is_unclaimed
        assign    assigned            assigned            assigned            assigned
        note      note_added          note_added          note_added          note_added
        trigger   is_unclaimed        is_unclaimed        is_unclaimed        is_unclaimed
        status    not_yours           no_effect           not_yours           not_yours
        cancel    not_permitted       cancelled           not_permitted       cancelled
        delete    delete_not_allowed  not_draft           delete_not_allowed  not_draft
    """,
    "claimed": HELD
    + """\
        cancel    not_permitted       cancelled           not_permitted       cancelled
        delete    not_draft           not_draft           delete_not_allowed  not_draft
    """,
    "paused": """
        claim     already_yours       claimed_by          moved_on            moved_on
        route     is_paused           is_paused           moved_on            moved_on
        pause     is_paused           is_paused           moved_on            moved_on
        unpause   unpaused            unpaused            moved_on            moved_on
        reassign  not_permitted       source_lost         moved_on            moved_on
        assign    claimed_by          claimed_by          moved_on            moved_on
        note      note_added          note_added          note_added          note_added
        trigger   is_paused           is_paused           moved_on            moved_on
        status    no_effect           no_effect           moved_on            moved_on
        cancel    is_paused           is_paused           moved_on            moved_on
        delete    not_draft           not_draft           delete_not_allowed  not_draft
    """,
    "parallel": """
        claim     claimed_by          claimed_by          claimed_by          claimed_by
        route     taken               taken               taken               taken
        pause     not_yours           paused              not_yours           not_yours
        unpause   not_paused          not_paused          not_paused          not_paused
        reassign  not_permitted       reassigned          not_permitted       reassigned
        assign    claimed_by          claimed_by          claimed_by          claimed_by
        note      note_added          note_added          note_added          note_added
        trigger   taken               taken               taken               taken
        status    missing_permission  no_effect           not_yours           not_yours
        cancel    parallel            parallel            parallel            parallel
        delete    not_draft           not_draft           delete_not_allowed  not_draft
    """,
    "completed": ENDED.format(ended="is_completed"),
    "cancelled": ENDED.format(ended="is_cancelled"),
}
KINDS: Final = {
    **dict.fromkeys(DONE, OutcomeKind.DONE),
    **dict.fromkeys(REFUSED, OutcomeKind.REFUSED),
    **dict.fromkeys(SUPERSEDED, OutcomeKind.SUPERSEDED),
}


def expected(state: str, who: str) -> dict[str, str]:
    """The reason for each action."""
    rows = (line.split() for line in TABLE[state].strip().splitlines())
    return {action: reasons[ROLES.index(who)] for action, *reasons in rows}


def seen(worker: Worker, app_uid: str) -> Seen:
    """Status and open tasks, as somebody on the case sees them; nothing of one that is gone."""
    try:
        case = worker.call("GET", f"/cases/{app_uid}")
    except AssertionError:
        return "", ()
    tasks = (
        (str(task["del_index"]), task["usr_uid"], task["del_thread_status"])
        for task in case["current_task"]
    )
    return case["app_status"], tuple(tasks)


class Case:
    """A case in one state, and what actions on it are called with."""

    def __init__(self, admin: Actor, office: Office, state: str) -> None:
        given: case_states.Given = getattr(case_states, state)(office)
        if state == "claimed":
            office.wendy.set(*given, decision="approve")
        self.ref = CaseRef(*given)
        self.worker = office.bob if state == "unclaimed" else office.wendy
        case = self.worker.call("GET", f"/cases/{self.ref.app_uid}")
        uids = {user.username: user.uid for user in admin.pm.users.all({"limit": 100})}
        holders = {int(task["del_index"]): task["usr_uid"] for task in case["current_task"]}
        holder = holders.get(self.ref.del_index) or uids["wendy"]
        target = uids["lars"] if holder == uids["jun"] else uids["jun"]
        self.arguments: dict[str, dict[str, Any]] = {
            "reassign": {"source_uid": holder, "target_uid": target},
            "assign": {"target_uid": target},
            "status": {"status": "TO_DO" if state == "draft" else "DRAFT"},
            "note": {"text": "Asked in the warehouse"},
            "trigger": {"trigger_uid": admin.pm.projects.triggers(case["pro_uid"])[0].uid},
        }

    def seen(self) -> Seen:
        return seen(self.worker, self.ref.app_uid)


def act(action: str, actor: Actor, case: Case) -> Outcome:
    others: dict[str, Callable[..., Outcome]] = {
        "note": notes.add_note,
        "trigger": triggers.execute_trigger,
        "status": cases.set_status,
    }
    service = others.get(action) or getattr(cases, action)
    return service(actor, case.ref, submit_key=new_key(), **case.arguments.get(action, {}))


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("state", TABLE)
def test_every_action(people: People, office: Office, state: str, who: str) -> None:
    actor, admin = people(who), people("admin")
    case = Case(admin, office, state)
    for action, reason in expected(state, who).items():
        before = case.seen()

        outcome = act(action, actor, case)

        told = f"{action}: {outcome.text}"
        assert (outcome.kind, outcome.reason.code) == (KINDS[reason], reason), told
        assert "Bearer" not in outcome.text
        changed = outcome.done and reason not in UNSEEN
        assert (case.seen() != before) == changed, told
        if outcome.done:
            case = Case(admin, office, state)
    assert not AuditEvent.objects.filter(busy_until__isnull=False).exists()


def test_the_table_names_every_action_and_every_state() -> None:
    states = {name for name, state in vars(case_states).items() if inspect.isfunction(state)}
    assert states - {"post", "toast", "decided"} == set(TABLE)
    assert all(set(expected(state, "wendy")) == NAMES for state in TABLE)
