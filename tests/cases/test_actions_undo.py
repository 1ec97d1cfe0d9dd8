"""Undo of what was done to one case, and to several at once."""

import re

import pytest
from django.test import Client

from tests.cases.case_states import Given, State, claimed, paused, post, toast
from tests.cases.test_actions_list import act
from tests.cases.test_actions_people import people
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

Task = dict[str, str]


def undo_of(page: str) -> tuple[str, dict[str, str]]:
    """Address and fields of the Undo."""
    form = page.split("#undo-2", 1)[0].rsplit('<form method="post" action="', 1)[1]
    url, rest = form.split('"', 1)
    return url, dict(re.findall(r'name="(\w+)" value="([^"]*)"', rest.split("</form>")[0]))


def after(client: Client, url: str, fields: dict[str, str]) -> str:
    answer = client.post(url, fields)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"], follow=True).content.decode()


def task_of(office: Office, given: Given) -> Task:
    (task,) = office.silvia.call("GET", f"/cases/{given[0]}")["current_task"]
    return task


def test_undo_of_a_pause_makes_the_case_active_again(wendy, office):
    given = claimed(office)
    page = post(wendy, given, "pause")
    assert task_of(office, given)["del_thread_status"] == "PAUSED"

    shown = after(wendy, *undo_of(page))

    assert toast(shown) == ("success", "Case 7: The case is active again.")
    assert task_of(office, given)["del_thread_status"] == "OPEN"


def test_undo_of_a_pause_in_a_case_that_has_branched_finds_the_case_where_it_is(wendy, office):
    """ProcessMaker opens what is unpaused in thread 1, whatever thread it was in."""
    app_uid = office.ready_purchase()
    given = (app_uid, office.holder_of(app_uid)[1])
    assert task_of(office, given)["del_thread"] != "1"
    page = post(wendy, given, "pause")

    shown = after(wendy, *undo_of(page))

    assert task_of(office, given)["del_thread"] == "1"
    assert toast(shown) == ("success", "Case 7: The case is active again.")


SEVERAL = [("pause", claimed, "PAUSED", "OPEN"), ("unpause", paused, "OPEN", "PAUSED")]


@pytest.mark.parametrize(("action", "state", "done", "undone"), SEVERAL)
def test_several_are_taken_back_and_forth(
    wendy: Client, office: Office, action: str, state: State, done: str, undone: str
) -> None:
    cases = [state(office), state(office)]
    answer = act(wendy, action, *cases, sure="1")
    page = wendy.get(answer["Location"]).content.decode()
    assert {task_of(office, one)["del_thread_status"] for one in cases} == {done}

    shown = after(wendy, *undo_of(page))

    assert toast(shown) == ("success", "Undo: done for 2 of 2 cases.")
    assert {task_of(office, one)["del_thread_status"] for one in cases} == {undone}
    after(wendy, *undo_of(shown))
    assert {task_of(office, one)["del_thread_status"] for one in cases} == {done}


def test_several_are_given_back_to_whoever_had_them(silvia: Client, office: Office) -> None:
    cases = [claimed(office), claimed(office)]
    had = [task_of(office, one)["usr_uid"] for one in cases]
    dialog = act(silvia, "reassign", *cases, where="review").content.decode()
    target = next(iter(people(dialog)))
    answer = act(silvia, "reassign", *cases, where="review", sure="1", target_uid=target)
    page = silvia.get(answer["Location"]).content.decode()
    assert {task_of(office, one)["usr_uid"] for one in cases} == {target}

    shown = after(silvia, *undo_of(page))

    assert toast(shown) == ("success", "Undo: done for 2 of 2 cases.")
    assert [task_of(office, one)["usr_uid"] for one in cases] == had


def test_only_what_was_done_is_taken_back_and_what_fails_is_told(
    wendy: Client, office: Office, sandbox: SandboxProcess
) -> None:
    first, second, was_paused = claimed(office), claimed(office), paused(office)
    page = act(wendy, "pause", first, second, was_paused, sure="1").content.decode()
    assert "Pause: done for 2 of 3 cases." in page
    office.wendy.call("PUT", f"/cases/{second[0]}/unpause", json={"index": second[1]})

    url, fields = undo_of(page)
    told = wendy.post(url, fields).content.decode()

    assert "Undo: done for 1 of 2 cases." in told
    assert task_of(office, first)["del_thread_status"] == "OPEN"
    assert task_of(office, was_paused)["del_thread_status"] == "PAUSED"


def test_twice_is_once_and_nothing_of_others_is_taken_back(
    wendy: Client, silvia: Client, office: Office
) -> None:
    cases = [claimed(office), claimed(office)]
    answer = act(wendy, "pause", *cases, sure="1")
    url, fields = undo_of(wendy.get(answer["Location"]).content.decode())

    assert toast(after(silvia, url, fields)) == ("risk", "There is nothing left to take back.")
    first, second = after(wendy, url, fields), after(wendy, url, fields)

    assert toast(first) == toast(second) == ("success", "Undo: done for 2 of 2 cases.")
    assert {int(task_of(office, one)["del_index"]) for one in cases} == {3}


def test_in_the_list_itself_the_rows_are_read_again(wendy: Client, office: Office) -> None:
    cases = [claimed(office), claimed(office)]
    answer = act(wendy, "pause", *cases, sure="1")
    url, fields = undo_of(wendy.get(answer["Location"]).content.decode())
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/inbox/"}

    told = wendy.post(url, fields, headers=headers)

    assert told["HX-Trigger"] == "cases:changed"
    assert "Undo: done for 2 of 2 cases." in told.content.decode()
