"""The live run, with a sandbox as the live server."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from processmaker import Client, Server
from tests.contract.live.careful import CarefulClient, NotOurs
from tests.contract.live.run import run_live
from tests.contract.live.verdicts import LABELS
from tests.contract.server import ROOT, running_sandbox

CONFIRMED = {"CONTRACT_CONFIRM": "workflow"}
CASES = 20


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_sandbox("--cases", str(CASES)) as url:
        yield url


@pytest.fixture(autouse=True)
def begin(url: str) -> None:
    control(url, "reset", {"cases": CASES, "profile": "3.8+extrarest"})
    requests.delete(f"{url}/__sandbox__/requests", timeout=60).raise_for_status()


def control(url: str, name: str, body: Any = None) -> Any:
    asked = requests.request(
        "POST" if body else "GET", f"{url}/__sandbox__/{name}", json=body, timeout=30
    )
    asked.raise_for_status()
    return asked.json()


def settings(url: str, user: str, process: str, **more: str) -> dict[str, str]:
    return {
        "PROCESSMAKER_URL": url,
        "CLIENT_ID": "pmdash-demo",
        "CLIENT_SECRET": "pmdash-demo-secret",
        "PM_USER": user,
        "PM_PASSWORD": "sandbox",
        "PM_PROCESS": process,
        **more,
    }


def live(environment: dict[str, str]) -> tuple[int, list[str]]:
    lines: list[str] = []
    return run_live(environment, lines.append), lines


def admin(url: str) -> CarefulClient:
    server = Server(base_url=url, client_id="pmdash-demo", client_secret="pmdash-demo-secret")
    token = Client(server).auth.sign_in("admin", "sandbox")
    return CarefulClient(server, token.access_token)


def started_and_touched(url: str) -> tuple[set[str], set[str]]:
    ledger = control(url, "ledger")
    starts = {"/api/1.0/workflow/cases", "/api/1.0/workflow/cases/impersonate"}
    started = {one["case"] for one in ledger if one["path"] in starts}
    return started, {one["case"] for one in ledger}


@pytest.mark.parametrize(
    ("user", "process", "routes"),
    [("wendy", "Purchase order", False), ("silvia", "Leave request", True)],
)
def test_it_works_on_its_own_cases_and_removes_them(
    url: str, user: str, process: str, routes: bool
) -> None:
    code, lines = live(settings(url, user, process, **CONFIRMED))
    assert code == 0
    assert re.fullmatch(r"1\d\d matched, \d+ exempt, 0 failed", lines[-1])
    started, touched = started_and_touched(url)
    assert len(started) == 2
    assert touched == started
    paths = " ".join(one["path"] for one in control(url, "ledger"))
    assert ("route-case" in paths) is routes
    client = Client(
        Server(base_url=url, client_id="pmdash-demo", client_secret="pmdash-demo-secret")
    )
    token = client.auth.sign_in("admin", "sandbox").access_token
    rows = Client(client.server, token).lists.search()
    left = {row.app_uid: row.status.value for row in rows if row.app_uid in started}
    assert set(left.values()) == ({"CANCELLED"} if routes else set())


def test_every_endpoint_has_a_verdict(url: str) -> None:
    _, lines = live(settings(url, "wendy", "Purchase order", **CONFIRMED))
    verdicts = {line[11:].split("  ")[0].strip(): line[:9].strip() for line in lines[:-1]}
    assert set(verdicts) == set(LABELS.values())
    assert verdicts["GET /cases/{app_uid}"] == "ok"
    assert verdicts["POST /cases"] == "ok"
    assert verdicts["GET /users"] == "refused"
    assert verdicts["GET /light/category"] == "died"
    assert verdicts["DELETE /user/{usr_uid}"] == "not tried"


def test_an_old_server_lacks_endpoints_and_that_is_no_failure(url: str) -> None:
    control(url, "reset", {"cases": CASES, "profile": "3.2+display_errors+output_buffering"})
    code, lines = live(settings(url, "silvia", "Leave request", **CONFIRMED))
    assert (code, lines[-1].endswith("0 failed")) == (0, True)
    assert any(line.startswith("absent     GET /home/todo") for line in lines)


def test_a_server_that_answers_rubbish_fails(url: str) -> None:
    rule = {"name": "html_200", "path": "/cases/*/tasks", "method": "GET"}
    control(url, "faults", rule)
    try:
        code, lines = live(settings(url, "wendy", "Purchase order", **CONFIRMED))
    finally:
        requests.delete(f"{url}/__sandbox__/faults", timeout=60)
    assert code == 1
    assert any(line.startswith("failed     GET /cases/{app_uid}/tasks") for line in lines)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CONTRACT_CONFIRM": ""}, "CONTRACT_CONFIRM=workflow"),
        ({"CONTRACT_CONFIRM": "yes"}, "CONTRACT_CONFIRM=workflow"),
        ({"PM_PROCESS": ""}, "PM_PROCESS  uid or title"),
    ],
)
def test_without_confirmation_nothing_is_sent(url: str, changed: dict[str, str], said: str) -> None:
    code, lines = live(settings(url, "wendy", "Purchase order", **CONFIRMED) | changed)
    assert code == 2
    assert said in lines[-1]
    assert control(url, "requests") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PM_PROCESS": "Moon landing"}, "there is: "),
        ({"PM_PASSWORD": "wrong"}, "Invalid username"),
    ],
)
def test_what_cannot_begin_says_why_and_writes_nothing(
    url: str, changed: dict[str, str], said: str
) -> None:
    code, lines = live(settings(url, "wendy", "Purchase order", **CONFIRMED) | changed)
    assert (code, said in lines[-1]) == (2, True)
    assert control(url, "ledger") == []


def test_cases_of_others_and_other_writes_are_never_sent(url: str) -> None:
    client = admin(url)
    other = client.lists.search()[0]
    requests.delete(f"{url}/__sandbox__/requests", timeout=60).raise_for_status()
    for call in (
        lambda: client.cases.get(other.app_uid),
        lambda: client.cases.cancel(other.app_uid, del_index=other.del_index),
        lambda: client.cases.reassign_many([(other.app_uid, 1)], target_uid="1" * 32),
        lambda: client.home.pending_tasks(other.number),
        lambda: client.cases.start(other.process_uid, other.task_uid),
        lambda: client.users.delete("1" * 32),
        lambda: client.documents.input_file(other.app_uid, "1" * 32),
        lambda: client.in_zone(client.zone).light.history(other.app_uid),
    ):
        with pytest.raises(NotOurs):
            call()
    assert control(url, "requests") == []


def test_the_command_takes_its_settings_from_the_environment(url: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.contract"],
        cwd=ROOT,
        env=os.environ | settings(url, "wendy", "Purchase order"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 2
    assert "CONTRACT_CONFIRM=workflow" in run.stdout
