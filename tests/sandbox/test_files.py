"""Documents of cases: what the recorded stories do not touch."""

from sandbox.files import make_pdf, make_png
from tests.sandbox.office import PROCESSES, Office, task_uid

PURCHASE = PROCESSES["Purchase request"]
QUOTATION = next(
    d["inp_doc_uid"] for d in PURCHASE["input_documents"] if d["inp_doc_title"] == "Quotation"
)
ORDER = next(
    d["out_doc_uid"] for d in PURCHASE["output_documents"] if d["out_doc_title"] == "Purchase order"
)
MOST = 32 * 1024 * 1024


def upload(office: Office, user: str, case: str, name: str, data: bytes) -> tuple[int, str]:
    fields = {
        "inp_doc_uid": QUOTATION,
        "tas_uid": task_uid("Purchase request", "Register request"),
        "app_doc_comment": "offer",
    }
    answer = office.call(
        user, "POST", f"/cases/{case}/input-document", data=fields, files={"form": (name, data)}
    )
    return answer.status_code, answer.json().get("app_doc_uid", answer.text)


def test_the_same_bytes_come_back_under_the_same_name(office: Office) -> None:
    case = office.start("operator1", "Purchase request", requestTitle="x")
    data = make_pdf(["Angebot Nr. 7 (äöü)", "second line"])
    status, uid = upload(office, "operator1", case, "Angebot ß.pdf", data)
    assert status == 200
    answer = office.call("nocases", "GET", f"/cases/{case}/input-document/{uid}/file")
    assert (answer.status_code, answer.content) == (206, data)
    name = answer.headers["content-disposition"].encode("latin-1").decode()
    assert name == 'attachment; filename="Angebot ß.pdf"'


def test_content_that_is_not_what_the_name_says_is_415(office: Office) -> None:
    case = office.start("operator1", "Purchase request", requestTitle="x")
    assert upload(office, "operator1", case, "a.png", make_png(1, 2, 3))[0] == 200
    assert upload(office, "operator1", case, "a.jpg", make_png(1, 2, 3))[0] == 415
    assert upload(office, "operator1", case, "a.txt", b"")[0] == 415
    assert upload(office, "operator1", case, "a.php", b"<?php echo 1;")[0] == 200


def test_too_large_a_file_is_400(office: Office) -> None:
    case = office.start("operator1", "Purchase request", requestTitle="x")
    status, text = upload(office, "operator1", case, "a.bin", b"\0" * (MOST + 1))
    assert (status, "32 Mbytes" in text) == (400, True)


def test_a_document_of_another_case_is_not_there(office: Office) -> None:
    first, second = (
        office.start("operator1", "Purchase request", requestTitle=title) for title in "ab"
    )
    uid = upload(office, "operator1", first, "a.txt", b"hello")[1]
    path = f"/cases/{second}/input-document/{uid}"
    assert office.refused("operator1", "GET", path)[0] == 400
    assert office.call("operator1", "GET", f"{path}/file").content == b"hello"


def test_the_supervisor_sees_his_own_or_those_of_his_steps(office: Office) -> None:
    case = office.start("operator1", "Purchase request", requestTitle="x")
    upload(office, "operator1", case, "theirs.txt", b"hello")
    path = f"/cases/{case}/input-documents"
    assert [row["app_doc_filename"] for row in office.get("supervisor", path)] == ["theirs.txt"]
    assert office.get("operator3", path) == []


def test_an_announced_file_that_never_came_is_a_redirect(office: Office) -> None:
    case = office.start("operator1", "Purchase request", requestTitle="x")
    announced = office.call(
        "operator1", "POST", f"/light/case/{case}/upload", json=[{"name": "later.txt"}]
    ).json()[0]
    path = f"/cases/{case}/input-document/{announced['appDocUid']}/file"
    assert office.call("operator1", "GET", path).status_code == 302


def test_a_generated_document_quotes_the_case(office: Office) -> None:
    case = office.start("operator1", "Purchase request", requestTitle="Ropes & tape", amount="12.5")
    office.route("operator1", case, 1)
    office.put("operator3", f"/cases/{case}/claim", {"index": 3})
    office.route("operator3", case, 3)
    office.route("operator2", case, 2)
    path = f"/cases/{case}/4/output-document/{ORDER}"
    assert office.refused("operator1", "POST", path, {})[0] == 400
    made = office.call("operator2", "POST", path, json={}).json()
    file = f"/cases/{case}/output-document/{made['app_doc_uid']}/file"
    word = office.call("operator2", "GET", file, params={"extension": "doc"})
    assert "Ropes & tape - 12.5" in word.text
    assert office.call("operator1", "GET", file).status_code == 403
    assert office.call("supervisor", "GET", file).content.startswith(b"%PDF-")
