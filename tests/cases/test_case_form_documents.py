"""Document steps of the form tab over HTTP: added in the step, read in it, walked through."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 4


def step_of(worker, app_uid: str, index: int, kind: str) -> str:
    steps = worker.call("GET", f"/cases/{app_uid}/{index}/steps")
    return next(step["id"] for step in steps if step["type"] == kind)


def open_step(client, app_uid: str, index: int, step: str) -> str:
    answer = client.get(f"/cases/{app_uid}/{index}/form/?step={step}")
    assert answer.status_code == 200
    return answer.content.decode()


def upload_form(page: str) -> tuple[str, dict[str, str]]:
    """Address and hidden fields of the form that takes files."""
    form = page.split('id="upload"', 1)[1].split("</form>", 1)[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return re.search(r'action="([^"]+)"', form)[1].replace("&amp;", "&"), fields


def test_a_file_is_added_in_the_step_that_asks_for_it(wendy, office):
    app_uid = office.purchase()
    step = step_of(office.wendy, app_uid, 1, "INPUT_DOCUMENT")
    page = open_step(wendy, app_uid, 1, step)
    assert "Offer of the supplier" in page
    assert "PDF, TXT, PNG, JPG" in page
    assert "Nothing has been added yet." in page
    url, fields = upload_form(page)

    answer = wendy.post(url, {**fields, "file": SimpleUploadedFile("offer.pdf", PDF)})

    assert answer["Location"] == f"/cases/{app_uid}/1/form/?step={step}"
    shown = wendy.get(answer["Location"]).content.decode()
    assert "The document is uploaded." in shown
    assert "offer.pdf" in shown
    assert f"?step={step}&amp;show=" in shown


def test_what_the_step_does_not_take_is_refused_in_it(wendy, office, sandbox):
    app_uid = office.purchase()
    step = step_of(office.wendy, app_uid, 1, "INPUT_DOCUMENT")
    url, fields = upload_form(open_step(wendy, app_uid, 1, step))
    before = len(sandbox.ledger())

    answer = wendy.post(url, {**fields, "file": SimpleUploadedFile("plan.dwg", b"1")})

    assert answer["Location"] == f"/cases/{app_uid}/1/form/?step={step}"
    assert "not taken here" in wendy.get(answer["Location"]).content.decode()
    assert len(sandbox.ledger()) == before


def test_the_step_shows_its_own_documents_and_leads_on(wendy, office):
    app_uid = office.purchase()
    office.wendy.upload(app_uid, "offer.pdf", PDF)
    form, document = (
        step["id"] for step in office.wendy.call("GET", f"/cases/{app_uid}/1/steps")[:2]
    )

    page = open_step(wendy, app_uid, 1, document)

    assert "offer.pdf" in page
    assert re.search(rf'href="/cases/{app_uid}/1/form/\?step={form}">Back</a>', page)
    assert "Next step" not in page


def test_a_step_that_makes_a_document_makes_and_shows_it(wendy, office):
    app_uid = office.ready_purchase()
    index = int(office.wendy.call("GET", f"/cases/{app_uid}")["current_task"][0]["del_index"])
    step = step_of(office.wendy, app_uid, index, "OUTPUT_DOCUMENT")
    page = open_step(wendy, app_uid, index, step)
    assert "Goes to the supplier" in page
    assert "Nothing has been made yet." in page
    assert f'name="document_uid" value="{step}"' in page
    office.generate(app_uid)

    page = open_step(wendy, app_uid, index, step)

    made = re.search(r"\?step=[0-9a-f]{32}&amp;show=([0-9a-f]{32})", page)
    assert made
    assert "format=pdf" in page
    assert "format=doc" in page
    shown = wendy.get(f"/cases/{app_uid}/{index}/form/?step={step}&show={made[1]}")
    assert f"/documents/output/{made[1]}/preview/" in shown.content.decode()


def test_documents_that_cannot_be_read_are_no_empty_list(wendy, office, sandbox):
    app_uid = office.purchase()
    step = step_of(office.wendy, app_uid, 1, "INPUT_DOCUMENT")
    sandbox.fault("error_500_empty", path="/cases/*/input-documents")

    page = wendy.get(f"/cases/{app_uid}/1/form/?step={step}").content.decode()

    assert "Nothing has been added yet." not in page
    assert "Try again" in page
