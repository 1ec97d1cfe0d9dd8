"""Signing out while jobs run: the person chooses what becomes of them."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts import background
from accounts.grants import end_left_grants
from accounts.models import Grant
from accounts.server import anonymous_client, the_server
from accounts.tokens import GrantTokens
from accounts.vault import unseal
from processmaker import Client as ProcessMakerClient
from processmaker.errors import InvalidGrant

pytestmark = pytest.mark.django_db

LOGOUT = "/accounts/logout/"


class Jobs:
    """Background work with a given number of unfinished jobs."""

    def __init__(self, running: int) -> None:
        self.running = running

    def unfinished(self, grant: Grant) -> int:
        return self.running

    def stop(self, grant: Grant) -> None:
        self.running = 0


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    before = list(background._registered)
    background._registered[:] = [jobs := Jobs(2)]
    yield jobs
    background._registered[:] = before


def test_it_asks_first(wendy: Client, jobs: Jobs) -> None:
    page = wendy.post(LOGOUT)
    assert page.status_code == 200
    assert "2 jobs of yours are not done." in page.content.decode()
    assert wendy.get("/accounts/preferences/").status_code == 200


def test_stopped_jobs_leave_nothing_behind(wendy: Client, jobs: Jobs) -> None:
    response = wendy.post(LOGOUT, {"jobs": "stop"})
    assert response["Location"].endswith("reason=signed-out")
    assert jobs.running == 0
    assert not Grant.objects.exists()


def test_jobs_that_finish_keep_the_grant_and_nobody_else_does(wendy: Client, jobs: Jobs) -> None:
    session = wendy.cookies["pmdash_session"].value
    response = wendy.post(LOGOUT, {"jobs": "finish"})
    assert response["Location"].endswith("reason=signed-out-jobs")
    thief = Client()
    thief.cookies["pmdash_session"] = session
    assert thief.get("/accounts/preferences/").status_code == 302

    grant = Grant.objects.get()
    assert ProcessMakerClient(the_server(), GrantTokens(grant)).cases.start_tasks()
    assert end_left_grants() == 0

    jobs.running = 0
    copy = unseal(grant.sealed_tokens)
    assert end_left_grants() == 1
    assert not Grant.objects.exists()
    with pytest.raises(InvalidGrant):
        anonymous_client(the_server()).auth.refresh(copy.refresh)


def test_without_jobs_the_choice_is_not_needed(wendy: Client, jobs: Jobs) -> None:
    jobs.running = 0
    assert wendy.post(LOGOUT).status_code == 302
