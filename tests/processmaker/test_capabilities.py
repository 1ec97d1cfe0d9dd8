"""What the probe finds out about servers of different age and make."""

import msgspec
import pytest

from processmaker import errors
from processmaker.capabilities import NAMES, Capabilities, probe, version_of
from processmaker.endpoints import REGISTRY
from tests.support.byte_server import (
    MISSING,
    UNAUTHORIZED,
    answer_bytes,
    routing,
)

CONFIG = {"version": "3.8.3-community", "timeZone": "GMT-05:00"}
USER = {"userId": "1" * 32, "userName": "wendy"}
LOGIN = {"uid": "1" * 32, "username": "wendy"}


def server_of(version, *, home=False, extrarest=False):
    table = {
        "GET /light/config": answer_bytes({**CONFIG, "version": version}),
        "GET /light/user/data": answer_bytes(USER),
    }
    if home:
        table["GET /home/tasks/counter"] = answer_bytes({"todo": 1})
    if extrarest:
        table["GET /extrarest/login-user"] = answer_bytes(LOGIN)
        table["GET /extrarest/cases/counters"] = answer_bytes({"to_do": 1})
    return routing(table)


@pytest.mark.parametrize(
    ("version", "home", "extrarest", "expected"),
    [
        ("3.2.1", False, False, {"core", "light"}),
        ("3.2.1", False, True, {"core", "light", "extrarest", "extrarest_counters"}),
        ("3.4.11", False, False, {"core", "light", "sub_process_cases", "upload_variable"}),
        (
            "3.8.3-community",
            True,
            True,
            set(NAMES) - {"extrarest_folders", "extrarest_sql"},
        ),
    ],
)
def test_servers_of_each_generation(version, home, extrarest, expected):
    with server_of(version, home=home, extrarest=extrarest) as server:
        found = probe(server.client())
    assert found.names == expected
    assert found.version == version
    assert (found.home, found.extrarest, found.light) == (home, extrarest, True)


def test_a_refusal_shows_that_an_endpoint_is_there():
    table = {
        "GET /light/config": answer_bytes(CONFIG),
        "GET /light/user/data": answer_bytes(USER),
        "GET /home/tasks/counter": UNAUTHORIZED,
        "GET /extrarest/login-user": answer_bytes(
            {"error": {"code": 400, "message": "Bad Request: no"}}, 400
        ),
        "GET /extrarest/cases/counters": answer_bytes(
            {"error": {"code": 403, "message": "Forbidden"}}, 403
        ),
    }
    with routing(table) as server:
        found = probe(server.client())
    assert found.home
    assert found.extrarest
    assert found.has("extrarest_counters")


def test_an_endpoint_that_dies_is_not_there():
    table = {
        "GET /light/config": answer_bytes(CONFIG),
        "GET /extrarest/cases/counters": answer_bytes("<b>Fatal error</b>: x", 200, "text/html"),
    }
    with routing(table) as server:
        assert not probe(server.client()).has("extrarest_counters")


@pytest.mark.parametrize(
    "config", [MISSING, answer_bytes("<html>", 200, "text/html"), answer_bytes({})]
)
def test_a_server_that_does_not_tell_its_version(config):
    table = {"GET /light/config": config, "GET /home/tasks/counter": answer_bytes({"todo": 1})}
    with routing(table) as server:
        found = probe(server.client())
    assert found.version == ""
    assert found.home
    assert not found.has("claim")
    assert found.has("upload_variable")
    with routing({}) as server:
        assert probe(server.client()).names == {"core"}


def test_the_configured_zone_wins_over_the_offset():
    with server_of("3.8.3") as server:
        assert probe(server.client()).time_zone == "GMT-05:00"
        named = probe(server.client(time_zone="America/New_York"))
    assert named.time_zone == "America/New_York"
    assert str(named.zone) == "America/New_York"
    assert str(Capabilities().zone) == "UTC"
    assert str(Capabilities(time_zone="nowhere").zone) == "UTC"


def test_a_server_that_is_down_is_no_server_without_capabilities():
    table = {
        "GET /light/config": answer_bytes(CONFIG),
        "GET /home/tasks/counter": answer_bytes({"error": {"code": 500, "message": None}}, 500),
    }
    with routing(table) as server, pytest.raises(errors.ServerFault):
        probe(server.client())


def test_capabilities_can_be_cached():
    with server_of("3.8.3", home=True) as server:
        found = probe(server.client())
    assert msgspec.json.decode(msgspec.json.encode(found), type=Capabilities) == found


def test_a_name_that_does_not_exist_is_a_mistake():
    with pytest.raises(KeyError):
        Capabilities().has("tyop")
    assert {endpoint.needs for endpoint in REGISTRY} <= set(NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3.8.3-community", (3, 8, 3)), ("3.2", (3, 2, 0)), ("", (0, 0, 0)), ("x", (0, 0, 0))],
)
def test_version_of(text, expected):
    assert version_of(text) == expected
