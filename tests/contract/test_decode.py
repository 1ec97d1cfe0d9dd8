"""What the contract run makes of recordings, and of folders chosen by the caller."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contract.decode import NEVER_SENT, PAGE, WITHOUT_BODY, decode
from tests.contract.server import ROOT

API = "/api/1.0/workflow"
ROW = {"app_uid": "1" * 32, "del_index": "2", "app_number": "7", "app_title": "Boxes"}


def recorded(
    path: str, body: Any, status: int = 200, method: str = "GET", prefix: str = API
) -> dict[str, Any]:
    request = {"method": method, "path": prefix + path}
    return {"note": path, "request": request, "response": {"status": status, "body": body}}


def error(code: int, message: str = "Not Found") -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


@pytest.mark.parametrize(
    "exchange",
    [
        recorded("/cases", [ROW]),
        recorded("/cases/" + "1" * 32, error(403), 403),
        recorded("/lists/inbox", {"data": [], "total": 0}),
        recorded("/no/such/thing", error(404), 404),
        recorded("/no/such/thing", error(404), 200),
    ],
    ids=["list", "refusal", "left alone", "unknown", "unknown under status 200"],
)
def test_what_is_read_rightly_matches(tmp_path: Path, exchange: dict[str, Any]) -> None:
    found = decoded(tmp_path, exchange)
    assert (found.matched, found.exempt.total(), found.failures) == (1, 0, [])


@pytest.mark.parametrize(
    "exchange",
    [
        recorded("/cases", {"text": "<html>sign in</html>"}),
        recorded("/cases", [ROW | {"app_number": "many"}]),
        recorded("/lists/inbox", {"text": "nothing to be read"}),
    ],
    ids=["page for a list", "lost number", "no JSON"],
)
def test_what_cannot_be_read_fails(tmp_path: Path, exchange: dict[str, Any]) -> None:
    found = decoded(tmp_path, exchange)
    assert (found.matched, len(found.failures)) == (0, 1)


@pytest.mark.parametrize(
    ("exchange", "reason"),
    [
        (recorded("/workflow/oauth2/authorize", None, 302, prefix=""), PAGE),
        (recorded("/sysworkflow/login", {"text": "<!DOCTYPE html>"}, prefix=""), PAGE),
        (recorded("/cases/paged", None, method="HEAD"), WITHOUT_BODY),
        (recorded("/light/history/xyz", [ROW]), NEVER_SENT),
    ],
)
def test_what_is_no_business_of_a_client_is_exempt_with_a_reason(
    tmp_path: Path, exchange: dict[str, Any], reason: str
) -> None:
    found = decoded(tmp_path, exchange)
    assert (found.matched, found.failures, found.exempt) == (0, [], {reason: 1})


def decoded(folder: Path, exchange: dict[str, Any]) -> Any:
    (folder / "some.json").write_text(json.dumps([exchange]))
    return decode(folder)


@pytest.mark.parametrize(
    ("status", "last", "code"),
    [(200, "2 matched, 0 exempt, 0 failed", 0), (201, "1 matched, 0 exempt, 1 failed", 1)],
)
def test_other_folders_are_chosen_by_the_caller(
    tmp_path: Path, status: int, last: str, code: int
) -> None:
    for name in ("recordings", "scenarios"):
        (tmp_path / name).mkdir()
    step = {
        "note": "inbox",
        "as": "operator1",
        "request": {"method": "GET", "path": f"{API}/cases", "body": None, "content_type": None},
        "response": {"status": status, "body": []},
    }
    story = {"name": "short", "purpose": "one call", "server": "default", "steps": [step]}
    (tmp_path / "recordings" / "some.json").write_text(json.dumps([recorded("/cases", [ROW])]))
    (tmp_path / "scenarios" / "01-short.json").write_text(json.dumps(story))
    chosen = {name.upper(): str(tmp_path / name) for name in ("recordings", "scenarios")}
    command = [sys.executable, "-m", "tests.contract"]
    own = {name: value for name, value in os.environ.items() if name != "PROCESSMAKER_URL"}
    run = subprocess.run(
        command, cwd=ROOT, env=own | chosen, capture_output=True, text=True, timeout=60
    )
    assert run.stdout.splitlines()[-1] == last
    assert run.returncode == code
