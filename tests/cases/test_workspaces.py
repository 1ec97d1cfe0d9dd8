"""What belongs to one workspace is not to be had in another, by whatever id."""

import uuid

import pytest
from django.test import Client

from accounts.models import Grant
from accounts.workspaces import first_workspace
from cases.jobs.owners import actor_of, live_grant
from cases.models import Job, SubmitKey
from cases.office_models import NamedReport, TableBackup
from cases.services.outcomes import done
from cases.services.submissions import new_key, once
from cases.view_models import SavedView
from processmaker.errors import SignedOut
from tests.cases.lists_page import html
from tests.conftest import SignIn
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess
from tests.support.workspaces import Sales

pytestmark = pytest.mark.django_db
TABLE = "a" * 32


@pytest.fixture
def first(admin: Client) -> Grant:
    """The grant of an administrator of the first workspace."""
    return Grant.objects.get(id=admin.session["grant"])


@pytest.fixture
def beside(admin: Client, sales: Sales) -> Client:
    """The same browser, at work in the second workspace as the same person."""
    sales.sign_in(admin, "admin")
    return admin


def back(browser: Client) -> None:
    browser.post("/accounts/workspace/", {"workspace": first_workspace().key})


def place(grant: Grant) -> str:
    return f"{grant.server}/{grant.workspace}"


def job_of(grant: Grant) -> Job:
    return Job.objects.create(
        operation="note",
        params={"text": "Hello"},
        selection={"kind": "numbers", "numbers": [1]},
        state="planned",
        server=place(grant),
        owner_uid=grant.user_uid,
        owner_name=grant.name,
        grant=grant,
    )


def test_jobs_views_reports_and_backups(first: Grant, beside: Client) -> None:
    whose = {"server": place(first), "owner_uid": first.user_uid, "owner_name": first.name}
    job = job_of(first)
    view = SavedView.objects.create(**whose, list="search", name="Mine there", shared=True)
    report = NamedReport.objects.create(
        server=place(first), title="Report there", name="there", created_by="Ada"
    )
    backup = TableBackup.objects.create(
        id=uuid.uuid4(),
        server=place(first),
        table_uid=TABLE,
        table_name="T",
        user_uid=first.user_uid,
        user_name=first.name,
        count=1,
        csv="A\n1\n",
    )
    addresses = [
        f"/cases/jobs/{job.pk}/",
        f"/cases/jobs/{job.pk}/report.csv",
        f"/cases/views/{view.pk}/",
        f"/reports/{report.pk}/",
        f"/tables/{TABLE}/backups/{backup.pk}/",
    ]
    assert [beside.get(address).status_code for address in addresses] == [404] * len(addresses)
    assert "Mine there" not in html(beside.get(f"/cases/search/?view={view.pk}"))
    assert "Report there" not in html(beside.get("/reports/"))
    assert f"/cases/jobs/{job.pk}/" not in html(beside.get("/cases/jobs/"))
    back(beside)
    assert [beside.get(address).status_code for address in addresses] == [200] * len(addresses)
    assert "Mine there" in html(beside.get("/cases/search/"))


def test_a_job_runs_in_the_workspace_of_its_own(first: Grant, beside: Client, sales: Sales) -> None:
    job = job_of(first)
    assert actor_of(job).pm.server == first_workspace().server
    there = Grant.objects.get(workspace="sales")
    assert actor_of(job_of(there)).pm.server == sales.workspace.server
    first.delete()
    job.refresh_from_db()
    assert there.user_uid == job.owner_uid
    assert live_grant(job) is None
    with pytest.raises(SignedOut):
        actor_of(job)


def test_a_case_of_the_other_workspace_is_not_opened(
    sign_in: SignIn, sales: Sales, sandbox: SandboxProcess
) -> None:
    app_uid = Office(sandbox.url).purchase()
    browser = sign_in("wendy")
    assert browser.get(f"/cases/{app_uid}/").status_code == 200
    sales.sign_in(browser, "wendy")
    sandbox.forget_asked()
    for path in ("", "data/", "documents/", "notes/", "history/"):
        assert browser.get(f"/cases/{app_uid}/{path}").status_code in (403, 404), path
    assert sandbox.asked() == []


def test_a_form_that_was_sent_in_one_workspace_was_not_in_the_other(
    first: Grant, beside: Client
) -> None:
    key = new_key()
    owners = [f"{one.server}|{one.workspace}|{one.user_uid}" for one in Grant.objects.all()]
    told = [once(owner, key, "claim x 1", lambda: done("claimed")) for owner in owners]
    assert [outcome.replayed for outcome in told] == [False, False]
    assert SubmitKey.objects.count() == 2
