"""Two at once on one case: the lease lets one through, and without it the case is doubled."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace

import pytest
from django.db import connections

from cases.services import cases, performing
from cases.services.actor import Actor, CaseRef
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome
from cases.services.submissions import new_key
from cases.services.truth import read_truth
from pmdash.web import redis as our_redis
from tests.cases.services.conftest import People
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess
from tests.support.waiting import wait_until

Told = list[Outcome | CaseBusy]


def together(*calls: Callable[[], Outcome]) -> Told:
    """Run the calls at the same moment, each in a thread."""
    start, told = threading.Barrier(len(calls)), []

    def run(call: Callable[[], Outcome]) -> None:
        start.wait()
        try:
            told.append(call())
        except CaseBusy as busy:
            told.append(busy)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def route(actor: Actor, ref: CaseRef) -> Callable[[], Outcome]:
    return lambda: cases.route(actor, ref, submit_key=new_key())


def open_tasks(actor: Actor, ref: CaseRef) -> int:
    return len(read_truth(actor.pm, ref.app_uid).open_tasks)


@pytest.mark.parametrize("redis_is_there", [True, False])
def test_two_routes_at_once_do_not_double_the_case(
    people: People,
    mine: CaseRef,
    sandbox: SandboxProcess,
    monkeypatch: pytest.MonkeyPatch,
    redis_is_there: bool,
) -> None:
    wendy = replace(people("wendy"), wait=30.0)
    if not redis_is_there:
        monkeypatch.setattr(our_redis, "guarded", _away)
        monkeypatch.setattr("pmdash.web.leases.guarded", _away)
    told = together(route(wendy, mine), route(wendy, mine))
    assert open_tasks(wendy, mine) == 1
    assert sorted(one.kind for one in told if isinstance(one, Outcome)) == ["done", "superseded"]


def test_without_the_lease_two_routes_at_once_double_the_case(
    people: People, mine: CaseRef, sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(performing, "case_lease", lambda *a, **k: nullcontext(0))
    wendy = people("wendy")
    wendy = replace(wendy, careful=False, journal=_Blind())
    sandbox.meeting(2)
    told = together(route(wendy, mine), route(wendy, mine))
    assert open_tasks(wendy, mine) == 2
    warned = [w.code for one in told if isinstance(one, Outcome) for w in one.warnings]
    assert "doubled" in warned


def test_the_open_row_alone_keeps_the_second_writer_out(
    people: People, mine: CaseRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when Redis is restarted in the middle of a write, and has forgotten the lease."""
    monkeypatch.setattr(performing, "case_lease", lambda *a, **k: nullcontext(0))
    wendy = replace(people("wendy"), careful=False)
    told = together(route(wendy, mine), route(wendy, mine))
    assert open_tasks(wendy, mine) == 1
    assert len([one for one in told if isinstance(one, Outcome) and one.done]) == 1


def test_the_second_of_two_claims_is_told_who_has_it(people: People, office: Office) -> None:
    ref = CaseRef(office.unclaimed_leave(), 2)
    wendy, silvia = (replace(people(name), wait=30.0) for name in ("wendy", "silvia"))
    told = together(
        lambda: cases.claim(wendy, ref, submit_key=new_key()),
        lambda: cases.claim(silvia, ref, submit_key=new_key()),
    )
    kinds = {one.kind: one for one in told if isinstance(one, Outcome)}
    assert set(kinds) == {"done", "superseded"}
    holder = read_truth(silvia.pm, ref.app_uid).open_tasks[0].user_name
    assert kinds["superseded"].text == f"{holder} has already taken this case."


def test_who_waits_in_vain_is_told_who_is_at_work(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    wendy = replace(people("wendy"), wait=0.1)
    sandbox.forget_asked()
    sandbox.fault("slow", path="*/route-case", method="PUT", seconds=60)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(together, route(wendy, mine))
        wait_until(lambda: any("route-case" in one for one in sandbox.asked()))
        with pytest.raises(CaseBusy) as busy:
            cases.route(wendy, mine, submit_key=new_key())
        sandbox.clear_faults()
        (done,) = first.result()
    assert busy.value.who == "Wendy Marsh"
    assert isinstance(done, Outcome)
    assert done.done


def test_a_double_click_is_answered_twice_and_done_once(
    people: People, mine: CaseRef, sandbox: SandboxProcess
) -> None:
    wendy, key = people("wendy"), new_key()
    click = lambda: cases.route(wendy, mine, submit_key=key)  # noqa: E731
    told = together(click, click)
    assert [one.done for one in told if isinstance(one, Outcome)] == [True, True]
    routed = [entry for entry in sandbox.ledger() if entry["case"] == mine.app_uid]
    assert len([entry for entry in routed if entry["path"].endswith("route-case")]) == 2


def _away(call: Callable[[], object]) -> object:
    raise our_redis.RedisAway


class _Blind:
    """A journal that lets everybody in."""

    def begin(self, event: object, wait: float) -> None:
        """Let the writer in."""

    def finish(self, event: object, outcome: Outcome) -> None:
        """Forget it."""
