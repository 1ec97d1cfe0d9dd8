"""Faulty answers to an action on the case page: read back before anything is said."""

import pytest

from tests.cases.case_states import claimed, post, toast

FAULTS = [
    ("applied_then_400", "risk", "The case is paused. ProcessMaker"),
    ("applied_then_fatal", "risk", "The case is paused. ProcessMaker did not answer"),
    ("applied_then_hang", "risk", "ProcessMaker did not answer, but the case shows"),
    ("hang", "risk", "Uncertain: ProcessMaker did not answer."),
    ("error_500_empty", "danger", "Nothing was changed"),
]


@pytest.mark.parametrize(("fault", "tone", "text"), FAULTS)
def test_a_faulty_answer_is_read_back_before_anything_is_said(
    wendy, office, sandbox, fault: str, tone: str, text: str
) -> None:
    given = claimed(office)
    sandbox.fault(fault, path="/cases/*/pause", method="PUT", times=1)

    page = post(wendy, given, "pause")

    assert toast(page)[0] == tone
    assert text in toast(page)[1]
