"""Actions on the case page over HTTP: who is offered what, what is done, what is refused."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from cases.models import AuditEvent
from tests.support.office import Office

Given = tuple[str, int]
SignIn = Callable[..., Client]


def draft(office: Office) -> Given:
    return office.purchase(), 1


def unclaimed(office: Office) -> Given:
    return office.unclaimed_leave(), 2


def claimed(office: Office) -> Given:
    app_uid = office.unclaimed_leave()
    office.wendy.claim(app_uid, 2)
    return app_uid, 2


def decided(office: Office) -> Given:
    app_uid, index = claimed(office)
    office.wendy.set(app_uid, index, decision="approve")
    return app_uid, index


def paused(office: Office) -> Given:
    app_uid, index = claimed(office)
    office.wendy.pause(app_uid, index)
    return app_uid, index


def parallel(office: Office) -> Given:
    return office.split_purchase(), 3


def completed(office: Office) -> Given:
    return office.completed_leave(), 2


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
    state: Callable[[Office], Given],
    who: str,
    wanted: dict[str, bool],
) -> None:
    app_uid, index = state(office)

    page = sign_in(who).get(f"/cases/{app_uid}/{index}/data/").content.decode()

    assert offers(page) == wanted


def post(client: Client, given: Given, action: str, **values: str) -> str:
    """Do it as the button or dialog does, and return the page that follows."""
    app_uid, index = given
    url = f"/cases/{app_uid}/{index}/do/{action}/"
    data = {"submit_key": f"key-of-{action}-{app_uid[:12]}", "number": "7", **values}
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"], follow=True).content.decode()


def toast(page: str) -> tuple[str, str]:
    """Tone and text of the last toast."""
    page = page.split('id="toasts"', 1)[1].split('<div id="dialog"', maxsplit=1)[0]
    found = re.findall(r'class="toast (\w+)".*?<p>(.*?)</p>', page, re.DOTALL)
    return found[-1][0], html.unescape(found[-1][1])


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
    state: Callable[[Office], Given],
    who: str,
    tone: str,
    text: str,
) -> None:
    page = post(sign_in(who), state(office), action)

    assert toast(page)[0] == tone
    assert text in toast(page)[1]


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


def test_undo_of_a_pause_makes_the_case_active_again(wendy, office):
    given = claimed(office)
    page = post(wendy, given, "pause")
    undo = re.search(r'action="(/cases/[^"]+/do/unpause/)"', page)
    key = re.search(r'name="submit_key" value="([^"]+)"><input type="hidden" name="number"', page)
    assert undo
    assert key

    fields = dict(
        re.findall(r'name="(\w+)" value="([^"]*)"', page.split(undo[1])[-1].split("</form>")[0])
    )
    answer = wendy.post(undo[1], fields)

    assert answer.status_code == 302
    assert toast(wendy.get(answer["Location"], follow=True).content.decode())[0] == "success"


def test_reassign_offers_only_people_who_may_have_the_task_and_can_be_undone(silvia, office):
    app_uid, index = claimed(office)
    dialog = silvia.get(f"/cases/{app_uid}/{index}/do/reassign/").content.decode()
    people = dict(re.findall(r'<option value="([0-9a-f]{32})">([^<]+)</option>', dialog))
    source = re.search(r'name="source_uid" value="([0-9a-f]{32})"', dialog)
    assert source
    target = next(uid for uid, name in people.items())

    page = post(silvia, (app_uid, index), "reassign", source_uid=source[1], target_uid=target)

    assert toast(page)[0] == "success"
    assert people[target].split(" · ")[0] in toast(page)[1]
    assert f"/cases/{app_uid}/3/do/reassign/" in page
    assert all("open" in name for name in people.values())
    assert source[1] not in people


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


def test_continue_from_the_form_saves_and_sends_the_case_on_once(wendy, office, sandbox):
    app_uid = office.bob.start("Apply for leave", {"employee": "Bob Tanner", "days": 3})
    office.bob.route(app_uid)
    office.wendy.claim(app_uid, 2)
    page = wendy.get(f"/cases/{app_uid}/2/form/").content.decode()
    names = dict(re.findall(r'name="(form-[\w-]+)"[^>]*value="([^"]*)"', page))
    data = {
        **names,
        "form-decision": "approve",
        "go": "continue",
        "submit_key": "leave-leave-leave",
    }

    first = wendy.post(f"/cases/{app_uid}/2/form/", data)
    second = wendy.post(f"/cases/{app_uid}/2/form/", data)

    assert first.status_code == second.status_code == 302, first.content.decode()
    routed = [one for one in sandbox.ledger() if one["path"].endswith("route-case")]
    assert [one["case"] for one in routed].count(app_uid) == 2
    shown = wendy.get(second["Location"]).content.decode()
    assert "The case goes on" in shown


def test_continue_opens_the_step_that_still_asks_for_something(wendy, office):
    app_uid = office.purchase()
    page = wendy.get(f"/cases/{app_uid}/1/form/").content.decode()

    assert 'form="dynaform"' in page
    assert 'value="continue"' in page


def test_who_comes_next_is_told_to_who_can_continue(wendy, silvia, office):
    app_uid, index = decided(office)
    url = f"/cases/{app_uid}/{index}/next/"

    assert f'hx-get="{url}"' in wendy.get(f"/cases/{app_uid}/{index}/data/").content.decode()
    assert f'hx-get="{url}"' not in silvia.get(f"/cases/{app_uid}/{index}/data/").content.decode()
    assert "Enter in calendar" in wendy.get(url).content.decode()
    assert "Enter in calendar" not in silvia.get(url).content.decode()


def test_nobody_is_named_where_the_server_does_not_tell(wendy, office, sandbox):
    app_uid, index = decided(office)
    sandbox.fault("error_500_empty", path="/light/task/*", method="GET", times=2)

    answer = wendy.get(f"/cases/{app_uid}/{index}/next/")

    assert answer.status_code == 200
    assert "Next:" not in answer.content.decode()


def test_beside_a_list_a_form_that_asks_for_something_is_opened(wendy, office):
    app_uid = office.purchase()
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/draft/"}

    answer = wendy.post(
        f"/cases/{app_uid}/1/do/route/", {"submit_key": "beside-a-list-beside"}, headers=headers
    )

    assert answer["HX-Redirect"].startswith(f"/cases/{app_uid}/1/form/")
    page = wendy.get(answer["HX-Redirect"]).content.decode()
    assert "still asks for" in toast(page)[1]
