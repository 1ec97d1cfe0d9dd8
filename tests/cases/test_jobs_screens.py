"""The page of a job: polling, pause, resume, stop, parking, sign-out, history, report."""

import re

import pytest
from django.test import Client

from accounts.models import Grant
from cases.jobs import lifecycle
from cases.models import Job
from tests.cases.bulk_pages import (  # noqa: F401
    BULK,
    POLL,
    bulk,
    plan,
    progress,
    report,
    run,
    text,
    ticked,
    wait_for,
    worker,
)
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("bulk")

JOBS = "/cases/jobs/"


def leaves(office: Office, count: int) -> list[tuple[str, int]]:
    """Short leaves that nobody has claimed."""
    return [(office.unclaimed_leave(), 2) for _ in range(count)]


def notes(browser: Client, cases: list[tuple[str, int]]) -> str:
    return plan(browser, {"case": ticked(cases), "operation": "note", "text": "hello"})


def test_polling_ends_with_the_job(silvia: Client, office: Office) -> None:
    url = notes(silvia, leaves(office, 2))
    turned = silvia.get(f"{url}?seen=collecting", **POLL)
    assert turned["HX-Refresh"] == "true"
    run(silvia, url)
    answer = silvia.get(f"{url}?seen=running&rows=0", **POLL)
    assert answer.status_code == 286
    part = text(answer)
    assert part.lstrip().startswith('<section id="job-progress" data-state="finished"')
    assert "hx-trigger" not in part.partition("<nav")[0]
    assert 'id="job-head" hx-swap-oob="true"' in part
    assert "has ended." in part
    quiet = text(silvia.get(f"{url}?seen=finished&rows=2", **POLL))
    assert "hx-swap-oob" not in quiet


def test_pause_resume_and_cancel(silvia: Client, office: Office, sandbox: SandboxProcess) -> None:
    url = notes(silvia, leaves(office, 80))
    sandbox.latency(1000)
    silvia.post(f"{url}confirm/")
    assert silvia.post(f"{url}confirm/").status_code == 302
    assert "every 1s" in text(silvia.get(url))
    silvia.post(f"{url}pause/")
    page = text(silvia.get(url))
    assert progress(silvia, url)["state"] == "paused"
    assert "Nothing more is sent until it is resumed." in page
    assert ">Resume<" in re.sub(r"<svg.*?</svg>", "", page)
    silvia.post(f"{url}resume/")
    assert progress(silvia, url)["state"] == "running"
    asked = text(silvia.get(f"{url}stop/"))
    assert "Nothing more is sent. Cases that are done stay as they are" in asked
    silvia.post(f"{url}stop/")
    found = wait_for(silvia, url, "cancelled")
    assert found["done"] == found["total"] == 80
    page = text(silvia.get(url))
    assert "Stopped before" in page
    log = re.findall(r"<h3>([^<]+)</h3>", page)
    assert log[:5] == ["Cancelled", "Stopping", "Running", "Paused", "Running"]


def test_a_plan_that_is_not_wanted_sends_nothing(
    silvia: Client, office: Office, sandbox: SandboxProcess
) -> None:
    url = notes(silvia, leaves(office, 1))
    before = len(sandbox.ledger())
    silvia.post(f"{url}stop/")
    assert progress(silvia, url)["state"] == "cancelled"
    answer = silvia.post(f"{url}confirm/")
    assert "has moved on since" in text(silvia.get(answer["Location"]))
    assert len(sandbox.ledger()) == before


@pytest.fixture
def many_cases(sandbox: SandboxProcess) -> None:
    """Asked for before anybody signs in: the server forgets them."""
    sandbox.reset(cases=300)


def test_more_than_a_hundred_are_confirmed_by_typing_their_number(
    many_cases: None, silvia: Client, office: Office
) -> None:
    url = plan(silvia, {"list": "search", "operation": "note", "text": "hello"})
    assert progress(silvia, url)["total"] > 100
    assert 'id="number"' in text(silvia.get(url))
    few = notes(silvia, leaves(office, 1))
    assert 'id="number"' not in text(silvia.get(few))


def test_numbers_that_nobody_knows_are_reported(silvia: Client, office: Office) -> None:
    app_uid = office.unclaimed_leave()
    number = office.silvia.call("GET", f"/cases/{app_uid}")["app_number"]
    asked = {"numbers": f"{number}, 987654321", "operation": "note", "text": "hello"}
    url = plan(silvia, asked)
    page = text(silvia.get(f"{url}?result=unknown_number"))
    assert "There is no case 987654321, or it is not for you." in page
    assert page.count("<tr data-item=") == 1
    assert any("987654321" in line for line in report(silvia, url))


def test_an_owner_who_is_signed_out_finds_the_job_waiting(
    silvia: Client, sign_in, office: Office
) -> None:
    url = notes(silvia, leaves(office, 1))
    Grant.objects.update(ended_at="2026-01-01T00:00:00Z")
    job = Job.objects.get()
    assert lifecycle.confirm(job)
    wait_until(Job.objects.filter(state="waiting").exists)
    again = sign_in("silvia")
    page = text(again.get(url))
    assert "goes on by itself when they sign in again" in page or 'data-state="running"' in page
    assert wait_for(again, url, "finished")["done"] == 1


def test_signing_out_asks_about_running_jobs_and_lets_them_finish(
    silvia: Client, sign_in, office: Office, sandbox: SandboxProcess
) -> None:
    url = notes(silvia, leaves(office, 20))
    sandbox.latency(2000)
    silvia.post(f"{url}confirm/")
    asked = silvia.post("/accounts/logout/")
    assert "1 job of yours is not done." in text(asked)
    assert silvia.post("/accounts/logout/", {"jobs": "finish"}).status_code == 302
    assert silvia.get(url).status_code == 302
    sandbox.latency(0)
    again = sign_in("silvia")
    assert wait_for(again, url, "finished")["done"] == 20
    # The grant that was left ends with its last job.
    wait_until(lambda: not Grant.objects.exclude(left_at=None).exists())


def test_signing_out_can_stop_them(
    silvia: Client, sign_in, office: Office, sandbox: SandboxProcess
) -> None:
    url = notes(silvia, leaves(office, 20))
    sandbox.latency(2000)
    silvia.post(f"{url}confirm/")
    assert silvia.post("/accounts/logout/", {"jobs": "stop"}).status_code == 302
    sandbox.latency(0)
    assert wait_for(sign_in("silvia"), url, "cancelled")["state"] == "cancelled"


def test_the_history_says_who_when_what(silvia: Client, admin: Client, office: Office) -> None:
    url = notes(silvia, leaves(office, 1))
    run(silvia, url)
    page = text(admin.get(JOBS))
    assert f'href="{url}"' in page
    assert "Silvia Ortega" in page
    assert "1 of 1" in page
    assert "No bulk job yet" in text(admin.get(f"{JOBS}?mine=1"))


def test_a_plan_is_saved_as_csv_too(silvia: Client, office: Office) -> None:
    url = notes(silvia, leaves(office, 1))
    answer = silvia.get(f"{url}report.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    lines = text(answer).lstrip("\ufeff").splitlines()
    assert lines[0].startswith("Case,Title,Process,Task")
    assert ",Planned," in lines[1]


def test_everything_of_one_person(silvia: Client, office: Office) -> None:
    app_uid = office.unclaimed_leave()
    office.jun.claim(app_uid, 2)
    page = text(silvia.get(BULK))
    jun = re.search(r'<option value="(\w{32})">Jun Takahashi', page)[1]
    asked = {"list": "reassign", "user": jun, "operation": "note", "text": "hello"}
    url = plan(silvia, asked)
    sources = re.findall(r'<td class="name" data-l="From"><bdi>([^<]*)', text(silvia.get(url)))
    assert set(sources) == {"Jun Takahashi"}
