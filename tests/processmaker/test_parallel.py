"""Calls side by side, models out of odd records, and the circuit breaker's clock."""

import contextvars
import multiprocessing
import threading
import time
from datetime import UTC, date, datetime

import msgspec
import pytest

from processmaker import errors, models
from processmaker.breaker import CircuitBreaker
from processmaker.decoding import build, build_all
from processmaker.fields import FieldError
from processmaker.parallel import gather
from tests.support.byte_server import answer_bytes, serving

UID = "1" * 32


def fail():
    raise errors.Forbidden("no")


def test_calls_run_side_by_side():
    both = threading.Barrier(3, timeout=5)
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


def test_four_slow_calls_take_as_long_as_one():
    def script(connection, _request):
        time.sleep(0.2)
        connection.sendall(answer_bytes([]))

    with serving(script) as server:
        client = server.client()
        began = time.monotonic()
        gather(a=client.users.all, b=client.roles.all, c=client.groups.all, d=client.users.all)
        assert time.monotonic() - began < 0.5


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
        assert answers.get(timeout=10) == 0
        child.join(timeout=10)
        assert ask() == 0


def test_a_breaker_opens_waits_and_lets_one_try():
    now = [100.0]
    breaker = CircuitBreaker(threshold=2, pause=3.0, clock=lambda: now[0])
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert breaker.is_open
    assert not breaker.allows()
    now[0] += 3.0
    assert breaker.allows()
    assert not breaker.allows()
    breaker.failed()
    now[0] += 2.9
    assert not breaker.allows()
    now[0] += 0.2
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    assert not breaker.is_open


def test_keys_are_found_in_any_case():
    for record in (
        {"usr_uid": UID, "usr_firstname": "Olga", "usr_due_date": "2030-12-31"},
        {"USR_UID": UID, "USR_FIRSTNAME": "Olga", "USR_DUE_DATE": "2030-12-31 00:00:00"},
        {"userId": UID, "firstName": "Olga", "duedate": "2030-12-31", "unknown": [1]},
    ):
        user = build(models.User, record, UTC)
        assert (user.uid, user.name, user.expires_on) == (UID, "Olga", date(2030, 12, 31))


def test_nested_records_lists_and_blanks():
    record = {
        "tas_uid": UID,
        "tas_start": "1",
        "route": {"type": "PARALLEL-BY-EVALUATION", "to": {"1": {"rou_number": "2"}}},
        "delegations": [{"del_index": "3", "del_finish_date": "Not finished"}],
        "status": "TASK_IN_PROGRESS",
    }
    task = build(models.CaseTask, record, UTC)
    assert task.is_start
    assert task.route.type is models.RouteType.PARALLEL_BY_EVALUATION
    assert task.route.to[0].number == 2
    assert task.delegations[0].finished_at is None
    assert build(models.CaseTask, {"tas_uid": UID, "route": []}, UTC).route is None


def test_what_a_model_cannot_do_without_is_named():
    with pytest.raises(FieldError, match="tas_uid"):
        build(models.CaseTask, {}, UTC)
    with pytest.raises(FieldError, match="app_number is not a number"):
        build(models.Case, {"app_uid": UID, "app_number": "x"}, UTC)
    with pytest.raises(FieldError, match="object"):
        build(models.Case, [], UTC)
    assert build_all(models.Role, None, UTC) == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("TO_DO", "TO_DO"),
        ("ID_TODO", "TO_DO"),
        ("todo", "TO_DO"),
        ("CANCELED", "CANCELLED"),
        ("Por hacer", "UNKNOWN"),
        ("", "UNKNOWN"),
    ],
)
def test_status_words(word, expected):
    assert models.CaseStatus(word).value == expected


def test_names_of_people():
    task = models.Delegation(first_name="Olga", last_name="Onefield")
    note = models.Note(content="x", username="olga")
    assert (task.user_name, note.user_name) == ("Olga Onefield", "olga")
    assert models.User(full_name="Olga O.").name == "Olga O."


def test_models_can_be_cached():
    page = models.CasePage(
        rows=(
            models.CaseRow(
                app_uid=UID, del_index=1, number=2, due_at=datetime(2026, 1, 1, tzinfo=UTC)
            ),
        ),
        total=1,
        start=0,
        limit=25,
    )
    assert msgspec.json.decode(msgspec.json.encode(page), type=models.CasePage) == page
