"""A list that changes while its pages are read: nothing is missed, or the plan says so."""

from collections.abc import Callable

import pytest
from django.test import Client

from cases.jobs import collecting, reading, selection
from cases.jobs.creation import create_job
from cases.jobs.reading import reading_of
from cases.models import Job
from tests.cases.services.conftest import People
from tests.support.office import Office

PAGE = 3
DRAFTS = {"kind": "list", "list": "draft", "query": {"search": ""}}


@pytest.fixture(autouse=True)
def page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pages, one for each slice."""
    monkeypatch.setattr(selection, "PAGE", PAGE)
    monkeypatch.setattr(collecting, "SLICE_SECONDS", 0)


def planned(people: People, between: Callable[[int], object]) -> Job:
    """A plan for all drafts of bob; ``between(page)`` happens after each page that was read."""
    job = create_job(people("bob"), "note", {"text": "hello"}, DRAFTS)
    pages = 1
    while collecting.collect_slice(job.pk):
        between(pages)
        pages += 1
    job.refresh_from_db()
    assert job.state == "planned"
    return job


def drafts(office: Office, count: int) -> list[str]:
    """Bob's drafts, at least ``count``, in the order of their numbers."""
    for _ in range(count):
        office.bob.start("Apply for leave", {"employee": "Bob Tanner", "days": 2})
    rows = office.bob.call("GET", "/cases/draft/paged?limit=500&sort=APP_NUMBER&dir=ASC")["data"]
    return [row["app_uid"] for row in sorted(rows, key=lambda row: int(row["app_number"]))]


def test_what_moves_to_a_page_that_was_read_is_found(people: People, office: Office) -> None:
    uids = drafts(office, 8)
    job = planned(people, lambda page: office.bob.delete(uids[0]) if page == 1 else None)
    assert set(job.items.values_list("app_uid", flat=True)) == set(uids)
    assert reading_of(job).late == 1
    assert reading_of(job).steady


def test_a_list_at_rest_is_read_twice_and_nothing_is_said(people: People, office: Office) -> None:
    uids = drafts(office, 5)
    job = planned(people, lambda page: None)
    assert list(job.items.values_list("app_uid", flat=True)) == uids
    assert (reading_of(job).number, reading_of(job).late) == (2, 0)


def test_a_list_that_never_rests_is_read_some_times_and_the_plan_says_so(
    people: People, office: Office, silvia: Client
) -> None:
    drafts(office, 4)
    leave = {"employee": "Bob Tanner", "days": 2}
    job = planned(people, lambda page: office.bob.start("Apply for leave", leave))
    found = reading_of(job)
    assert (found.number, found.steady) == (reading.READINGS_AT_MOST, False)
    assert found.late > 0
    page = silvia.get(f"/cases/jobs/{job.pk}/").content.decode()
    assert f"{found.late} cases were found only by reading it again" in page
    assert "cases may be missing here" in page
