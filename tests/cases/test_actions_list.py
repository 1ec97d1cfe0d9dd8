"""Actions on selected rows of a list over HTTP: asked for by danger, summed up honestly."""

import re

import pytest

from tests.cases.case_states import claimed, draft, toast, unclaimed
from tests.support.office import Office


def ref(given: tuple[str, int]) -> str:
    return f"{given[0]}/{given[1]}"


def act(client, action: str, *given: tuple[str, int], where: str = "inbox", **more: str):
    """Send the selected rows as the foot of the list does."""
    data = {"case": [ref(one) for one in given], "submit_key": f"many-{action}-many-many", **more}
    return client.post(f"/cases/act/{action}/?list={where}", data)


BUTTONS = [
    ("wendy", "inbox", {"pause"}),
    ("silvia", "review", {"pause", "reassign", "cancel"}),
    ("wendy", "unassigned", {"claim"}),
    ("wendy", "draft", {"delete"}),
    ("wendy", "paused", {"unpause"}),
]


@pytest.mark.parametrize(("who", "where", "wanted"), BUTTONS)
def test_the_foot_of_a_list_offers_what_the_role_may(
    sign_in, office: Office, who: str, where: str, wanted: set[str]
) -> None:
    for state in (claimed, draft, unclaimed):
        state(office)
    app_uid, index = claimed(office)
    office.wendy.pause(app_uid, index)

    page = sign_in(who).get(f"/cases/{where}/").content.decode()

    form = page.split('id="selection"', 1)[1].split("</form>", 1)[0]
    assert set(re.findall(r'data-act="(\w+)"', form)) == wanted
    assert page.count('name="case"') == page.count("<tr data-case=")


def test_several_are_claimed_at_once_without_a_question(wendy, office):
    cases = [unclaimed(office), unclaimed(office)]

    answer = act(wendy, "claim", *cases, where="unassigned")

    assert answer.status_code == 302
    assert answer["Location"] == "/cases/unassigned/"
    page = wendy.get(answer["Location"]).content.decode()
    assert toast(page) == ("success", "Claim: done for 2 of 2 cases.")
    for app_uid, _index in cases:
        (task,) = office.silvia.call("GET", f"/cases/{app_uid}")["current_task"]
        assert task["usr_name"] == "Wendy Marsh"


def test_what_was_not_done_is_told_case_by_case(wendy, office):
    mine, taken = unclaimed(office), unclaimed(office)
    office.silvia.claim(*taken)

    answer = act(wendy, "claim", mine, taken, where="unassigned")

    read = answer.content.decode()
    assert answer.status_code == 200
    assert "Claim: done for 1 of 2 cases." in read
    assert "Silvia Ortega has already taken this case." in read


def test_a_question_changes_nothing(wendy, office, sandbox):
    before = len(sandbox.ledger())
    given = claimed(office)
    sent = len(sandbox.ledger())

    answer = act(wendy, "pause", given)

    assert answer.status_code == 200
    assert 'name="sure"' in answer.content.decode()
    assert len(sandbox.ledger()) == sent > before


def test_several_are_paused_after_the_question(wendy, office):
    cases = [claimed(office), claimed(office)]

    answer = act(wendy, "pause", *cases, sure="1", until_date="2030-01-02")

    assert answer.status_code == 302
    page = wendy.get(answer["Location"]).content.decode()
    assert toast(page) == ("success", "Pause: done for 2 of 2 cases.")


def test_cancelling_several_wants_their_number(silvia, office):
    cases = [claimed(office), claimed(office)]

    wrong = act(silvia, "cancel", *cases, where="review", sure="1", count="3")
    right = act(silvia, "cancel", *cases, where="review", sure="1", count="2")

    assert wrong.status_code == 422
    assert "This is not the number of cases" in wrong.content.decode()
    assert right.status_code == 302


def test_several_are_reassigned_from_whoever_holds_them(silvia, office):
    cases = [claimed(office), claimed(office)]
    dialog = act(silvia, "reassign", *cases, where="review").content.decode()
    people = re.findall(r'name="target_uid" value="([0-9a-f]{32})"', dialog)

    answer = act(silvia, "reassign", *cases, where="review", sure="1", target_uid=people[0])

    assert answer.status_code == 302, answer.content.decode()
    page = silvia.get(answer["Location"]).content.decode()
    assert toast(page) == ("success", "Reassign: done for 2 of 2 cases.")


def test_in_the_list_itself_the_answer_is_a_toast_and_the_rows_are_read_again(wendy, office):
    given = unclaimed(office)
    data = {"case": [ref(given)], "submit_key": "in-the-list-itself"}
    headers = {
        "HX-Request": "true",
        "HX-Target": "dialog",
        "HX-Current-URL": "http://testserver/cases/unassigned/",
    }

    answer = wendy.post("/cases/act/claim/?list=unassigned", data, headers=headers)

    assert answer["HX-Reswap"] == "none"
    assert answer["HX-Trigger"] == "cases:changed"
    assert "The case is yours." in answer.content.decode()


def test_nothing_selected_is_said(wendy):
    answer = wendy.post("/cases/act/claim/?list=unassigned", {"submit_key": "nothing-selected"})

    page = wendy.get(answer["Location"]).content.decode()
    assert toast(page) == ("risk", "Choose at least one case.")


def test_the_menu_of_a_row_says_what_can_be_done(wendy, office):
    app_uid, index = claimed(office)

    page = wendy.get(f"/cases/{app_uid}/{index}/do/?list=inbox").content.decode()

    assert "Actions on case" in page
    assert f'action="/cases/{app_uid}/{index}/do/pause/?list=inbox"' in page
