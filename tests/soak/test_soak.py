"""The small version of `make soak`: it runs, counts, ends as it says, and leaves nothing behind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak.figures import Look, crowd_figure
from tests.soak.place import place
from tests.soak.tally import PROMISED_SECONDS, Tally, times_done
from tests.support.waiting import wait_until

BLOWS = ("child after_intent", "redis before_claim", "web after_answer")


def processes_of(folder: str) -> list[str]:
    """The command lines of processes that have this folder in their environment."""
    mark, found = f"SOAK_FOLDER={folder}".encode(), []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environ.read_bytes().split(b"\0"):
                found.append((environ.parent / "cmdline").read_text())
        except OSError:
            continue
    return found


@pytest.mark.slow
def test_a_short_soak_keeps_the_promises_and_leaves_nothing_behind() -> None:
    options = [*(f"--only={blow}" for blow in BLOWS), "--items=4", f"--rounds={len(BLOWS)}"]
    command = [sys.executable, "-m", "tests.soak.session", *options]
    with place("sqlite") as environment:
        folder = environment["SOAK_FOLDER"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        wait_until(lambda: not processes_of(folder))
    assert not Path(folder).exists()
    tally = Tally(**json.loads(done.stdout.splitlines()[-1]))
    assert tally.holds, done.stdout
    assert tally.blows == len(BLOWS), done.stdout
    assert tally.writes == 2 * 8 + 4, done.stdout


@pytest.mark.parametrize(
    ("state", "times", "counted"),
    [
        ("done", 1, {}),
        ("done", 0, {"lost": 1, "untrue": 1}),
        ("done", 2, {"twice": 1}),
        ("in_doubt", 2, {"twice": 1}),
        ("failed", 1, {"untrue": 1}),
        ("failed", 0, {"lost": 1}),
        ("sent", 1, {"lost": 1}),
        ("nothing", 0, {"lost": 1}),
        ("in_doubt", 1, {"lost": 1}),
    ],
)
def test_what_is_counted(state: str, times: int, counted: dict[str, int]) -> None:
    tally = Tally()
    tally.add(state, times, seen=True, may_fail=False, name="reassign")
    found = {name: getattr(tally, name) for name in ("lost", "twice", "untrue")}
    assert found == {"lost": 0, "twice": 0, "untrue": 0} | counted
    assert tally.holds is not bool(counted)
    assert bool(tally.faults) is bool(counted)


def test_nobody_can_know_of_a_write_that_cannot_be_seen() -> None:
    tally = Tally()
    tally.add("in_doubt", 1, seen=False, may_fail=False, name="trigger")
    assert (tally.lost, tally.doubt) == (0, 1)


def test_a_refusal_is_a_true_end_where_processmaker_misbehaves() -> None:
    tally = Tally()
    tally.add("failed", 0, seen=True, may_fail=True, name="pause")
    assert (tally.lost, tally.failed) == (0, 1)
    tally.add("failed", 1, seen=True, may_fail=True, name="pause")
    assert tally.untrue == 1


def test_a_recovery_that_takes_too_long_breaks_the_promise() -> None:
    tally, slow = Tally(), Tally()
    slow.struck(0.0, PROMISED_SECONDS + 1)
    tally.join(slow)
    assert not tally.holds


def test_only_what_came_after_the_beginning_is_counted() -> None:
    ledger = [{"case": "a"}, {"case": "a"}, {"case": "b"}]
    assert times_done(ledger, 1) == {"a": 1, "b": 1}


@pytest.mark.parametrize(
    ("local", "others", "alone", "holds", "measured"),
    [
        (Look(200, 0.29), Look(503, 5.4), 0.02, True, True),
        (Look(200, 0.31), Look(503, 5.4), 0.02, False, True),
        (Look(200, 0.29), Look(504, 5.6), 0.02, False, True),
        (Look(500, 0.01), Look(503, 0.1), 0.02, False, True),
        (Look(200, 0.31), Look(503, 5.6), 0.11, True, False),
        (Look(200, 0.01), Look(503, 0.1), 0.11, True, False),
        (Look(200, 0.01), Look("TimeoutError", 60), 0.11, False, False),
    ],
)
def test_a_busy_machine_neither_keeps_nor_breaks_the_promise_to_a_crowd(
    local: Look, others: Look, alone: float, holds: bool, measured: bool
) -> None:
    figure = crowd_figure(2, [local], [others], alone)
    assert (figure.holds, figure.measured) == (holds, measured), figure.text
