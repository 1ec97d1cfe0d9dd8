"""Actions on the case page over HTTP: who is offered what, dialogs, forms that are sent once."""

import re

import pytest
from django.test import Client

from cases.models import AuditEvent
from tests.cases.case_states import (
    SignIn,
    State,
    claimed,
    completed,
    draft,
    parallel,
    paused,
    post,
    toast,
    unclaimed,
)
from tests.support.office import Office


def offers(page: str) -> dict[str, bool]:
    """The buttons of the bar by name, and whether each can be pressed."""
    bar = (
        page.split('id="case-actions"', 1)[1]
        .split('id="more-actions"', maxsplit=1)[0]
        .split('id="case-tab"', maxsplit=1)[0]
    )
    buttons = re.findall(r"<button([^>]*)>(.*?)</button>", bar, re.DOTALL)
    names = (
        (attrs, re.sub(r"<kbd.*?</kbd>|<[^>]+>", "", inner).strip()) for attrs, inner in buttons
    )
    return {name: 'aria-disabled="true"' not in attrs for attrs, name in names if name}


OFFERED = [
    (draft, "wendy", {"Pause": True, "Delete": True, "Continue": True}),
    (claimed, "wendy", {"Pause": True, "Continue": True}),
    (claimed, "silvia", {"Pause": True, "Reassign": True, "Cancel case": True, "Continue": False}),
    (claimed, "bob", {"Pause": False, "Continue": False}),
    (paused, "wendy", {"Unpause": True, "Continue": False}),
    (
        parallel,
        "silvia",
        {"Pause": True, "Reassign": True, "Cancel case": False, "Continue": False},
    ),
    (completed, "wendy", {"Pause": False, "Continue": False}),
]


@pytest.mark.parametrize(("state", "who", "wanted"), OFFERED)
def test_the_bar_offers_what_state_and_role_allow(
    sign_in: SignIn,
    office: Office,
    state: State,
    who: str,
    wanted: dict[str, bool],
) -> None:
    app_uid, index = state(office)

    page = sign_in(who).get(f"/cases/{app_uid}/{index}/data/").content.decode()

    assert offers(page) == wanted


def test_the_same_form_twice_is_done_once_and_answered_alike(wendy, office, sandbox):
    given = claimed(office)

    first, second = post(wendy, given, "pause"), post(wendy, given, "pause")

    assert toast(first) == toast(second) == ("success", "Case 7: The case is paused.")
    assert [one["path"].rsplit("/", 1)[-1] for one in sandbox.ledger()][-1:] == ["pause"]
    assert AuditEvent.objects.filter(app_uid=given[0], action="pause").count() == 1


def test_a_key_of_another_form_is_refused(wendy, office):
    given = claimed(office)
    post(wendy, given, "pause", submit_key="the-very-same-key-1")

    answer = wendy.post(f"/cases/{given[0]}/2/do/unpause/", {"submit_key": "the-very-same-key-1"})

    assert answer.status_code == 400


def test_a_forged_post_is_refused_and_nothing_is_sent(wendy, office, sandbox):
    app_uid, index = claimed(office)
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = wendy.cookies
    before = len(sandbox.ledger())

    answer = stranger.post(
        f"/cases/{app_uid}/{index}/do/pause/", {"submit_key": "forged-forged-forged"}
    )

    assert answer.status_code == 403
    assert len(sandbox.ledger()) == before


def test_a_dialog_that_lacks_something_is_shown_again_with_what_was_typed(wendy, office):
    app_uid, index = claimed(office)
    data = {"submit_key": "pause-pause-pause", "until_date": "2001-01-01", "note": "Waits for Jo"}

    answer = wendy.post(f"/cases/{app_uid}/{index}/do/pause/", data)

    read = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose today or a later day." in read
    assert "Waits for Jo" in read


def test_a_note_is_added_from_the_notes_tab(wendy, office):
    app_uid = office.purchase()
    tab = wendy.get(f"/cases/{app_uid}/1/notes/").content.decode()
    assert "Add note" in tab

    page = post(wendy, (app_uid, 1), "note", text="Two suppliers were asked.")

    assert toast(page) == ("success", "Case 7: The note is added.")
    assert "Two suppliers were asked." in page


def test_an_unclaimed_case_can_be_claimed_where_it_does_not_open(wendy, office):
    app_uid, index = unclaimed(office)

    page = wendy.get(f"/cases/{app_uid}/{index}/").content.decode()

    assert f'action="/cases/{app_uid}/{index}/do/claim/"' in page
