"""`make bench` in small: the demo is started, measured, weighed and judged."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.goals import judge
from benchmarks.jobs import measure
from benchmarks.stand import demo
from benchmarks.times import Load, Row, measure_times, upstream_calls
from benchmarks.weigh import weigh

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
LOADS = (Load(0, 1), Load(20, 2, think=0.1))


def test_the_demo_is_measured_and_judged() -> None:
    rows: list[Row] = []
    with demo() as stand:
        measure_times(stand, rows.append, LOADS, seconds=0.5, rounds=1)
        calls = upstream_calls(stand)
        # Playwright permits one event loop a thread, and the browser tests may have theirs here.
        with ThreadPoolExecutor(1) as thread:
            weights = thread.submit(weigh, stand, clicks=1).result()

    goals = {goal.name: goal for goal in judge(rows, calls, weights)}
    slow = [row for row in rows if row.latency_ms]
    assert [row.what for row in rows] == ["empty", *["upstream", "page", "partial"] * 2]
    assert all(row.requests and not row.failures for row in rows)
    assert all(row.p50 > 20 for row in slow)
    assert goals["blocking upstream calls on a list page"].met
    assert goals["layout shift"].met
    assert weights.cold.by_kind["Document"] > weights.next_page.bytes > 1_000


def test_a_job_is_measured_beside_a_bare_loop() -> None:
    one = measure(items=100, window=8, latency_ms=20)
    assert one.done == 100
    assert one.ideal == 0.25
    assert min(one.ratio, one.bare_ratio) > 1
    assert one.memory_after > 10
    assert one.cpu_an_item > 0
