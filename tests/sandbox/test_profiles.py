"""Server generations and settings change what a client sees."""

import subprocess
import sys

import pytest
import requests

from sandbox.profiles import ProfileError, parse_profile
from tests.contract.server import ROOT
from tests.sandbox.office import CLIENT, WORLD_FILE, Office, trigger_uid

NOBODY = "0" * 32


def test_a_release_has_only_its_own_routes(office: Office) -> None:
    office.begin("3.2")
    assert office.call("operator1", "GET", "/home/todo").status_code == 404
    assert office.call("operator1", "GET", f"/cases/{NOBODY}/userstoreassign").status_code == 404
    assert office.call("operator1", "GET", "/cases/paged").status_code == 200
    office.begin("3.8")
    assert office.call("operator1", "GET", "/home/todo").status_code == 200


def test_extrarest_is_there_only_with_the_plug_in(office: Office) -> None:
    path = "/extrarest/login-user"
    office.begin("3.8")
    assert office.call("operator1", "GET", path).status_code == 404
    office.begin("3.4+extrarest")
    assert office.call("operator1", "GET", path).status_code == 200


def test_notices_stand_before_the_json_with_display_errors(office: Office) -> None:
    office.begin("3.8+display_errors+output_buffering")
    answer = office.call("operator1", "PUT", f"/cases/{NOBODY}/route-case", json={})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.text.startswith("<br />\n<b>Notice</b>:  Trying to access array offset")
    assert answer.text.endswith("in table AppDelegation doesn't exist!\"}}")


def test_without_output_buffering_a_notice_forces_the_status(office: Office) -> None:
    office.begin("3.8+display_errors")
    answer = office.call("operator1", "PUT", f"/cases/{NOBODY}/route-case", json={})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=UTF-8")
    assert "Cannot modify header information" in answer.text


@pytest.mark.parametrize(
    ("profile", "status", "text"),
    [("3.8+display_errors+output_buffering", 200, "Fatal error"), ("3.8", 500, "")],
)
def test_a_fatal_error_is_html_or_an_empty_500(
    office: Office, profile: str, status: int, text: str
) -> None:
    office.begin(profile)
    case = office.start("operator1", "Purchase request")
    trigger = trigger_uid("Purchase request", "Fatal trigger")
    answer = office.call("operator1", "PUT", f"/cases/{case}/execute-trigger/{trigger}", json={})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert text in answer.text
    assert bool(answer.text) == bool(text)


@pytest.mark.parametrize(("profile", "status"), [("3.8+output_buffering", 200), ("3.8", 400)])
def test_oauth_errors_are_200_where_output_is_buffered(
    office: Office, profile: str, status: int
) -> None:
    office.begin(profile)
    body = {**CLIENT, "grant_type": "magic"}
    answer = requests.post(f"{office.url}/workflow/oauth2/token", json=body, timeout=60)
    assert (answer.status_code, answer.json()["error"]) == (status, "unsupported_grant_type")


def test_a_plug_in_can_print_a_notice_on_every_answer(office: Office) -> None:
    office.begin("3.8+notices+output_buffering")
    answer = office.call(None, "GET", "/cases/paged")
    assert answer.status_code == 401
    assert "Only variables should be assigned by reference" in answer.text


def test_utc_dates_are_iso_in_lists_and_plain_at_home(office: Office) -> None:
    office.begin("3.8+utc")
    office.start("operator1", "Leave request", when="2026-12-24 08:00:00")
    row = office.get("operator1", "/cases/draft")[0]
    assert row["del_delegate_date"][10] == "T"
    assert row["del_delegate_date"].endswith(("-04:00", "-05:00"))
    values = office.get("operator1", f"/cases/{row['app_uid']}/variables")
    assert values["when"] == "2026-12-24T03:00:00-05:00"
    assert office.get("operator1", "/home/draft")["data"][0]["DEL_DELEGATE_DATE"][10] == " "


@pytest.mark.parametrize("text", ["2.0", "3.8+magic", ""])
def test_an_unknown_profile_is_named(text: str) -> None:
    with pytest.raises(ProfileError, match="profile"):
        parse_profile(text)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--profile", "9"], "version must be one of"),
        (["--world", str(ROOT / "no-such-file.json")], "cannot read the world file"),
        (["--world", str(ROOT / "pyproject.toml")], "not a world file"),
    ],
)
def test_a_wrong_start_ends_with_one_line(arguments: list[str], text: str) -> None:
    command = [sys.executable, "-m", "sandbox", "--port", "0", *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1
    assert text in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_world_file_with_a_wrong_field_says_which(office: Office) -> None:
    broken = WORLD_FILE.read_text().replace('"title": "Submit claim"', '"title": 7', 1)
    url = f"{office.url}/__sandbox__/reset"
    answer = requests.post(url, data=f'{{"world": {broken}}}', timeout=60)
    assert answer.status_code == 400
    assert ".tasks[" in answer.json()["error"]
