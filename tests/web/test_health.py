"""Health: up is one thing, ready is another."""

import pytest
from django.test import Client

from pmdash.health import recent_checks
from pmdash.web import redis as our_redis
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _check_anew() -> None:
    recent_checks.cache_clear()


def test_this_process_is_up(db: None) -> None:
    assert Client().get("/healthz").json() == {"state": "up"}


def test_everything_around_is_told_with_its_latency(sandbox: SandboxProcess) -> None:
    answer = Client().get("/readyz").json()
    assert set(answer["checks"]) == {"database", "redis", "worker", "processmaker"}
    states = {name: check["state"] for name, check in answer["checks"].items()}
    assert states == {"database": "up", "redis": "up", "worker": "down", "processmaker": "up"}
    assert answer["state"] == "degraded"
    assert all(check["milliseconds"] >= 0 for check in answer["checks"].values())


def test_processmaker_down_does_not_take_pmdash_out_of_service(sandbox: SandboxProcess) -> None:
    sandbox.fault("error_503_json")
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json()["checks"]["processmaker"]["state"] == "down"


def test_sessions_survive_redis(wendy: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(our_redis._Rest, "until", float("inf"))
    assert wendy.get("/accounts/preferences/").status_code == 200
