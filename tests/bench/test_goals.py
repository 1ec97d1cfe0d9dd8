"""The goals follow from the figures, and the load generator survives a server that does not."""

from dataclasses import replace

import pytest

from benchmarks.goals import judge
from benchmarks.load import measure
from benchmarks.times import Row
from benchmarks.weigh import Weight, Weights
from tests.support.ports import reserved_port

LIGHT = Weight(requests=1, bytes=3_000, headers=500, by_kind={})
WEIGHTS = Weights(
    cold=Weight(requests=5, bytes=30_000, headers=3_000, by_kind={}),
    warm=LIGHT,
    next_page=LIGHT,
    layout_shift=0,
    largest_paint_ms=200,
    next_page_to_paint_ms=50,
)
CALLS = {"inbox": 1, "unassigned": 1, "counters": 2}


def row(what: str, p50: float, **given: float) -> Row:
    usual = {"users": 1, "think": 0, "latency_ms": 0, "requests": 9, "failures": 0}
    return Row(**(usual | {"what": what, "p50": p50, "p95": p50 * 1.2, "per_second": 50} | given))


FAST = [
    row("empty", 0.14),
    row("page", 4),
    row("upstream", 1),
    row("upstream", 62, users=64, think=1, latency_ms=60),
    row("page", 70, users=64, think=1, latency_ms=60),
]


def missed(rows: list[Row], calls: dict[str, int] = CALLS, weights: Weights = WEIGHTS) -> list[str]:
    return [goal.name.partition(",")[0] for goal in judge(rows, calls, weights) if not goal.met]


def test_light_and_fast_pages_meet_every_goal() -> None:
    assert missed(FAST) == []


@pytest.mark.parametrize(
    ("at", "changed", "goal"),
    [
        (4, {"per_second": 39}, "share of upstream's rate"),
        (4, {"p95": 112}, "p95 against upstream's"),
        (4, {"failures": 1}, "requests that failed"),
    ],
)
def test_a_slow_or_failing_page_misses_its_goal(
    at: int, changed: dict[str, float], goal: str
) -> None:
    rows = [*FAST]
    rows[at] = replace(rows[at], **changed)

    assert missed(rows) == [goal]


def test_a_slow_page_misses_its_goal_here_and_an_empty_one_says_how_fast_here_is() -> None:
    empty, page, *others = FAST
    slow = replace(page, p50=6)
    here, there = (
        "inbox page above upstream",
        "the same on a machine whose empty page takes 0.14 ms",
    )

    assert missed([empty, slow, *others]) == [here, there]
    assert missed([replace(empty, p50=0.28), slow, *others]) == [here]


def test_a_heavy_page_and_a_second_call_miss_theirs() -> None:
    heavy = replace(WEIGHTS, cold=Weight(6, 40_001, 0, {}), layout_shift=0.01)

    found = missed(FAST, {"inbox": 2}, heavy)

    assert found == [
        "cold page (bytes)",
        "cold page (requests)",
        "layout shift",
        "blocking upstream calls on a list page",
    ]


def test_requests_that_fail_are_counted() -> None:
    found = measure(f"http://127.0.0.1:{reserved_port()}/", {}, users=2, seconds=0.1, think=0.02)

    assert found.requests == 0
    assert found.failures >= 2
