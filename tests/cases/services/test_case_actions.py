"""Each write in each state by each role: done and read back, or refused honestly."""

from collections.abc import Callable

import pytest

from cases.models import AuditEvent
from cases.services import cases
from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome
from cases.services.submissions import new_key
from tests.cases.services.conftest import People
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

Given = tuple[str, int]


def draft(office: Office) -> Given:
    return office.purchase(), 1


def unclaimed(office: Office) -> Given:
    return office.unclaimed_leave(), 2


def claimed_by_wendy(office: Office) -> Given:
    app_uid = office.unclaimed_leave()
    office.wendy.claim(app_uid, 2)
    return app_uid, 2


def paused_by_wendy(office: Office) -> Given:
    app_uid, del_index = claimed_by_wendy(office)
    office.wendy.pause(app_uid, del_index)
    return app_uid, del_index


def parallel(office: Office) -> Given:
    return office.split_purchase(), 3


def completed(office: Office) -> Given:
    return office.completed_leave(), 2


def cancelled(office: Office) -> Given:
    app_uid, del_index = claimed_by_wendy(office)
    office.silvia.cancel(app_uid)
    return app_uid, del_index


def act(action: str, actor: Actor, given: Given) -> Outcome:
    ref = CaseRef(*given)
    return getattr(cases, action)(actor, ref, submit_key=new_key())


TABLE = [
    ("claim", unclaimed, "wendy", "done", "claimed"),
    ("claim", unclaimed, "silvia", "done", "claimed"),
    ("claim", unclaimed, "bob", "refused", "not_claimable"),
    ("claim", claimed_by_wendy, "wendy", "refused", "already_yours"),
    ("claim", claimed_by_wendy, "silvia", "superseded", "claimed_by"),
    ("claim", completed, "wendy", "refused", "is_completed"),
    ("route", draft, "wendy", "done", "routed"),
    ("route", draft, "bob", "superseded", "taken"),
    ("route", unclaimed, "wendy", "refused", "is_unclaimed"),
    ("route", paused_by_wendy, "wendy", "refused", "is_paused"),
    ("route", completed, "wendy", "refused", "is_completed"),
    ("route", cancelled, "wendy", "refused", "is_cancelled"),
    ("pause", claimed_by_wendy, "wendy", "done", "paused"),
    ("pause", claimed_by_wendy, "silvia", "done", "paused"),
    ("pause", claimed_by_wendy, "bob", "refused", "not_yours"),
    ("pause", unclaimed, "silvia", "refused", "is_unclaimed"),
    ("pause", paused_by_wendy, "wendy", "refused", "is_paused"),
    ("unpause", paused_by_wendy, "wendy", "done", "unpaused"),
    ("unpause", claimed_by_wendy, "wendy", "refused", "not_paused"),
    ("cancel", claimed_by_wendy, "silvia", "done", "cancelled"),
    ("cancel", claimed_by_wendy, "wendy", "refused", "not_permitted"),
    ("cancel", draft, "silvia", "refused", "is_draft"),
    ("cancel", parallel, "silvia", "refused", "parallel"),
    ("cancel", paused_by_wendy, "silvia", "refused", "is_paused"),
    ("cancel", cancelled, "silvia", "refused", "is_cancelled"),
    ("delete", draft, "wendy", "done", "deleted"),
    ("delete", draft, "bob", "refused", "delete_not_allowed"),
    ("delete", claimed_by_wendy, "wendy", "refused", "not_draft"),
]


@pytest.mark.parametrize(("action", "state", "who", "kind", "reason"), TABLE)
def test_action_in_state_by_role(
    people: People,
    office: Office,
    action: str,
    state: Callable[[Office], Given],
    who: str,
    kind: str,
    reason: str,
) -> None:
    given = state(office)
    outcome = act(action, people(who), given)
    assert (outcome.kind, outcome.reason.code) == (kind, reason), outcome.text
    assert "Bearer" not in outcome.text
    assert not AuditEvent.objects.filter(app_uid=given[0], busy_until__isnull=False).exists()


def test_a_deleted_draft_is_gone(people: People, office: Office) -> None:
    wendy, (app_uid, index) = people("wendy"), draft(office)
    act("delete", wendy, (app_uid, index))
    assert act("delete", wendy, (app_uid, index)).reason.code == "case_missing"


def test_reassign_by_a_supervisor_tells_the_new_index_and_the_way_back(
    people: People, office: Office
) -> None:
    silvia, wendy = people("silvia"), people("wendy")
    app_uid, index = claimed_by_wendy(office)
    outcome = cases.reassign(
        silvia,
        CaseRef(app_uid, index),
        source_uid=wendy.me.uid,
        target_uid=silvia.me.uid,
        target_name="Silvia Ortega",
        submit_key=new_key(),
    )
    assert outcome.done
    assert outcome.text == "The case is reassigned to Silvia Ortega."
    assert outcome.details["del_index"] == "3"
    assert outcome.undo is not None
    back = cases.reassign(
        silvia,
        CaseRef(app_uid, outcome.undo.del_index),
        **outcome.undo.params,
        submit_key=new_key(),
    )
    assert back.done
    assert back.details["del_index"] == "4"


def test_reassign_without_the_permission_is_refused(people: People, office: Office) -> None:
    wendy, silvia = people("wendy"), people("silvia")
    outcome = cases.reassign(
        wendy,
        CaseRef(*claimed_by_wendy(office)),
        source_uid=wendy.me.uid,
        target_uid=silvia.me.uid,
        submit_key=new_key(),
    )
    assert (outcome.kind, outcome.reason.code) == ("refused", "not_permitted")


def test_pause_and_unpause_undo_each_other(people: People, office: Office) -> None:
    wendy, given = people("wendy"), claimed_by_wendy(office)
    paused = act("pause", wendy, given)
    assert paused.undo is not None
    unpaused = act(paused.undo.action, wendy, (given[0], paused.undo.del_index))
    assert unpaused.undo is not None
    assert unpaused.undo.del_index == 3
    assert act(unpaused.undo.action, wendy, (given[0], 3)).done


def test_route_says_who_comes_next(people: People, office: Office) -> None:
    given = claimed_by_wendy(office)
    office.wendy.set(given[0], given[1], decision="approve")
    outcome = act("route", people("wendy"), given)
    assert outcome.text.startswith("The case goes on: ")


def test_each_write_leaves_its_intent_and_outcome(
    people: People, office: Office, sandbox: SandboxProcess
) -> None:
    wendy, given = people("wendy"), unclaimed(office)
    act("claim", wendy, given)
    event = AuditEvent.objects.get(app_uid=given[0])
    assert (event.action, event.user_uid, event.del_index) == ("claim", wendy.me.uid, 2)
    assert (event.outcome, event.reason) == ("done", "claimed")
    assert event.finished_at is not None
