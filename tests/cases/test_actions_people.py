"""Whom a task can be given to: only people who may have it, with how much they have to do."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.cases.case_states import claimed, post, toast
from tests.conftest import forget_everything
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

PERSON = re.compile(
    r'name="(?:target_uid|targets)" value="(\w{32})".*?<bdi>([^<]+)</bdi>'
    r'(?:<span class="dim">(\d+) open</span>)?</label>'
)

People = dict[str, tuple[str, str]]


def people(page: str) -> People:
    """Name and number of open cases of those who are offered, by uid."""
    return {uid: (name, load) for uid, name, load in PERSON.findall(page)}


def dialog(client: Client, app_uid: str, index: int) -> str:
    return client.get(f"/cases/{app_uid}/{index}/do/reassign/").content.decode()


def test_only_people_who_may_have_the_task_are_offered_and_it_can_be_undone(silvia, office):
    app_uid, index = claimed(office)
    page = dialog(silvia, app_uid, index)
    offered = people(page)
    source = re.search(r'name="source_uid" value="([0-9a-f]{32})"', page)
    assert source
    assert source[1] not in offered
    assert all(load for _name, load in offered.values())
    loads = [int(load) for _name, load in offered.values()]
    assert loads == sorted(loads)
    target = next(iter(offered))

    shown = post(silvia, (app_uid, index), "reassign", source_uid=source[1], target_uid=target)

    assert toast(shown)[0] == "success"
    assert offered[target][0] in toast(shown)[1]
    assert f"/cases/{app_uid}/3/do/reassign/" in shown


def test_somebody_has_to_be_chosen(silvia, office):
    app_uid, index = claimed(office)

    answer = silvia.post(f"/cases/{app_uid}/{index}/do/reassign/", {"submit_key": "n" * 20})

    assert answer.status_code == 422
    assert "Choose a person." in answer.content.decode()


@pytest.mark.parametrize("operation", ["reassign", "spread", "assign"])
def test_a_bulk_job_offers_people_with_the_same_figures(
    silvia: Client, office: Office, operation: str
) -> None:
    app_uid, index = claimed(office)
    offered = people(dialog(silvia, app_uid, index))

    asked = {"case": f"{app_uid}/{index}", "operation": operation}
    in_bulk = people(silvia.post("/cases/bulk/", asked).content.decode())

    assert {uid: in_bulk[uid] for uid in offered} == offered


NOT_TOLD = [
    ("/extrarest/cases/user/*", True, "Open: of the cases that you supervise."),
    ("/extrarest/cases/*", False, "How many cases wait for each is not known"),
]


@pytest.mark.parametrize(("path", "is_counted", "said"), NOT_TOLD)
def test_what_is_not_told_is_counted_in_what_one_supervises_or_said_to_be_unknown(
    silvia: Client, office: Office, sandbox: SandboxProcess, path: str, is_counted: bool, said: str
) -> None:
    app_uid, index = claimed(office)
    sandbox.fault("error_500_empty", path=path, method="GET")

    page = dialog(silvia, app_uid, index)

    assert said in page
    assert {bool(load) for _name, load in people(page).values()} == {is_counted}


@pytest.fixture
def plain_server(sandbox: SandboxProcess) -> Iterator[None]:
    """A server without extraRest."""
    sandbox.reset(profile="3.8")
    forget_everything()
    yield
    sandbox.reset()


def test_without_extrarest_the_open_tasks_of_the_search_are_counted(
    plain_server: None, silvia: Client, office: Office
) -> None:
    first, second = claimed(office), claimed(office)
    page = dialog(silvia, *first)
    before = people(page)
    source = re.search(r'name="source_uid" value="([0-9a-f]{32})"', page)
    assert source
    target = next(iter(before))

    post(silvia, first, "reassign", source_uid=source[1], target_uid=target)

    now = people(dialog(silvia, *second))
    assert int(now[target][1]) == int(before[target][1]) + 1
    assert {uid: now[uid] for uid in now if uid != target} == {
        uid: before[uid] for uid in before if uid != target
    }
