"""The dispatcher: paths, methods, bodies, tokens."""

import pytest
import requests

from tests.sandbox.office import Office


@pytest.mark.parametrize("path", ["/cases/", "/CASES", "/cases.json", "/case"])
def test_a_path_may_be_written_in_several_ways(office: Office, path: str) -> None:
    assert office.get("operator1", path) == []


def test_head_and_options_answer_without_body(office: Office) -> None:
    assert office.call("operator1", "HEAD", "/cases").content == b""
    asked = {"Access-Control-Request-Headers": "x-one"}
    answer = office.call(None, "OPTIONS", "/cases", headers=asked)
    assert (answer.status_code, answer.headers["access-control-allow-headers"]) == (200, "x-one")


def test_unknown_paths_and_methods(office: Office) -> None:
    assert office.refused("operator1", "GET", "/nosuch/thing") == (404, "")
    answer = office.call("operator1", "PATCH", "/cases")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    ("version", "workspace", "message"),
    [
        ("2.0", "workflow", "Bad Request: Invalid API version."),
        ("1.0", "nosuch", "Bad Request: You have specified an unavailable workspace."),
    ],
)
def test_setup_errors_add_a_debug_object(
    office: Office, version: str, workspace: str, message: str
) -> None:
    url = f"{office.url}/api/{version}/{workspace}/cases"
    answer = requests.get(url, timeout=60)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == message
    assert "debug" in answer.json()


@pytest.mark.parametrize(
    ("media_type", "body", "refusal"),
    [
        ("application/json", '{"a": ', (400, "Error parsing JSON, malformed JSON")),
        ("application/xml", "<a/>", (403, "Content type `application/xml` is not supported.")),
        ("application/json", "null", (400, "`pro_uid` is required.")),
        ("application/x-www-form-urlencoded", "pro_uid=short", (400, "Invalid value specified")),
    ],
)
def test_bodies_that_cannot_be_read(
    office: Office, media_type: str, body: str, refusal: tuple[int, str]
) -> None:
    headers = {"Content-Type": media_type}
    answer = office.call("operator1", "POST", "/cases", data=body, headers=headers)
    assert answer.status_code == refusal[0]
    assert refusal[1] in answer.json()["error"]["message"]


def test_without_a_good_token_every_answer_is_the_same_401(office: Office) -> None:
    for headers in ({}, {"Authorization": "Bearer nope"}, {"Authorization": "Basic abc"}):
        answer = office.call(None, "GET", "/cases", headers=headers)
        assert answer.status_code == 401
        assert answer.json() == {"error": {"code": 401, "message": "Unauthorized"}}
    query = {"access_token": office.token("operator1")}
    assert office.call(None, "GET", "/cases", params=query).status_code == 200


def test_of_a_parameter_given_twice_the_last_counts(office: Office) -> None:
    page = office.get("operator1", "/cases/paged?limit=1&limit=2")
    assert page["limit"] == 2
