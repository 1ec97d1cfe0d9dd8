"""No id, however hostile, makes the client ask for a path that is not declared."""

import random
import re
import string
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processmaker import Client, Server, errors
from processmaker.endpoints import REGISTRY
from processmaker.paths import checked, direction
from tests.support.byte_server import answer_bytes, answering
from tests.support.every_endpoint import PART, arguments, call, methods, parts_of, pattern_of

UID = "0123456789abcdef0123456789abcdef"
HOSTILE = [
    "",
    ".",
    "..",
    "../../etc/passwd",
    "%2e%2e%2f",
    "..%2f..%2f",
    UID + "/cancel",
    UID + "?x=1",
    UID + "#",
    UID + ".json",
    UID + "\n",
    UID + "\r\nX-Evil: 1",
    UID + "\0",
    UID.upper(),
    UID[:-1],
    UID + "0",
    "０" * 32,
    "٣" * 32,
    "' OR 1=1 --",
    "{app_uid}",
    "{0.__class__}",
    "-1",
    "1e3",
    "99999999999999999999",
    "²",
    "é",
    "a b",
    "//evil.example",
    "http://evil.example/",
    "\\",
    ";",
    "x" * 200,
]
FREE = {"var_name", "pin", "lang", "report", "folder", "key1", "value1", "key2", "value2", "key3"}
FREE |= {"value3", "token", "identifier", "name"}
PLAIN = re.compile(r"[A-Za-z0-9_][\w-]{0,127}", re.ASCII)
ALPHABET = (
    string.ascii_letters + string.digits + "/.%?#&=\\;:@\0\r\n\t '\"{}[]()<>|~`^*+,éÀ０٣\u202e😀-_"
)


def test_every_method_asks_for_its_own_endpoint():
    with answering(answer_bytes({})) as server:
        client = server.client()
        for endpoint, resource, method in methods():
            with suppress(errors.BadAnswer):
                call(client, resource, method, parts_of(endpoint))
            sent = server.received[-1]
            assert sent.method == endpoint.method
            assert pattern_of(endpoint).fullmatch(urlsplit(sent.path).path), endpoint.label
        assert len(server.received) == len(REGISTRY)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_id_is_refused_by_every_method_before_anything_is_sent(hostile):
    with answering(answer_bytes({})) as server:
        client = server.client()
        for endpoint, resource, method in methods():
            parts = parts_of(endpoint)
            for at, name in enumerate(PART.findall(endpoint.path)):
                if name in FREE and PLAIN.fullmatch(hostile):
                    continue
                bad = [*parts[:at], hostile, *parts[at + 1 :]]
                with pytest.raises(errors.InvalidValue):
                    call(client, resource, method, bad)
        assert server.received == []


def test_a_hundred_thousand_hostile_ids_reach_no_other_path():
    client = Client(Server(base_url="http://127.0.0.1:9"), token="x")
    chosen = random.Random(20261121)
    with_parts = [endpoint for endpoint in REGISTRY if "{" in endpoint.path]
    passed = 0
    for _ in range(100_000):
        endpoint = chosen.choice(with_parts)
        parts = parts_of(endpoint)
        parts[chosen.randrange(len(parts))] = _hostile(chosen)
        try:
            url = client._url(endpoint, parts, None)
        except errors.InvalidValue:
            continue
        passed += 1
        path = url.removeprefix("http://127.0.0.1:9")
        assert pattern_of(endpoint).fullmatch(path), path
        assert re.fullmatch(r"[A-Za-z0-9_./-]+", path), path
        assert ".." not in path
    assert passed < 5_000


def _hostile(chosen):
    base = chosen.choice([UID, "2", "amount", "", "a" * 40])
    at = chosen.randrange(len(base) + 1)
    noise = "".join(chosen.choices(ALPHABET, k=chosen.randrange(1, 6)))
    return chosen.choice([base[:at] + noise + base[at:], noise, chosen.choice(HOSTILE)])


@given(st.text(max_size=60))
def test_what_passes_is_plain(text):
    for name in ("app_uid", "del_index", "app_number", "var_name", "token", "list"):
        with suppress(errors.InvalidValue):
            assert checked(name, text) == text
            assert re.fullmatch(r"[A-Za-z0-9_-]+", text)


def test_the_message_says_what_is_expected():
    for name, words in (
        ("app_uid", "32 hexadecimal"),
        ("del_index", "whole number"),
        ("var_name", "letters, digits"),
    ):
        with pytest.raises(errors.InvalidValue, match=words):
            checked(name, "../x")
    with pytest.raises(errors.InvalidValue, match="takes 1 values"):
        REGISTRY[-1]._replace(path="/x/{app_uid}").fill(["1", "2"])


def test_queries_are_encoded_and_hold_no_nul():
    with answering(answer_bytes([])) as server:
        client = server.client()
        client.lists.inbox({"search": "a&dir=ASC#x\r\n/..", "paged": True})
        assert server.paths[-1].endswith("?search=a%26dir%3DASC%23x%0D%0A%2F..&paged=1")
        with pytest.raises(errors.InvalidValue, match="search"):
            client.lists.inbox({"search": "a\0b"})


def test_uids_in_bodies_are_checked_too():
    with answering(answer_bytes({})) as server:
        client = server.client()
        for refused in (
            lambda: client.cases.reassign(UID, source_uid="x", target_uid=UID, del_index=1),
            lambda: client.cases.start("x", UID),
            lambda: client.variables.get_all(UID, dynaform_uid="../x"),
            lambda: client.light.dynaform_processed(UID, UID, app_uid="x", del_index=1),
            lambda: client.extrarest.claim(UID, user_uid="x"),
        ):
            with pytest.raises(errors.InvalidValue):
                refused()
        assert server.received == []


def test_direction_is_exactly_one_of_two_words():
    assert (direction(descending=True), direction(descending=False)) == ("DESC", "ASC")


@pytest.mark.parametrize(
    "settings",
    [
        {"base_url": "pm.example.test"},
        {"base_url": "ftp://pm.example.test"},
        {"base_url": "https://user:pw@pm.example.test"},
        {"base_url": "https://pm.example.test/"},
        {"base_url": "https://pm.example.test?x=1"},
        {"base_url": "https://pm.example.test", "workspace": "a/b"},
        {"base_url": "https://pm.example.test", "workspace": ""},
    ],
)
def test_a_server_that_makes_no_sense_is_refused_when_it_is_named(settings):
    with pytest.raises(errors.InvalidValue, match="must"):
        Server(**settings)


def test_a_server_keeps_its_secret():
    server = Server(base_url="https://pm.example.test", client_secret="s3cret")
    assert "s3cret" not in repr(server)


def test_sample_arguments_fit_every_signature():
    client = Client(Server(base_url="http://127.0.0.1:9"))
    for endpoint, resource, method in methods():
        function = getattr(getattr(client, resource), method)
        arguments(function, parts_of(endpoint))
        assert endpoint.summary, endpoint.label
