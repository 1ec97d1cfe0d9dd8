"""Uploading and deleting documents over HTTP."""

import html
import re

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cases.case_states import toast

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 4


def tab(client, app_uid: str, index: int = 1) -> str:
    return client.get(f"/cases/{app_uid}/{index}/documents/").content.decode()


def kind_of(page: str) -> str:
    found = re.search(r'<option value="([0-9a-f]{32})" data-largest', page)
    assert found, page
    return found[1]


def upload(client, app_uid: str, *files: tuple[str, bytes], script: bool = False, **more: str):
    """Send files as the form, or as the script does."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    data = {
        "document_uid": kind_of(tab(client, app_uid)),
        "submit_key": "upload-upload-upload",
        "file": sent,
        **more,
    }
    headers = {"X-Requested-With": "XMLHttpRequest"} if script else {}
    return client.post(f"/cases/{app_uid}/1/documents/upload/", data, headers=headers)


def test_several_files_are_stored_with_the_comment(wendy, office):
    app_uid = office.purchase()

    answer = upload(wendy, app_uid, ("a.pdf", PDF), ("b.pdf", PDF), comment="Two offers")

    assert answer.status_code == 302
    page = html.unescape(wendy.get(answer["Location"]).content.decode())
    assert "a.pdf" in page
    assert "b.pdf" in page
    assert page.count("Two offers") == 2
    assert toast(page) == ("success", "The document is uploaded.")


def test_a_script_is_told_what_became_of_its_file(wendy, office):
    answer = upload(wendy, office.purchase(), ("a.pdf", PDF), script=True)

    assert answer.json() == {"done": True, "tone": "success", "text": "The document is uploaded."}


def test_the_same_form_twice_stores_one_file(wendy, office):
    app_uid = office.purchase()
    upload(wendy, app_uid, ("a.pdf", PDF))
    upload(wendy, app_uid, ("a.pdf", PDF))

    listed = office.wendy.call("GET", f"/cases/{app_uid}/input-documents")
    assert [one["app_doc_filename"] for one in listed] == ["a.pdf"]


def test_an_empty_file_is_refused_before_it_is_sent(wendy, office, sandbox):
    app_uid = office.purchase()
    before = len(sandbox.ledger())

    answer = upload(wendy, app_uid, ("a.pdf", b""), script=True)

    assert answer.status_code == 422
    assert "empty" in answer.json()["text"]
    assert len(sandbox.ledger()) == before


def test_an_upload_that_broke_off_is_looked_for(wendy, office, sandbox):
    app_uid = office.purchase()
    sandbox.fault("applied_then_fatal", path="/cases/*/input-document", method="POST", times=1)

    answer = upload(wendy, app_uid, ("a.pdf", PDF), script=True)

    assert answer.json()["tone"] == "risk"
    assert "a.pdf" in tab(wendy, app_uid)


def test_who_does_not_hold_the_task_is_offered_nothing(silvia, wendy, office):
    app_uid = office.purchase()
    kind = kind_of(tab(wendy, app_uid))

    assert 'id="upload"' not in tab(silvia, app_uid)
    data = {"document_uid": kind, "submit_key": "silvia-silvia-silvia"}
    file = SimpleUploadedFile("a.pdf", PDF)
    answer = silvia.post(f"/cases/{app_uid}/1/documents/upload/", {**data, "file": file})
    page = silvia.get(answer["Location"]).content.decode()
    assert toast(page) == ("danger", "This task is not open for you.")


def test_a_document_is_deleted_after_a_question_or_the_truth_is_told(wendy, office):
    app_uid = office.purchase()
    doc = office.wendy.upload(app_uid, "a.pdf", PDF)
    url = f"/cases/{app_uid}/1/documents/input/{doc}/delete/"
    assert f'href="{url}"' in tab(wendy, app_uid)
    assert "does not bring it back" in wendy.get(url).content.decode()

    answer = wendy.post(url, {"submit_key": "delete-delete-delete"})

    page = wendy.get(answer["Location"]).content.decode()
    listed = office.wendy.call("GET", f"/cases/{app_uid}/input-documents")
    assert (toast(page)[0] == "success") == (listed == [])


def test_a_document_of_nobody_is_not_deleted(wendy, office, sandbox):
    app_uid = office.purchase()
    before = len(sandbox.ledger())

    answer = wendy.post(
        f"/cases/{app_uid}/1/documents/input/{'0' * 32}/delete/", {"submit_key": "x" * 20}
    )

    assert answer.status_code == 404
    assert len(sandbox.ledger()) == before
