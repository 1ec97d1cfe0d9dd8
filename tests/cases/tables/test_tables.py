"""PM tables on screen: who sees them, rows, order, CSV, and files that go in."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from cases.models import AuditEvent
from cases.office_models import TableBackup, TableImport
from processmaker.models import Table
from tests.cases.tables.conftest import HEADINGS, put, rows_of, text
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db


def test_only_a_role_with_the_permission_sees_tables(
    admin: Client, sign_in: Callable[[str], Client], suppliers: Table
) -> None:
    for url in ("/tables/", f"/tables/{suppliers.uid}/", f"/tables/{suppliers.uid}/rows.csv"):
        assert admin.get(url).status_code == 200
        for name in ("silvia", "wendy"):
            refused = sign_in(name).get(url)
            assert refused.status_code == 403
            assert "PM_SETUP_PM_TABLES" in text(refused)
    assert sign_in("wendy").post(f"/tables/{suppliers.uid}/import/").status_code == 403


def test_the_list_is_searched(admin: Client) -> None:
    html = text(admin.get("/tables/?q=cost"))
    assert "PMT_COST_CENTRES" in html
    assert "PMT_SUPPLIERS" not in html


def names_on(html: str) -> list[str]:
    return re.findall(r'<tr><td class="num" dir="auto">\d+</td><td dir="auto">([^<]+)</td>', html)


def test_rows_are_sorted_as_their_type_says(admin: Client, suppliers: Table) -> None:
    html = text(admin.get(f"/tables/{suppliers.uid}/?sort=id&dir=desc"))
    assert names_on(html)[0] == "Bluewater Safety"
    assert "__index__" not in html
    assert "Whole number" in html


def test_rows_are_searched_in_all_columns(admin: Client, suppliers: Table) -> None:
    assert names_on(text(admin.get(f"/tables/{suppliers.uid}/?q=osaka"))) == ["紙屋商店"]
    assert "No row matches" in text(admin.get(f"/tables/{suppliers.uid}/?q=zzz"))


def test_an_unknown_table_is_not_found(admin: Client) -> None:
    assert admin.get(f"/tables/{'ab' * 16}/").status_code == 404


def test_csv_holds_what_is_shown_and_no_formulas(admin: Client, suppliers: Table) -> None:
    api(admin).pm_tables.add_row(suppliers.uid, {"ID": 99, "NAME": "=HYPERLINK(1)", "CITY": "X"})
    answer = admin.get(f"/tables/{suppliers.uid}/rows.csv?q=hyper")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = list(csv.DictReader(io.StringIO(content)))
    assert [(line["ID"], line["NAME"]) for line in lines] == [("99", "'=HYPERLINK(1)")]
    assert "attachment" in answer["Content-Disposition"]


def test_rows_are_appended(admin: Client, suppliers: Table) -> None:
    url = put(admin, suppliers, HEADINGS + "11,Acme,Leeds,GB,4\n12,Zeta,York,GB,3\n")
    assert "All rows fit the table." in text(admin.get(url))
    assert len(rows_of(admin, suppliers)) == 10
    page = text(admin.post(f"{url}send/", {"act": "append"}, follow=True))
    assert 'data-state="done"' in page
    assert len(rows_of(admin, suppliers)) == 12
    event = AuditEvent.objects.get(action="table-append")
    assert (event.outcome, event.details["now"]) == ("done", 12)


def test_a_file_is_not_sent_twice(admin: Client, suppliers: Table) -> None:
    url = put(admin, suppliers, HEADINGS + "11,Acme,Leeds,GB,4\n")
    admin.post(f"{url}send/", {"act": "append"})
    again = text(
        admin.post(f"{url}send/", {"act": "overwrite", "name": "PMT_SUPPLIERS"}, follow=True)
    )
    assert "not sent twice" in again or 'data-state="done"' in again
    assert len(rows_of(admin, suppliers)) == 11


def test_a_workbook_is_read(admin: Client, suppliers: Table) -> None:
    book = Workbook()
    book.active.append(["Id", "Name", "Town", "Rating"])
    book.active.append([11, "Acme", "Leeds", 4.0])
    data = io.BytesIO()
    book.save(data)
    url = put(admin, suppliers, data.getvalue(), "rows.xlsx")
    page = text(admin.get(url))
    assert "These columns of the file go nowhere: Town." in page
    admin.post(
        url, {"column-ID": "0", "column-NAME": "1", "column-CITY": "2", "column-RATING": "3"}
    )
    assert "go nowhere" not in text(admin.get(url))
    admin.post(f"{url}send/", {"act": "append"})
    assert rows_of(admin, suppliers)[-1]["city"] == "Leeds"
    assert rows_of(admin, suppliers)[-1]["rating"] == "4"


def test_what_does_not_fit_is_named_and_nothing_is_sent(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = put(
        admin,
        suppliers,
        HEADINGS
        + "11,Acme,Leeds,GB,4\nx,Bad,Leeds,GB,4\n12,Long,Leeds,GBR,4\n1,Twice,Leeds,GB,2\n",
    )
    page = text(admin.get(url))
    assert "3 rows do not fit the table; 1 do." in page
    assert "is no whole number" in page
    assert "is longer than 2 characters" in page
    assert "is there already" in page
    refused = admin.post(f"{url}send/", {"act": "append"})
    assert refused.status_code == 422
    assert "Nothing was sent" in text(refused)
    assert sandbox.ledger() == []
    admin.post(f"{url}send/", {"act": "append", "leave_out": "1"})
    assert len(rows_of(admin, suppliers)) == 11


def test_overwriting_asks_for_the_name_and_keeps_a_backup(admin: Client, suppliers: Table) -> None:
    before = rows_of(admin, suppliers)
    url = put(admin, suppliers, HEADINGS + "1,Only one,Leeds,GB,5\n")
    assert "The 10 rows that are there are lost" in text(admin.get(url))
    refused = admin.post(f"{url}send/", {"act": "overwrite", "name": "PMT_WRONG"})
    assert refused.status_code == 422
    assert 'value="PMT_WRONG"' in text(refused)
    assert rows_of(admin, suppliers) == before
    admin.post(f"{url}send/", {"act": "overwrite", "name": "PMT_SUPPLIERS"})
    assert [row["name"] for row in rows_of(admin, suppliers)] == ["Only one"]
    assert TableBackup.objects.get().count == 10


def test_a_backup_is_put_back(admin: Client, suppliers: Table) -> None:
    before = rows_of(admin, suppliers)
    url = put(admin, suppliers, HEADINGS + "1,Only one,Leeds,GB,5\n")
    admin.post(f"{url}send/", {"act": "overwrite", "name": "PMT_SUPPLIERS"})
    backup = TableBackup.objects.get()
    back = admin.post(f"/tables/{suppliers.uid}/backups/{backup.id}/put-back/")["Location"]
    admin.post(f"{back}send/", {"act": "overwrite", "name": "PMT_SUPPLIERS"})
    assert rows_of(admin, suppliers) == before


def test_an_answer_that_is_lost_is_read_back(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = put(admin, suppliers, HEADINGS + "11,Acme,Leeds,GB,4\n")
    sandbox.fault("applied_then_reset", path="/extrarest/pmtable/*/append", method="PUT", times=1)
    page = text(admin.post(f"{url}send/", {"act": "append"}, follow=True))
    assert 'data-state="done"' in page
    assert len(rows_of(admin, suppliers)) == 11


def test_a_session_that_ends_meanwhile_leaves_a_result(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = put(admin, suppliers, HEADINGS + "11,Acme,Leeds,GB,4\n")
    sandbox.fault("unauthorized_401", path="/extrarest/pmtable/*/append", method="PUT", times=5)
    admin.post(f"{url}send/", {"act": "append"})
    kept = TableImport.objects.get()
    assert kept.state == "failed"
    assert kept.result["now"] == 10


def test_old_files_are_forgotten_and_backups_are_not(admin: Client, suppliers: Table) -> None:
    url = put(admin, suppliers, HEADINGS + "1,Only one,Leeds,GB,5\n")
    admin.post(f"{url}send/", {"act": "overwrite", "name": "PMT_SUPPLIERS"})
    TableImport.objects.update(created_at=timezone.now() - timedelta(days=8))
    newer = put(admin, suppliers, HEADINGS + "11,Acme,Leeds,GB,4\n")
    assert admin.get(url).status_code == 404
    assert admin.get(newer).status_code == 200
    assert TableBackup.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty"),
        (b"ID,NAME\n", "no rows below"),
        (b"\0\1\2\3", "Only CSV and XLSX"),
        (b"PK\3\4 no workbook", "Only CSV and XLSX"),
        (b'ID,NAME\n1,"open', "This is no CSV file"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(
    admin: Client, suppliers: Table, data: bytes, reason: str
) -> None:
    file = SimpleUploadedFile("rows.csv", data)
    answer = admin.post(f"/tables/{suppliers.uid}/import/", {"file": file})
    assert answer.status_code == 422
    assert reason in text(answer)


def test_the_file_of_another_person_does_not_exist(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = put(admin, suppliers, HEADINGS + "11,Acme,Leeds,GB,4\n")
    TableImport.objects.update(user_uid="f" * 32)
    assert admin.get(url).status_code == 404
    assert admin.post(f"{url}send/", {"act": "append"}).status_code == 404


def test_a_report_table_is_read_with_the_same_screen(admin: Client) -> None:
    client = api(admin)
    project = client.projects.all()[0]
    table = client.projects.create_report_table(
        project.uid,
        {
            "rep_tab_name": "PMT_REPORT",
            "rep_tab_dsc": "All of them",
            "fields": [
                {"fld_name": "APP_NUMBER", "fld_type": "INTEGER"},
                {"fld_name": "APP_STATUS", "fld_type": "VARCHAR"},
            ],
        },
    )
    assert "PMT_REPORT" in text(admin.get("/tables/"))
    url = f"/tables/report/{project.uid}/{table.uid}/"
    page = text(admin.get(url))
    assert "TO_DO" in page
    assert "Import rows" not in page
    assert admin.get(f"{url}rows.csv").status_code == 200


def test_without_the_plug_in_rows_are_read_and_not_imported(
    sandbox: SandboxProcess, sign_in: Callable[[str], Client]
) -> None:
    sandbox.reset(profile="3.8")
    admin = sign_in("admin")
    table = api(admin).pm_tables.all()[0]
    page = text(admin.get(f"/tables/{table.uid}/"))
    assert "Importing rows needs the extraRest plug-in" in page
    assert "Import rows" not in page
    assert "extraRest plug-in" in text(admin.get(f"/tables/{table.uid}/import/"))
