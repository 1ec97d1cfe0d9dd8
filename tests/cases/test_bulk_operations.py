"""Every bulk operation once, over HTTP: chosen, planned, confirmed, carried out, reported."""

import io
import zipfile

import pytest
from django.test import Client

from accounts.models import Grant
from tests.cases.bulk_pages import (  # noqa: F401
    BULK,
    bulk,
    plan,
    report,
    run,
    text,
    ticked,
    wait_for,
    worker,
)
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.usefixtures("bulk")


def uid_of(browser: Client) -> str:
    return Grant.objects.get(id=browser.session["grant"]).user_uid


def leaves(office: Office, count: int) -> list[tuple[str, int]]:
    """Short leaves that wendy has claimed."""
    cases = [(office.unclaimed_leave(), 2) for _ in range(count)]
    for app_uid, index in cases:
        office.wendy.claim(app_uid, index)
    return cases


def tasks(office: Office, app_uid: str) -> list[dict]:
    return office.silvia.call("GET", f"/cases/{app_uid}")["current_task"]


def test_reassign_and_give_back(silvia: Client, office: Office) -> None:
    cases = leaves(office, 3)
    target = uid_of(silvia)
    url = plan(
        silvia,
        {"case": ticked(cases), "operation": "reassign", "target_uid": target, "note": "away"},
    )
    page = text(silvia.get(url))
    assert "Reassign 3 cases" in page
    assert "Nothing has been changed yet" in page
    assert run(silvia, url) == {"state": "finished", "done": 3, "failed": 0, "total": 3}
    assert {tasks(office, uid)[0]["usr_uid"] for uid, _ in cases} == {target}

    back = silvia.post(f"{url}undo/", {"submit_key": "a" * 20})["Location"]
    assert silvia.post(f"{url}undo/", {"submit_key": "a" * 20})["Location"] == back
    wait_for(silvia, back, "planned")
    assert run(silvia, back)["done"] == 3
    assert target not in {tasks(office, uid)[0]["usr_uid"] for uid, _ in cases}


def test_a_give_back_that_failed_is_tried_again(
    silvia: Client, office: Office, sandbox: SandboxProcess
) -> None:
    cases = leaves(office, 2)
    target = uid_of(silvia)
    url = plan(silvia, {"case": ticked(cases), "operation": "reassign", "target_uid": target})
    run(silvia, url)
    back = silvia.post(f"{url}undo/", {"submit_key": "c" * 20})["Location"]
    wait_for(silvia, back, "planned")
    sandbox.fault("token_in_error", path="/cases/*/reassign-case", method="PUT", times=1)
    assert run(silvia, back)["failed"] == 1
    again = silvia.post(f"{back}retry/", {"submit_key": "d" * 20})["Location"]
    wait_for(silvia, again, "planned")
    assert run(silvia, again)["done"] == 1
    assert target not in {tasks(office, uid)[0]["usr_uid"] for uid, _ in cases}


def test_spread_in_turn(silvia: Client, sign_in, office: Office) -> None:
    cases = leaves(office, 4)
    targets = [uid_of(silvia), uid_of(sign_in("jun"))]
    asked = {"case": ticked(cases), "operation": "spread", "targets": targets, "by": "turn"}
    url = plan(silvia, asked)
    page = text(silvia.get(url))
    assert page.count('<span class="num t mine">+2</span>') == 2
    assert run(silvia, url)["done"] == 4
    holders = [tasks(office, uid)[0]["usr_uid"] for uid, _ in cases]
    assert sorted(map(holders.count, targets)) == [2, 2]


def test_claim_for_somebody(silvia: Client, office: Office) -> None:
    cases = [(office.unclaimed_leave(), 2) for _ in range(2)]
    asked = {"case": ticked(cases), "operation": "assign", "target_uid": uid_of(silvia)}
    assert run(silvia, plan(silvia, asked))["done"] == 2
    assert {tasks(office, uid)[0]["usr_uid"] for uid, _ in cases} == {uid_of(silvia)}


def test_pause_until_and_unpause(silvia: Client, office: Office) -> None:
    cases = leaves(office, 2)
    asked = {"case": ticked(cases), "operation": "pause", "until_date": "2031-05-01"}
    assert run(silvia, plan(silvia, asked))["done"] == 2
    assert {tasks(office, uid)[0]["del_thread_status"] for uid, _ in cases} == {"PAUSED"}
    asked = {"case": ticked(cases), "operation": "unpause"}
    assert run(silvia, plan(silvia, asked))["done"] == 2
    assert "PAUSED" not in {tasks(office, uid)[0]["del_thread_status"] for uid, _ in cases}


def test_cancel_with_a_reason_after_the_number_is_typed(silvia: Client, office: Office) -> None:
    cases = leaves(office, 2)
    asked = {"case": ticked(cases), "operation": "cancel", "note": "The office is closed"}
    url = plan(silvia, asked)
    refused = silvia.post(f"{url}confirm/", {"number": "3"})
    assert refused.status_code == 422
    assert "Type 2 to say that you mean all of them." in text(refused)
    assert run(silvia, url, 2)["done"] == 2
    assert tasks(office, cases[0][0]) == []


def test_delete_the_drafts_among_all_that_match(admin: Client, office: Office) -> None:
    drafts = [office.purchase(what="Xylophone") for _ in range(2)]
    office.wendy.route(office.purchase(what="Xylophone"))
    url = plan(admin, {"list": "search", "q": "Xylophone", "operation": "delete"})
    page = text(admin.get(url))
    assert "All that match in the list Search: Text: Xylophone." in page
    assert "The case is not a draft any more." in page
    assert run(admin, url, 2)["done"] == 2
    drafts_left = office.wendy.call("GET", "/cases/draft")
    assert not {case["app_uid"] for case in drafts_left} & set(drafts)


def test_continue(silvia: Client, office: Office) -> None:
    cases = [(office.unclaimed_leave(), 2) for _ in range(2)]
    for app_uid, index in cases:
        office.silvia.claim(app_uid, index)
        office.silvia.set(app_uid, index, decision="approve")
    url = plan(silvia, {"case": ticked(cases), "operation": "route"})
    assert run(silvia, url, 2)["done"] == 2
    assert {int(tasks(office, uid)[0]["del_index"]) for uid, _ in cases} == {3}


def test_set_a_variable(silvia: Client, office: Office) -> None:
    cases = leaves(office, 2)
    asked = {"operation": "variable", "name": "priority", "value": "high", "value_label": "High"}
    assert run(silvia, plan(silvia, {"case": ticked(cases), **asked}))["done"] == 2
    values = office.wendy.call("GET", f"/cases/{cases[0][0]}/variables")
    assert (values["priority"], values["priority_label"]) == ("high", "High")


def test_execute_a_trigger(silvia: Client, office: Office) -> None:
    cases = [(office.unclaimed_leave(), 2)]
    office.silvia.claim(*cases[0])
    case = office.silvia.call("GET", f"/cases/{cases[0][0]}")
    trigger = office.silvia.call("GET", f"/project/{case['pro_uid']}/triggers")[0]["tri_uid"]
    asked = {"case": ticked(cases), "operation": "trigger", "trigger_uid": trigger}
    assert run(silvia, plan(silvia, asked))["done"] == 1


def test_add_a_note(silvia: Client, office: Office) -> None:
    cases = leaves(office, 2)
    asked = {"case": ticked(cases), "operation": "note", "text": "Audited in November"}
    assert run(silvia, plan(silvia, asked))["done"] == 2
    notes = office.silvia.call("GET", f"/cases/{cases[1][0]}/notes")
    assert [note["note_content"] for note in notes] == ["Audited in November"]


def test_generate_documents_and_save_them_as_one_zip(
    wendy: Client, silvia: Client, office: Office, sandbox: SandboxProcess
) -> None:
    ready = office.ready_purchase()
    (task,) = tasks(office, ready)
    index = int(task["del_index"])
    people = {"usr_uid_source": task["usr_uid"], "usr_uid_target": uid_of(silvia)}
    body = {"del_index": index, **people}
    office.silvia.call("PUT", f"/cases/{ready}/reassign-case", json=body)
    (task,) = tasks(office, ready)
    index = int(task["del_index"])
    steps = office.silvia.call("GET", f"/cases/{ready}/{index}/steps")
    document = next(step["id"] for step in steps if step["type"] == "OUTPUT_DOCUMENT")
    asked = {"case": ticked([(ready, index)]), "operation": "generate", "document_uid": document}
    url = plan(silvia, asked)
    assert run(silvia, url)["done"] == 1
    answer = silvia.get(f"{url}documents.zip")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    (name,) = archive.namelist()
    assert archive.read(name).startswith(b"%PDF")

    sandbox.fault("missing_file", path="/cases/*/output-document/*/file")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(silvia.get(f"{url}documents.zip"))))
    assert archive.namelist() == ["read-me.txt"]
    assert "did not give the document" in archive.read("read-me.txt").decode()


def test_what_failed_is_explained_reported_and_tried_again(
    silvia: Client, office: Office, sandbox: SandboxProcess
) -> None:
    cases = leaves(office, 3)
    sandbox.fault("token_in_error", path="/cases/*/reassign-case", method="PUT", times=1)
    asked = {"case": ticked(cases), "operation": "reassign", "target_uid": uid_of(silvia)}
    url = plan(silvia, asked)
    assert run(silvia, url) == {"state": "finished", "done": 3, "failed": 1, "total": 3}
    page = text(silvia.get(f"{url}?result=failed"))
    assert page.count("<tr data-item=") == 1
    assert "This task is not assigned to you." in page
    assert "Bearer" not in page
    assert [line.split(",")[-3] for line in report(silvia, url)][1:].count("Failed") == 1
    again = silvia.post(f"{url}retry/", {"submit_key": "b" * 20})["Location"]
    wait_for(silvia, again, "planned")
    assert run(silvia, again) == {"state": "finished", "done": 1, "failed": 0, "total": 1}
    assert silvia.get(BULK).status_code == 200
