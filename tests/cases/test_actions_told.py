"""What the page says after an action: done and read back, or refused honestly."""

import pytest

from tests.cases.case_states import (
    SignIn,
    State,
    claimed,
    completed,
    decided,
    draft,
    parallel,
    paused,
    post,
    toast,
    unclaimed,
)
from tests.support.office import Office

DONE = [
    ("claim", unclaimed, "wendy", "success", "The case is yours."),
    ("claim", claimed, "silvia", "risk", "Wendy Marsh has already taken this case."),
    ("claim", unclaimed, "bob", "danger", "This task is not among those that you can claim."),
    ("route", decided, "wendy", "success", "The case goes on"),
    ("route", draft, "wendy", "danger", "Purchase request still asks for"),
    ("route", claimed, "silvia", "risk", "Wendy Marsh has this case."),
    ("route", paused, "wendy", "danger", "The case is paused."),
    ("pause", claimed, "wendy", "success", "The case is paused."),
    ("pause", claimed, "bob", "danger", "This task is not assigned to you."),
    ("pause", completed, "wendy", "danger", "The case is completed."),
    ("unpause", paused, "wendy", "success", "The case is active again."),
    ("unpause", claimed, "wendy", "danger", "The case is not paused."),
    ("cancel", claimed, "silvia", "success", "The case is cancelled."),
    ("cancel", claimed, "wendy", "danger", "Your role"),
    ("cancel", parallel, "silvia", "danger", "several open tasks"),
    ("delete", draft, "wendy", "success", "The draft is deleted."),
    ("delete", draft, "bob", "danger", "Only the person who started a draft"),
]


@pytest.mark.parametrize(("action", "state", "who", "tone", "text"), DONE)
def test_an_action_is_done_and_read_back_or_refused_honestly(
    sign_in: SignIn,
    office: Office,
    action: str,
    state: State,
    who: str,
    tone: str,
    text: str,
) -> None:
    page = post(sign_in(who), state(office), action)

    assert toast(page)[0] == tone
    assert text in toast(page)[1]
