"""What pmdash tells of by itself: jobs that have ended, each once, to those who want it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.job_states import ItemState, JobState
from cases.models import Job, JobItem
from tests.cases.lists_page import html

pytestmark = pytest.mark.django_db

COUNTERS = "/cases/counters/"
PREFERENCES = "/accounts/preferences/"
CHOICE = {"theme": "dark", "density": "compact", "page_size": "50", "language": "en"}


def ended_job(browser: Client, *items: ItemState, state: str = JobState.FINISHED) -> Job:
    """A job of the person that ends in this moment."""
    me = browser.get(PREFERENCES).wsgi_request.me  # type: ignore[attr-defined]
    job = Job.objects.create(
        operation="note",
        params={"text": "Seen"},
        selection={"kind": "rows", "refs": []},
        state=state,
        server=me.server_name,
        owner_uid=me.uid,
        owner_name=me.name,
        finished_at=timezone.now(),
    )
    for number, item in enumerate(items):
        JobItem.objects.create(job=job, app_uid=f"{number:032x}", del_index=1, state=item)
    return job


def told(browser: Client, at: str = "/cases/inbox/") -> str:
    """What the poll of a page brings."""
    headers: dict[str, Any] = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{at}"}
    return html(browser.get(COUNTERS, headers=headers))


def test_the_end_of_a_job_is_told_once_with_its_result(admin: Client) -> None:
    assert "data-toast" not in told(admin)
    job = ended_job(admin, ItemState.DONE, ItemState.DONE, ItemState.FAILED)
    first = told(admin)
    assert "2 cases done, 1 not" in first
    assert f'href="/cases/jobs/{job.pk}/"' in first
    assert 'hx-swap-oob="beforeend"' in first
    assert "data-toast" not in told(admin)


def test_a_job_that_could_not_be_planned_is_told_too(admin: Client) -> None:
    told(admin)
    ended_job(admin, state=JobState.BROKEN)
    assert "Could not be planned" in told(admin)


def test_what_ended_before_the_sign_in_is_history(admin: Client) -> None:
    Job.objects.filter(pk=ended_job(admin).pk).update(
        finished_at=timezone.now() - timedelta(hours=1)
    )
    told(admin)
    assert "data-toast" not in told(admin)


def test_the_page_of_the_job_needs_no_notice(admin: Client) -> None:
    told(admin)
    job = ended_job(admin, ItemState.DONE)
    assert "data-toast" not in told(admin, at=f"/cases/jobs/{job.pk}/?state=done")


def test_what_the_page_of_a_job_has_shown_is_not_told_again(admin: Client) -> None:
    told(admin)
    job = ended_job(admin, ItemState.DONE)
    poll: dict[str, Any] = {"HX-Request": "true", "HX-Target": "job-progress"}
    assert "has ended." in html(admin.get(f"/cases/jobs/{job.pk}/?seen=running", headers=poll))
    assert "data-toast" not in told(admin)


def test_a_document_that_was_seen_to_come_is_not_told_again(admin: Client) -> None:
    told(admin)
    job = ended_job(admin, ItemState.DONE)
    app_uid, uid = job.items.get().app_uid, "d" * 32
    job.operation, job.params = "generate", {"document_uid": uid, "document_title": "Order"}
    job.selection = {"kind": "case", "refs": [[app_uid, 1]]}
    job.save()
    poll: dict[str, Any] = {"HX-Request": "true", "HX-Target": f"make-{uid}"}
    making = admin.get(f"/cases/{app_uid}/1/documents/make/{uid}/?seen=", headers=poll)
    assert 'data-state="done"' in html(making)
    assert "data-toast" not in told(admin)


def test_the_jobs_of_others_are_not_told(admin: Client, silvia: Client) -> None:
    told(admin)
    ended_job(silvia, ItemState.DONE)
    assert "data-toast" not in told(admin)


def test_who_does_not_want_them_gets_none(admin: Client, sign_in: Callable[[str], Client]) -> None:
    admin.post(PREFERENCES, {**CHOICE, "notice_new_cases": "on"})
    admin.post("/accounts/logout/")
    again = sign_in("admin")
    told(again)
    ended_job(again, ItemState.DONE)
    assert "data-toast" not in told(again)
    assert 'data-notices="new-cases"' in html(again.get("/cases/inbox/"))


def test_an_operator_without_jobs_gets_figures_only(wendy: Client) -> None:
    told(wendy)
    assert "data-count" in told(wendy)
