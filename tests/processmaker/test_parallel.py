"""Calls side by side."""

import contextvars
import multiprocessing
import threading

import pytest

from processmaker import errors
from processmaker.parallel import gather
from tests.support.byte_server import answer_bytes, serving

UID = "1" * 32


def fail():
    raise errors.Forbidden("no")


def test_calls_run_side_by_side():
    both = threading.Barrier(3, timeout=60)
    found = gather(a=both.wait, b=both.wait, c=both.wait)
    assert sorted(found.values()) == [0, 1, 2]


def test_each_call_has_its_own_end():
    found = gather(good=lambda: 1, bad=fail, late=fail)
    assert found["good"] == found.result("good") == 1
    assert set(found.errors) == {"bad", "late"}
    assert found.get_or("bad", "x") == "x"
    assert found.get_or("unasked", "x") == "x"
    with pytest.raises(errors.Forbidden):
        found.result("bad")
    assert gather() == {}


def test_a_bug_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        gather(first=lambda: 1, second=lambda: 1 / 0)


def test_the_context_goes_along():
    request_id = contextvars.ContextVar("request_id", default="none")
    request_id.set("r-9")
    assert gather(a=request_id.get, b=request_id.get) == {"a": "r-9", "b": "r-9"}


def test_four_calls_wait_for_the_server_at_once():
    together = threading.Barrier(4, timeout=20)

    def script(connection, _request):
        together.wait()
        connection.sendall(answer_bytes([]))

    with serving(script) as server:
        client = server.client()
        found = gather(
            a=client.users.all, b=client.roles.all, c=client.groups.all, d=client.users.all
        )
        assert not found.errors


def _in_a_child(url, answers):
    answers.put(url())


def test_a_forked_child_makes_connections_and_threads_of_its_own():
    with serving(lambda connection, _request: connection.sendall(answer_bytes([]))) as server:
        client = server.client()

        def ask():
            return len(gather(a=client.users.all, b=server.client().roles.all).errors)

        assert ask() == 0
        fork = multiprocessing.get_context("fork")
        answers = fork.Queue()
        child = fork.Process(target=_in_a_child, args=(ask, answers))
        child.start()
        assert answers.get(timeout=60) == 0
        child.join(timeout=60)
        assert ask() == 0
