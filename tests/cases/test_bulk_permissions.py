"""Who may do what with many cases: by button, address and forged form; whose job it is."""

import pytest
from django.test import Client

from accounts.models import Grant
from cases.models import Job
from tests.cases.bulk_pages import BULK, text

pytestmark = pytest.mark.django_db

JOBS = "/cases/jobs/"
ACTIONS = ("confirm", "pause", "resume", "stop", "retry", "undo")


@pytest.fixture
def job_of_silvia(silvia: Client) -> str:
    grant = Grant.objects.get(id=silvia.session["grant"])
    job = Job.objects.create(
        operation="note",
        params={"text": "hello"},
        selection={"kind": "numbers", "numbers": [1]},
        state="planned",
        server=f"{grant.server}/{grant.workspace}",
        owner_uid=grant.user_uid,
        owner_name=grant.name,
        grant=grant,
    )
    return f"{JOBS}{job.pk}/"


def test_operators_find_no_way_in(wendy: Client, silvia: Client) -> None:
    for browser, shown in ((wendy, False), (silvia, True)):
        inbox = text(browser.get("/cases/search/"))
        assert (f'href="{JOBS}"' in inbox) is shown
        assert (BULK in inbox) is shown


@pytest.mark.parametrize("path", [BULK, f"{BULK}?list=inbox&operation=pause", JOBS])
def test_an_address_alone_opens_nothing(wendy: Client, path: str) -> None:
    answer = wendy.get(path)
    assert answer.status_code == 403
    assert "does not change many cases at once" in text(answer)


def test_a_forged_plan_makes_no_job(wendy: Client) -> None:
    answer = wendy.post(
        BULK,
        {
            "case": f"{'a' * 32}/1",
            "operation": "note",
            "text": "hi",
            "plan": "1",
            "submit_key": "k" * 20,
        },
    )
    assert answer.status_code == 403
    assert not Job.objects.exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_forged_action_changes_nothing(wendy: Client, job_of_silvia: str, action: str) -> None:
    answer = wendy.post(f"{job_of_silvia}{action}/", {"submit_key": "k" * 20})
    assert answer.status_code == 403
    assert [job.state for job in Job.objects.all()] == ["planned"]


@pytest.mark.parametrize("end", ["", "report.csv", "documents.zip"])
def test_what_a_job_holds_is_not_for_operators(wendy: Client, job_of_silvia: str, end: str) -> None:
    assert wendy.get(f"{job_of_silvia}{end}").status_code == 403


def test_who_sees_all_cases_looks_at_the_jobs_of_others_and_steers_none(
    admin: Client, job_of_silvia: str
) -> None:
    page = text(admin.get(job_of_silvia))
    assert "Silvia Ortega" in page
    assert 'id="confirm"' not in page
    assert admin.get(f"{job_of_silvia}report.csv").status_code == 200
    answer = admin.post(f"{job_of_silvia}stop/")
    assert answer.status_code == 403
    assert "belongs to Silvia Ortega, who alone steers it" in text(answer)
    assert admin.get(JOBS).status_code == 200


def test_a_list_that_the_role_lacks_cannot_be_chosen(silvia: Client) -> None:
    Grant.objects.update(permissions=["PM_CASES", "PM_REASSIGNCASE"], permissions_known=True)
    answer = silvia.get(f"{BULK}?list=review")
    assert answer.status_code == 403
    assert "PM_SUPERVISOR" in text(answer)
    answer = silvia.get(f"{BULK}?list=inbox&operation=cancel")
    assert answer.status_code == 403
    assert "PM_CANCELCASE" in text(answer)
    assert "operation=cancel" not in text(silvia.get(f"{BULK}?list=inbox"))


def test_a_job_of_nobody_is_not_found(silvia: Client) -> None:
    assert silvia.get(f"{JOBS}987654/").status_code == 404
    assert silvia.get(f"{JOBS}987654/explode/").status_code == 404


def test_signed_out_people_sign_in_first(db: None, job_of_silvia: str) -> None:
    answer = Client().get(job_of_silvia)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
