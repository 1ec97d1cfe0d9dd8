"""A large file on its way into a PM table: in parts, in the background, each row once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Grant
from cases.jobs import table_imports
from cases.models import AuditEvent
from cases.office_models import TableBackup, TableImport
from cases.services.table_parts import MOST_TRIES
from processmaker.models import Table
from tests.cases.lists_page import html
from tests.cases.tables.conftest import HEADINGS, put, rows_of, text
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

MANY = 1200
APPEND = "/extrarest/pmtable/*/append"
OVERWRITE = {"act": "overwrite", "name": "PMT_SUPPLIERS"}


def begin(browser: Client, table: Table, **act: str) -> str:
    """Confirm an import of many rows, keys from 101 on; its address."""
    lines = "".join(f"{number},Supplier {number},Leeds,GB,3\n" for number in range(101, 101 + MANY))
    url = put(browser, table, HEADINGS + lines)
    assert browser.post(f"{url}send/", act or {"act": "append"})["Location"] == url
    return url


def work() -> TableImport:
    """What a worker does when it is rung for, until nothing is left for it."""
    while table_imports.work_on(TableImport.objects.get().pk):
        pass
    return TableImport.objects.get()


def later() -> None:
    """Time passes until no request of the import can be running."""
    past = timezone.now() - timedelta(seconds=1)
    assert TableImport.objects.filter(state="sending").update(lease_until=past)


def keys(browser: Client, table: Table) -> list[int]:
    return [int(row["id"]) for row in rows_of(browser, table)]


def test_many_rows_are_sent_in_the_background(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = begin(admin, suppliers)
    page = text(admin.get(url))
    assert 'data-state="sending" data-sent="0" data-total="1200"' in page
    assert "You can close this page" in page
    assert sandbox.ledger() == []
    done = work()
    assert (done.state, done.sent) == ("done", MANY)
    assert keys(admin, suppliers) == [*range(1, 11), *range(101, 101 + MANY)]
    page = text(admin.get(url))
    assert "1200 rows were sent and are in the table." in page
    assert '<dd id="rows-now">1210</dd>' in page
    assert AuditEvent.objects.get(action="table-append").outcome == "done"


def test_the_progress_is_a_part_that_asks_for_itself_until_the_end(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = begin(admin, suppliers)
    sandbox.forget_asked()
    part = {"HX-Request": "true", "HX-Target": "result"}
    sending = html(admin.get(url, headers=part))
    assert sending.lstrip().startswith("<section")
    assert 'hx-trigger="every 1s"' in sending
    assert sandbox.asked() == []
    work()
    assert "hx-trigger" not in html(admin.get(url, headers=part))


def test_a_refusal_in_the_middle_says_what_is_in_the_table_and_the_rest_can_follow(
    admin: Client, suppliers: Table
) -> None:
    url = begin(admin, suppliers)
    api(admin).pm_tables.add_row(suppliers.uid, {"ID": 800, "NAME": "In between"})
    failed = work()
    page = text(admin.get(url))
    assert (failed.state, failed.sent) == ("failed", 699)
    assert "A row has a key that is in the table already." in page
    assert "699 of 1200 rows are known to be in the table." in page
    assert "The first that is not stands in line 701 of the file." in page
    assert '<dd id="rows-now">710</dd>' in page
    assert "Send the 501 rows that are left" in page
    refused = text(admin.post(f"{url}rest/", follow=True))
    assert "The table holds other rows than those that were sent." in refused
    api(admin).pm_tables.delete_row(suppliers.uid, "ID", "800")
    admin.post(f"{url}rest/")
    assert work().state == "done"
    assert keys(admin, suppliers) == [*range(1, 11), *range(101, 101 + MANY)]


def test_a_failed_overwrite_offers_the_backup(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = begin(admin, suppliers, **OVERWRITE)
    sandbox.fault("unauthorized_401", path=APPEND, method="PUT", times=9)
    failed = work()
    page = text(admin.get(url))
    assert (failed.state, failed.sent) == ("failed", 500)
    assert "ProcessMaker refused the rows." in page
    assert TableBackup.objects.get().count == 10
    assert "Save the backup" in page
    assert "Put it back" in page


def test_a_part_whose_answer_is_lost_is_counted_and_not_sent_twice(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    begin(admin, suppliers)
    sandbox.fault("applied_then_reset", path=APPEND, method="PUT", times=2)
    assert work().state == "done"
    assert keys(admin, suppliers) == [*range(1, 11), *range(101, 101 + MANY)]


def test_a_part_that_did_not_arrive_is_sent_again_when_no_request_can_be_running(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    begin(admin, suppliers)
    sandbox.fault("error_500_null", path=APPEND, method="PUT", times=1)
    waiting = work()
    assert (waiting.state, waiting.sent, waiting.part) == ("sending", 0, 500)
    assert not table_imports.work_on(waiting.pk)
    later()
    assert work().state == "done"
    assert keys(admin, suppliers) == [*range(1, 11), *range(101, 101 + MANY)]


def test_a_worker_that_died_over_a_part_leaves_it_to_be_counted(
    admin: Client, suppliers: Table
) -> None:
    begin(admin, suppliers)
    rows = [{"ID": number, "NAME": "Supplier"} for number in range(101, 601)]
    api(admin).extrarest.append_rows(suppliers.uid, rows)
    TableImport.objects.update(part=500, tries=1, fence=1, lease_until=timezone.now())
    later()
    assert work().state == "done"
    assert keys(admin, suppliers) == [*range(1, 11), *range(101, 101 + MANY)]


def test_an_overwrite_that_died_over_its_first_part_empties_the_table_again(
    admin: Client, suppliers: Table
) -> None:
    begin(admin, suppliers, **OVERWRITE)
    rows = [{"ID": number, "NAME": "Supplier"} for number in range(101, 151)]
    api(admin).extrarest.overwrite_rows(suppliers.uid, rows)
    TableImport.objects.update(part=500, tries=1, fence=1, lease_until=timezone.now())
    later()
    assert work().state == "done"
    assert keys(admin, suppliers) == [*range(101, 101 + MANY)]


def test_a_server_that_always_fails_is_not_asked_for_ever(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = begin(admin, suppliers)
    sandbox.fault("error_500_null", path=APPEND, method="PUT", times=99)
    for _time in range(MOST_TRIES):
        assert work().state == "sending"
        later()
    failed = work()
    assert (failed.state, failed.sent) == ("failed", 0)
    assert "ProcessMaker failed over the rows." in text(admin.get(url))
    assert len(rows_of(admin, suppliers)) == 10


def test_somebody_else_s_rows_end_it_before_anything_is_doubled(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    url = begin(admin, suppliers)
    sandbox.fault("error_500_null", path=APPEND, method="PUT", times=1)
    work()
    api(admin).pm_tables.add_row(suppliers.uid, {"ID": 5000, "NAME": "In between"})
    later()
    assert work().state == "failed"
    page = text(admin.get(url))
    assert "somebody else may have changed it" in page
    assert "that are left" not in page
    assert len(rows_of(admin, suppliers)) == 11


def test_it_is_stopped_between_two_parts(admin: Client, suppliers: Table) -> None:
    url = begin(admin, suppliers)
    assert admin.post(f"{url}stop/")["Location"] == url
    assert work().state == "failed"
    page = text(admin.get(url))
    assert "It was stopped." in page
    assert "Send the 1200 rows that are left" in page


def test_only_one_file_at_a_time_goes_into_a_table(admin: Client, suppliers: Table) -> None:
    begin(admin, suppliers)
    second = put(admin, suppliers, HEADINGS + "11,Acme,Leeds,GB,4\n")
    page = text(admin.post(f"{second}send/", {"act": "append"}))
    assert "Ada Minton is importing into this table." in page
    assert len(rows_of(admin, suppliers)) == 10


def test_without_a_sign_in_it_ends_and_says_so(
    admin: Client, suppliers: Table, sandbox: SandboxProcess
) -> None:
    begin(admin, suppliers)
    Grant.objects.update(ended_at=timezone.now())
    failed = work()
    assert (failed.state, failed.result["reason"]) == ("failed", "signed-out")
    assert sandbox.ledger() == []


def test_signing_out_asks_about_it(admin: Client, suppliers: Table) -> None:
    begin(admin, suppliers)
    assert "1 job of yours is not done." in text(admin.post("/accounts/logout/"))
    admin.post("/accounts/logout/", {"jobs": "stop"})
    assert TableImport.objects.get().stopping


def test_its_end_is_told_and_the_table_leads_to_it(admin: Client, suppliers: Table) -> None:
    admin.get("/cases/counters/")
    url = begin(admin, suppliers)
    assert url in text(admin.get(f"/tables/{suppliers.uid}/"))
    work()
    told = text(admin.get("/cases/counters/"))
    assert "Import into PMT_SUPPLIERS: Done" in told
    assert f'href="{url}"' in told
    assert "data-toast" not in text(admin.get("/cases/counters/"))


def test_nobody_else_stops_or_resumes_it(admin: Client, suppliers: Table, silvia: Client) -> None:
    url = begin(admin, suppliers)
    for act in ("stop", "rest"):
        assert silvia.post(f"{url}{act}/").status_code == 403
    TableImport.objects.update(user_uid="f" * 32)
    for act in ("stop", "rest"):
        assert admin.post(f"{url}{act}/").status_code == 404
