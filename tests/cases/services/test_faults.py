"""Whatever answer comes, or none: a write is sent once, and what is said of it is true."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cases.models import AuditEvent
from cases.services import cases, notes, triggers, variables
from cases.services.actor import CaseRef
from cases.services.journal import DirectJournal
from cases.services.lease import CaseBusy
from cases.services.submissions import new_key
from tests.cases.services.conftest import SHORT, People
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

ROUTE = "/cases/*/route-case"
REASSIGN = "/cases/*/reassign-case"


HANG = 60


def deadline(fault: str) -> dict[str, float]:
    """A short one where no answer comes."""
    return {"deadline": SHORT} if "hang" in fault else {}


def writes(sandbox: SandboxProcess, ref: CaseRef, path: str) -> list[dict[str, object]]:
    """The accepted writes to a delegation whose path ends so."""
    return [
        entry
        for entry in sandbox.ledger()
        if (entry["case"], entry["del_index"] or ref.del_index) == (ref.app_uid, ref.del_index)
        and str(entry["path"]).endswith(path)
    ]


@pytest.mark.parametrize(
    ("fault", "warning"),
    [
        ("applied_then_400", "after_error"),
        ("applied_then_fatal", "after_silence"),
        ("applied_then_hang", "after_silence"),
        ("applied_then_reset", "after_silence"),
    ],
)
def test_what_was_applied_is_said_to_be_done(
    people: People, mine: CaseRef, sandbox: SandboxProcess, fault: str, warning: str
) -> None:
    sandbox.fault(fault, path=ROUTE, method="PUT", times=1, seconds=HANG)
    outcome = cases.route(people("wendy", **deadline(fault)), mine, submit_key=new_key())
    assert (outcome.kind, outcome.reason.code) == ("done", "routed")
    assert [remark.code for remark in outcome.warnings] == [warning]
    assert len(writes(sandbox, mine, "route-case")) == 1


@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        ("error_500_null", "refused", "server_fault"),
        ("fatal_200", "refused", "server_fault"),
        ("error_503_json", "in_doubt", "unchanged"),
        ("hang", "in_doubt", "unchanged"),
        ("reset_before_body", "in_doubt", "unchanged"),
        ("empty_200", "refused", "no_effect"),
        ("html_200", "in_doubt", "unchanged"),
        ("redirect_to_login", "in_doubt", "unchanged"),
        ("token_in_error", "refused", "not_yours"),
        ("rate_limited_429", "refused", "rate_limited"),
    ],
)
def test_what_was_not_applied_is_not_said_to_be_done(
    people: People, mine: CaseRef, sandbox: SandboxProcess, fault: str, kind: str, reason: str
) -> None:
    sandbox.fault(fault, path=ROUTE, method="PUT", times=1, seconds=HANG)
    outcome = cases.route(people("wendy", **deadline(fault)), mine, submit_key=new_key())
    assert (outcome.kind, outcome.reason.code) == (kind, reason), outcome.text
    assert "Bearer" not in outcome.text
    assert writes(sandbox, mine, "route-case") == []


def test_a_case_whose_write_is_unanswered_is_left_alone_until_it_cannot_run_any_more(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    wendy = people("wendy", **deadline("hang"))
    sandbox.fault("hang", path=ROUTE, method="PUT", times=1, seconds=HANG)
    assert cases.route(wendy, mine, submit_key=new_key()).kind == "in_doubt"
    with pytest.raises(CaseBusy) as busy:
        cases.route(wendy, mine, submit_key=new_key())
    assert busy.value.remark.code == "unanswered"
    AuditEvent.objects.update(busy_until="2020-01-01T00:00:00Z")
    assert cases.route(wendy, mine, submit_key=new_key()).done
    assert len(writes(sandbox, mine, "route-case")) == 1


class Delayed(DirectJournal):
    """The writer is held up for long after its intent was recorded."""

    def begin(self, event: AuditEvent, wait: float) -> None:
        super().begin(event, wait)
        event.at -= timedelta(hours=1)


def test_what_is_sent_too_late_is_not_sent_and_the_record_says_why(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    with pytest.raises(CaseBusy):
        cases.route(replace(people("wendy"), journal=Delayed()), mine, submit_key=new_key())
    assert writes(sandbox, mine, "route-case") == []
    assert [event.reason for event in AuditEvent.objects.all()] == ["busy_somebody"]
    assert cases.route(people("wendy"), mine, submit_key=new_key()).done


def test_a_write_that_cannot_be_read_back_is_in_doubt(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    wendy = replace(people("wendy"), careful=False)
    sandbox.fault("applied_then_reset", path=ROUTE, method="PUT", times=1)
    sandbox.fault("error_500_null", path=f"/cases/{mine.app_uid}", method="GET")
    outcome = cases.route(wendy, mine, submit_key=new_key())
    assert (outcome.kind, outcome.reason.code) == ("in_doubt", "unread")


def test_reassign_that_moved_and_then_failed_is_done(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    silvia, wendy = people("silvia"), people("wendy")
    sandbox.fault("applied_then_400", path=REASSIGN, method="PUT", times=1)
    outcome = cases.reassign(
        silvia,
        mine,
        source_uid=wendy.me.uid,
        target_uid=silvia.me.uid,
        target_name="Silvia Ortega",
        submit_key=new_key(),
    )
    assert outcome.done
    assert "reported an error after it had done this" in outcome.text
    assert len(writes(sandbox, mine, "reassign-case")) == 1


def test_a_silent_trigger_is_in_doubt_and_not_run_again(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    sandbox.fault("hang", path="*execute-trigger*", method="PUT", times=1, seconds=HANG)
    wendy = people("wendy", **deadline("hang"))
    outcome = triggers.execute_trigger(wendy, mine, "a" * 32, submit_key=new_key())
    assert (outcome.kind, outcome.reason.code) == ("in_doubt", "unclear")


def test_a_trigger_that_reports_an_error_may_have_run(
    people: People, mine: CaseRef, office: Office, sandbox: SandboxProcess
) -> None:
    case = office.wendy.call("GET", f"/cases/{mine.app_uid}")
    trigger = office.silvia.call("GET", f"/project/{case['pro_uid']}/triggers")[0]["tri_uid"]
    sandbox.fault("applied_then_400", path="*execute-trigger*", method="PUT", times=1)
    outcome = triggers.execute_trigger(people("wendy"), mine, trigger, submit_key=new_key())
    assert (outcome.kind, outcome.reason.code) == ("in_doubt", "unclear")
    assert "The trigger of this step failed" in outcome.text
    assert len(writes(sandbox, mine, f"execute-trigger/{trigger}")) == 1


def test_a_trigger_that_does_not_exist_is_refused(people: People, mine: CaseRef) -> None:
    outcome = triggers.execute_trigger(people("wendy"), mine, "a" * 32, submit_key=new_key())
    assert outcome.kind == "refused"


def test_variables_are_read_back(people: People, mine: CaseRef, sandbox: SandboxProcess) -> None:
    wendy = people("wendy")
    saved = variables.set_variables(
        wendy, mine, {"decisionNote": "fine", "days": 4}, submit_key=new_key()
    )
    assert (saved.kind, saved.warnings) == ("done", ())
    sandbox.fault("empty_200", path="/cases/*/variable", method="PUT", times=1)
    lost = variables.set_variables(wendy, mine, {"decisionNote": "lost"}, submit_key=new_key())
    assert (lost.kind, lost.reason.code) == ("refused", "no_effect")


def test_a_system_variable_is_not_sent(people: People, mine: CaseRef) -> None:
    outcome = variables.set_variables(people("wendy"), mine, {"INDEX": 1}, submit_key=new_key())
    assert outcome.reason.code == "system_variable"


def test_nobody_deletes_a_variable_of_a_case_that_is_not_theirs(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    refused = variables.delete_variable(people("bob"), mine, "days", submit_key=new_key())
    assert (refused.kind, refused.reason.code) == ("refused", "not_yours")
    gone = variables.delete_variable(people("wendy"), mine, "days", submit_key=new_key())
    assert gone.done, gone.text


def test_a_note_that_arrived_without_an_answer_is_not_written_twice(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    sandbox.fault("applied_then_reset", path="/cases/*/note", method="POST", times=1)
    outcome = notes.add_note(people("wendy"), mine, "Where is the form?", submit_key=new_key())
    assert outcome.done
    assert len(writes(sandbox, mine, "note")) == 1
