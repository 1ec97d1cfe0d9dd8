"""Every fault strikes as its name says, and only where its rule points."""

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from sandbox.faults.rules import fault_names
from tests.contract.server import running_sandbox
from tests.sandbox.office import Office
from tests.support.waiting import wait_until

LIST = "/cases/paged"


@pytest.fixture(scope="module")
def server() -> Iterator[Office]:
    with running_sandbox("--cases", "60") as url:
        yield Office(url)


@pytest.fixture
def demo(server: Office) -> Iterator[Office]:
    server.token("wendy")
    yield server
    requests.delete(f"{server.url}/__sandbox__/faults", timeout=60)


def rule(demo: Office, name: str, **more: Any) -> None:
    demo.control("faults", {"name": name, "path": LIST, **more})


def get(demo: Office) -> requests.Response:
    return demo.call("wendy", "GET", LIST, params={"limit": 3})


STATUSES = {
    "endpoint_missing_404": 404,
    "error_500_null": 500,
    "error_500_empty": 500,
    "error_503_json": 503,
    "error_503_html": 503,
    "redirect_to_login": 302,
    "missing_file": 302,
    "unauthorized_401": 401,
    "rate_limited_429": 429,
    "case_gone": 400,
    "token_in_error": 400,
    "html_200": 200,
    "fatal_200": 200,
    "empty_200": 200,
    "partial_206": 206,
}


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_answers_that_replace_the_real_one(demo: Office, name: str, status: int) -> None:
    rule(demo, name)
    assert get(demo).status_code == status


def test_the_error_with_the_token_holds_the_token(demo: Office) -> None:
    rule(demo, "token_in_error")
    assert demo.token("wendy") in get(demo).text


BODIES = {
    "php_warning": lambda body: body.startswith(b"<br />\n<b>Warning") and body.endswith(b"}"),
    "truncated_json": lambda body: _unreadable(body) and body.startswith(b"{"),
    "invalid_utf8": lambda body: _unreadable(body),
    "bom": lambda body: body.startswith(b"\xef\xbb\xbf{"),
    "json_in_string": lambda body: isinstance(json.loads(body), str),
    "null_for_array": lambda body: json.loads(body)["data"] is None,
    "object_for_array": lambda body: set(json.loads(body)["data"]) == {"1", "2", "3"},
    "numbers_as_strings": lambda body: isinstance(json.loads(body)["totalCount"], str),
    "deep_json": lambda body: body.startswith(b'{"deep":[[[['),
    "duplicate_rows": lambda body: len(json.loads(body)["data"]) == 6,
    "zero_dates": lambda body: b'"0000-00-00 00:00:00"' in body,
    "hostile_titles": lambda body: b"onerror" in body and len(body) > 30_000,
    "hostile_texts": lambda body: body.count(b"pwned") > 6,
}


def _unreadable(body: bytes) -> bool:
    try:
        json.loads(body.decode())
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("name", BODIES)
def test_real_answers_that_are_spoiled(demo: Office, name: str) -> None:
    rule(demo, name)
    answer = get(demo)
    assert answer.status_code == 200
    assert BODIES[name](answer.content)


def test_a_value_of_another_kind(demo: Office) -> None:
    whole = get(demo).json()
    rule(demo, "odd_value")
    spoiled = [get(demo).json() for _ in range(5)]
    assert all(body != whole for body in spoiled)
    assert len({json.dumps(body) for body in spoiled}) == 5


def test_a_wrong_content_type_leaves_the_body_alone(demo: Office) -> None:
    rule(demo, "wrong_content_type")
    answer = get(demo)
    assert answer.headers["content-type"].startswith("text/html")
    assert len(answer.json()["data"]) == 3


@pytest.mark.parametrize("name", ["reset_before_body", "reset_inside_body", "short_file"])
def test_connections_that_break(demo: Office, name: str) -> None:
    rule(demo, name)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        get(demo)


@pytest.mark.parametrize("name", ["hang", "connect_hang", "slow", "hang_in_body"])
def test_silence(demo: Office, name: str) -> None:
    rule(demo, name, seconds=1)
    begun = time.monotonic()
    try:
        finished = get(demo).ok
    except requests.RequestException:
        finished = False
    assert time.monotonic() - begun > 0.9
    assert finished == (name == "slow")


@pytest.mark.parametrize("name", ["hang", "slow", "hang_in_body", "trickle"])
def test_silence_ends_when_the_faults_are_cleared(demo: Office, name: str) -> None:
    requests.delete(f"{demo.url}/__sandbox__/requests", timeout=60)
    rule(demo, name, seconds=3600)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(get, demo)
        wait_until(lambda: requests.get(f"{demo.url}/__sandbox__/requests", timeout=60).json())
        requests.delete(f"{demo.url}/__sandbox__/faults", timeout=60)
        if name == "slow":
            assert asked.result().ok
        else:
            with pytest.raises(requests.RequestException):
                asked.result()


def test_one_byte_a_second(demo: Office) -> None:
    rule(demo, "trickle", seconds=5)
    with socket.create_connection(demo.url.removeprefix("http://").split(":")) as line:
        head = f"GET /api/1.0/workflow{LIST} HTTP/1.1\r\nHost: x\r\n"
        line.sendall(f"{head}Authorization: Bearer {demo.token('wendy')}\r\n\r\n".encode())
        line.settimeout(60)
        body = b""
        begun = time.monotonic()
        received = b""
        while len(body) < 3:
            received += line.recv(4096)
            body = received.partition(b"\r\n\r\n")[2]
        seconds = time.monotonic() - begun
    assert len(body) <= seconds + 2


APPLIED = ["applied_then_400", "applied_then_fatal", "applied_then_hang", "applied_then_reset"]


@pytest.mark.parametrize("name", APPLIED)
def test_what_was_done_although_the_answer_does_not_say_so(demo: Office, name: str) -> None:
    case = get(demo).json()["data"][0]
    demo.control("faults", {"name": name, "path": "*/variable", "method": "PUT", "seconds": 0.2})
    path = f"/cases/{case['app_uid']}/variable?del_index={case['del_index']}"
    try:
        answer = demo.call("wendy", "PUT", path, json={"mark": name})
        told = answer.status_code == 200 and not answer.content
    except requests.RequestException:
        told = False
    assert not told
    assert demo.get("wendy", f"/cases/{case['app_uid']}/variables")["mark"] == name


def test_every_fault_has_a_test() -> None:
    tested = {*STATUSES, *BODIES, *APPLIED, "wrong_content_type", "trickle", "slow", "hang"}
    tested |= {"connect_hang", "hang_in_body", "reset_before_body", "reset_inside_body"}
    assert tested | {"short_file", "odd_value"} == set(fault_names())


def test_a_rule_ends_after_its_times_and_spares_the_rest(demo: Office) -> None:
    rule(demo, "error_503_json", times=2, method="GET")
    assert demo.call("wendy", "GET", "/cases/draft/paged").status_code == 200
    assert [get(demo).status_code for _ in range(3)] == [503, 503, 200]
    assert requests.get(f"{demo.url}/__sandbox__/faults", timeout=60).json() == []


def test_a_probability_strikes_now_and_then(demo: Office) -> None:
    rule(demo, "error_500_null", probability=0.5)
    statuses = {get(demo).status_code for _ in range(40)}
    assert statuses == {200, 500}


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"name": "nonsense"}, "name must be one of"),
        ({"name": "hang", "times": 0}, "times"),
        ({"name": "hang", "probability": 2}, "probability"),
        ({"name": "hang", "seconds": -1}, "seconds"),
        ({"name": "hang", "colour": "red"}, "colour"),
        ([], "JSON object"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_field(demo: Office, wrong: Any, word: str) -> None:
    answer = requests.post(f"{demo.url}/__sandbox__/faults", json=wrong, timeout=60)
    assert answer.status_code == 400
    assert word in answer.json()["error"]


def test_latency_slows_every_answer(demo: Office) -> None:
    demo.control("latency", {"ms": 150})
    begun = time.monotonic()
    assert get(demo).ok
    assert time.monotonic() - begun > 0.14
    demo.control("latency", {"ms": 0})


def test_a_latency_is_kept_to_less_than_a_millisecond(demo: Office) -> None:
    connection = HTTPConnection(urlsplit(demo.url).netloc, timeout=60)

    def seconds_of_a_call() -> float:
        began = time.perf_counter()
        connection.request("GET", "/api/1.0/workflow/cases")
        connection.getresponse().read()
        return time.perf_counter() - began

    # What a call costs on this machine anyway is no latency.
    most = 0.050 + max(0.001, min(seconds_of_a_call() for _ in range(10)))
    demo.control("latency", {"ms": 50})
    took: list[float] = []
    # Calls on a busy machine take longer, so that one of many has to show it.
    while len(took) < 10 or (min(took) >= most and len(took) < 300):
        took.append(seconds_of_a_call())
    demo.control("latency", {"ms": 0})
    assert 0.050 <= min(took) < most


def test_reset_begins_again_with_what_is_asked(demo: Office) -> None:
    assert demo.control("reset", {"cases": 5, "profile": "3.2"}) == {"cases": 5, "profile": "3.2"}
    config = requests.get(f"{demo.url}/api/1.0/workflow/light/config", timeout=60).json()
    assert config["version"].startswith("3.2")
    assert get(demo).status_code == 401
    refused = requests.post(f"{demo.url}/__sandbox__/reset", json={"cases": -1}, timeout=60)
    assert (refused.status_code, "cases" in refused.json()["error"]) == (400, True)
    demo.control("reset", {"cases": 60, "profile": "3.8+extrarest"})
    demo._tokens.clear()
