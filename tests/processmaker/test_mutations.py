"""Whatever a server sends, a decoder gives a typed value or a typed error, and soon."""

import copy
import json
import os
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processmaker import Client, Server, errors
from tests.support.byte_server import NO_HURRY, TOKEN, answer_bytes, serving
from tests.support.every_endpoint import call
from tests.support.recordings import exchanges

SAMPLES = {}
for _one in exchanges():
    if _one.status < 300 and isinstance(_one.body, dict | list) and len(_one.content) < 60_000:
        SAMPLES.setdefault((_one.resource, _one.method), _one)
SAMPLES = list(SAMPLES.values())
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "0", "-1", "TRUE", "0000-00-00 00:00:00", "9999-12-31 23:59:59", "x" * 10_000]
    ),
    st.text(max_size=20),
    st.just([]),
    st.just({}),
    st.just({"1": {}, "2": None}),
    st.lists(st.integers(), max_size=3),
    st.just([[[[[]]]]]),
)
QUICK = settings(
    max_examples=int(os.environ.get("MUTATIONS", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def play():
    current = [b""]
    with serving(lambda connection, _request: connection.sendall(current[-1])) as server:
        client = Client(Server(base_url=server.url, deadline=NO_HURRY), token=TOKEN)

        def one(sample, content):
            current[-1] = answer_bytes(content, sample.status if sample.status != 204 else 200)
            began = time.thread_time()
            with suppress(errors.ProcessMakerError):
                call(client, sample.resource, sample.method, sample.segments)
            assert time.thread_time() - began < 3, "seconds of the processor"

        yield one


def places(value, path=()):
    """Every place inside a JSON value."""
    yield path
    if isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for key, member in members:
            yield from places(member, (*path, key))


def replaced(value, path, odd):
    if not path:
        return odd
    value = copy.copy(value)
    value[path[0]] = replaced(value[path[0]], path[1:], odd)
    return value


@QUICK
@given(data=st.data())
def test_a_value_of_another_type_anywhere(play, data):
    sample = data.draw(st.sampled_from(SAMPLES))
    path = data.draw(st.sampled_from(list(places(sample.body))[:400]))
    odd = data.draw(ODD)
    play(sample, json.dumps(replaced(sample.body, path, odd)).encode())


@QUICK
@given(data=st.data())
def test_bytes_cut_dropped_and_put_in(play, data):
    sample = data.draw(st.sampled_from(SAMPLES))
    content = sample.content
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    play(sample, content[:start] + data.draw(st.binary(max_size=20)) + content[end:])


@QUICK
@given(data=st.data())
def test_any_json_at_all(play, data):
    anything = st.recursive(
        ODD,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
    play(data.draw(st.sampled_from(SAMPLES)), json.dumps(data.draw(anything)).encode())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: f"{one.resource}.{one.method}")
def test_the_worst_bodies(play, sample):
    whole = json.dumps(sample.body)
    for content in (
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[null]",
        b"[" * 5_000,
        json.dumps(whole).encode(),
        b"\xef\xbb\xbf" + whole.encode(),
        whole.encode("utf-16"),
        whole.replace("a", "\udcff").encode("utf-8", "surrogateescape"),
        b"<br />\n<b>Warning</b>: x<br />\n" + whole.encode(),
        whole.encode()[:-1],
    ):
        play(sample, content)


def test_a_list_of_a_hundred_thousand_rows_is_read():
    row = {"app_uid": "1" * 32, "del_index": "1", "app_number": "5", "app_title": "x" * 40}
    content = answer_bytes([row] * 100_000)
    with serving(lambda connection, _request: connection.sendall(content)) as server:
        rows = server.client(deadline=30).lists.inbox()
    assert len(rows) == 100_000


def test_titles_of_every_sort_come_through():
    for title in (
        "שלום عالم \u202e",
        "😀" * 50,
        "nul\0nul",
        "x" * 10_000,
        "<script>alert(1)</script>",
    ):
        row = {"app_uid": "1" * 32, "del_index": "1", "app_number": "5", "app_title": title}
        with serving(lambda c, _r, row=row: c.sendall(answer_bytes([row, row]))) as server:
            assert [one.title for one in server.client().lists.inbox()] == [title, title]
