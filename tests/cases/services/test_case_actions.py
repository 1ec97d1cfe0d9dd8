"""What writes to cases tell besides their outcome: indexes, ways back, who comes next."""

from cases.models import AuditEvent
from cases.services import cases
from cases.services.actor import Actor, CaseRef
from cases.services.outcomes import Outcome
from cases.services.submissions import new_key
from tests.cases.case_states import Given, claimed, draft, unclaimed
from tests.cases.services.conftest import People
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess


def act(action: str, actor: Actor, given: Given) -> Outcome:
    ref = CaseRef(*given)
    return getattr(cases, action)(actor, ref, submit_key=new_key())


def test_a_deleted_draft_is_gone(people: People, office: Office) -> None:
    wendy, (app_uid, index) = people("wendy"), draft(office)
    act("delete", wendy, (app_uid, index))
    assert act("delete", wendy, (app_uid, index)).reason.code == "case_missing"


def test_reassign_by_a_supervisor_tells_the_new_index_and_the_way_back(
    people: People, office: Office
) -> None:
    silvia, wendy = people("silvia"), people("wendy")
    app_uid, index = claimed(office)
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
        CaseRef(*claimed(office)),
        source_uid=wendy.me.uid,
        target_uid=silvia.me.uid,
        submit_key=new_key(),
    )
    assert (outcome.kind, outcome.reason.code) == ("refused", "not_permitted")


def test_pause_and_unpause_undo_each_other(people: People, office: Office) -> None:
    wendy, given = people("wendy"), claimed(office)
    paused = act("pause", wendy, given)
    assert paused.undo is not None
    unpaused = act(paused.undo.action, wendy, (given[0], paused.undo.del_index))
    assert unpaused.undo is not None
    assert unpaused.undo.del_index == 3
    assert act(unpaused.undo.action, wendy, (given[0], 3)).done


def test_route_says_who_comes_next(people: People, office: Office) -> None:
    given = claimed(office)
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
