"""`make bench`: what a list page costs above the bare call to ProcessMaker, measured in one run.

Prints a table and the goals, and writes ``benchmarks/results.json``. Machines are noisy: read
the ratios, and run it while nothing else runs.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.goals import Goal, judge
from benchmarks.stand import Stand, demo
from benchmarks.times import Row, measure_times, upstream_calls
from benchmarks.weigh import Weights, weigh

RESULTS = Path(__file__).with_name("results.json")


def print_row(row: Row) -> None:
    pace = f"think {row.think:g} s" if row.think else "closed loop"
    print(
        f"{row.latency_ms:>4} ms  {row.users:>3} users  {pace:<12}{row.what:<9}"
        f"p50 {row.p50:>8} ms  p95 {row.p95:>8} ms  {row.per_second:>8}/s"
        f"  failures {row.failures}",
        flush=True,
    )


def print_weights(weights: Weights) -> None:
    for name in ("cold", "warm", "next_page"):
        weight = getattr(weights, name)
        sizes = f"{weight.bytes:>7} bytes, headers {weight.headers:>5}"
        print(f"{name:<10} {weight.requests:>2} requests {sizes}  {weight.by_kind}")
    print(
        f"layout shift {weights.layout_shift}, largest paint {weights.largest_paint_ms} ms,"
        f" next page to paint {weights.next_page_to_paint_ms} ms"
    )


def print_goals(goals: list[Goal]) -> None:
    for goal in goals:
        print(f"{'met   ' if goal.met else 'MISSED'} {goal.name}: {goal.seen} (goal {goal.wanted})")


def run(stand: Stand) -> dict[str, object]:
    """All measurements, printed as they come; what `results.json` holds."""
    rows = measure_times(stand, print_row)
    calls = upstream_calls(stand)
    print(f"requests upstream for each page: {calls}")
    weights = weigh(stand)
    print_weights(weights)
    goals = judge(rows, calls, weights)
    print_goals(goals)
    return {
        "times": [asdict(row) for row in rows],
        "upstream_calls": calls,
        "weights": asdict(weights),
        "goals": [asdict(goal) for goal in goals],
    }


def main() -> int:
    with demo() as stand:
        results = run(stand)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
