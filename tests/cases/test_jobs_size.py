"""The page of a large job: as few questions to the database as that of a small one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Grant
from cases.job_states import ItemState, JobState
from cases.models import Job, JobItem
from tests.cases.bulk_pages import POLL

MANY = 10_000
MOST_QUERIES = 10
MOST_QUERIES_OF_A_POLL = 9


def job_of(count: int, state: JobState, first: int = 0) -> str:
    """The address of a job of silvia with ``count`` items, half of them done."""
    silvia = Grant.objects.get(username="silvia")
    now = timezone.now()
    job = Job.objects.create(
        operation="note",
        params={"text": "hello"},
        selection={"kind": "rows", "refs": []},
        state=state,
        server=f"{silvia.server}/{silvia.workspace}",
        owner_uid=silvia.user_uid,
        owner_name=silvia.name,
        confirmed_at=None if state is JobState.PLANNED else now - timedelta(minutes=5),
    )
    JobItem.objects.bulk_create(
        JobItem(job=job, app_uid=f"{at:032x}", del_index=1, number=at, title=f"Case {at}", **more)
        for at in range(first, first + count)
        for more in [became(at - first, count, state)]
    )
    return f"/cases/jobs/{job.pk}/"


def became(at: int, count: int, state: JobState) -> dict[str, object]:
    """What became of an item: every tenth was left out, some of the others failed."""
    if at % 10 == 9:
        return {"state": ItemState.SKIPPED, "reason": "is_paused"}
    if state is JobState.PLANNED or at > count / 2:
        return {"state": ItemState.PLANNED}
    ended = {"finished_at": timezone.now() - timedelta(seconds=at / 100)}
    if at % 10 == 8:
        return {"state": ItemState.FAILED, "reason": "taken", **ended}
    return {"state": ItemState.DONE, **ended}


def asked(browser: Client, url: str, **more: object) -> list[str]:
    """The queries of one look at the page."""
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(url, **more)
    assert answer.status_code in (200, 286)
    return [query["sql"] for query in queries]


STATES = pytest.mark.parametrize(
    "state", [JobState.PLANNED, JobState.RUNNING, JobState.FINISHED], ids=str
)


@STATES
@pytest.mark.parametrize("query", ["", "?result=failed", "?page=90"])
def test_a_page_asks_as_often_for_many_items_as_for_few(
    silvia: Client, state: JobState, query: str
) -> None:
    few = asked(silvia, job_of(20, state, first=MANY) + query)
    many = asked(silvia, job_of(MANY, state) + query)
    assert len(many) <= len(few) <= MOST_QUERIES


@STATES
def test_a_poll_reads_no_items(silvia: Client, state: JobState) -> None:
    url = job_of(200, state)
    for sql in asked(silvia, f"{url}?seen={state}&rows=7", **POLL):
        assert '"cases_jobitem"."title"' not in sql
    assert len(asked(silvia, f"{url}?seen={state}&rows=7", **POLL)) <= MOST_QUERIES_OF_A_POLL


def test_a_job_that_no_worker_takes_up_says_so(silvia: Client) -> None:
    url = job_of(3, JobState.RUNNING)
    long_ago = timezone.now() - timedelta(minutes=5)
    Job.objects.update(created_at=long_ago)
    assert "No worker has taken this job up." not in silvia.get(url).content.decode()
    JobItem.objects.update(state=ItemState.PLANNED, due_at=long_ago)
    assert "No worker has taken this job up." in silvia.get(url).content.decode()
    polled = silvia.get(f"{url}?seen=running&rows=0", **POLL).content.decode()
    assert "No worker has taken this job up." in polled


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan of a query")
def test_results_are_read_along_an_index(silvia: Client) -> None:
    url = job_of(MANY, JobState.FINISHED)
    (listed,) = [sql for sql in asked(silvia, url) if '"cases_jobitem"."title"' in sql]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {listed}")
        steps = " / ".join(step[-1] for step in cursor.fetchall())
    assert "USING INDEX" in steps
    assert "SCAN cases_jobitem" not in steps
    assert "FOR ORDER BY" not in steps
