"""`make bench`: what a list page costs above the bare call to ProcessMaker, measured in one run.

Prints a table and writes ``benchmarks/results.json``. Machines are noisy: read the ratios.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import requests

from benchmarks.goals import Goal, judge
from benchmarks.load import Figures
from benchmarks.stand import Stand, demo
from benchmarks.weigh import Weights, weigh

RESULTS = Path(__file__).with_name("results.json")
INBOX = "/cases/inbox/"
UPSTREAM = "/api/1.0/workflow/cases/paged?start=0&limit=25&sort=APP_CACHE_VIEW.APP_NUMBER&dir=DESC"
PARTIAL = {"HX-Request": "true", "HX-Target": "case-list"}
RUNS = [(0, 1), (0, 16), (50, 1), (50, 16), (60, 64)]
SECONDS = 5
ROUNDS = 3
PAGES = {
    "inbox": INBOX,
    "unassigned": "/cases/unassigned/",
    "participated": "/cases/participated/",
    "counters": "/cases/counters/",
}


def one_run(address: str, headers: dict[str, str], users: int) -> Figures:
    command = [sys.executable, "-m", "benchmarks.load", address, "--users", str(users)]
    command += ["--seconds", str(SECONDS), "--headers", json.dumps(headers)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Figures(**json.loads(output))


def median_run(address: str, headers: dict[str, str], users: int) -> Figures:
    """The run with the median p50 of several."""
    runs = [one_run(address, headers, users) for _ in range(ROUNDS)]
    return sorted(runs, key=lambda figures: figures.p50)[ROUNDS // 2]


def measure_times(stand: Stand) -> list[dict[str, object]]:
    """Page, partial and bare upstream call, side by side for each latency and number of users."""
    upstream = stand.upstream_headers()
    rows: list[dict[str, object]] = []
    for latency, users in RUNS:
        stand.set_latency(latency)
        partial = {**stand.browser_headers, **PARTIAL}
        targets = {
            "upstream": (stand.sandbox + UPSTREAM, upstream),
            "page": (stand.web + INBOX, stand.browser_headers),
            "partial": (stand.web + INBOX + "?page=2", partial),
        }
        for what, (address, headers) in targets.items():
            figures = median_run(address, headers, users)
            rows.append({"latency_ms": latency, "what": what, **asdict(figures)})
            print_row(rows[-1])
    stand.set_latency(0)
    return rows


def upstream_calls(stand: Stand) -> dict[str, int]:
    """Requests that each page makes upstream, after the first view has filled the caches."""
    calls = {}
    for name, path in PAGES.items():
        one_run_of(stand, path)
        stand.forget_requests()
        one_run_of(stand, path)
        calls[name] = stand.upstream_requests()
    return calls


def one_run_of(stand: Stand, path: str) -> None:
    answer = requests.get(stand.web + path, headers=stand.browser_headers, timeout=30)
    answer.raise_for_status()


def print_row(row: dict[str, object]) -> None:
    print(
        f"{row['latency_ms']:>4} ms  {row['users']:>3} users  {row['what']:<9}"
        f"p50 {row['p50']:>8} ms  p95 {row['p95']:>8} ms  {row['per_second']:>8}/s"
        f"  failures {row['failures']}",
        flush=True,
    )


def print_weights(weights: Weights) -> None:
    for name in ("cold", "warm", "next_page"):
        weight = getattr(weights, name)
        print(f"{name:<10} {weight.requests:>2} requests {weight.bytes:>7} bytes {weight.by_kind}")
    print(
        f"layout shift {weights.layout_shift}, largest paint {weights.largest_paint_ms} ms,", end=""
    )
    print(f" next page to paint {weights.next_page_to_paint_ms} ms")


def print_goals(goals: list[Goal]) -> None:
    for goal in goals:
        print(f"{'met   ' if goal.met else 'MISSED'} {goal.name}: {goal.seen} (goal {goal.wanted})")


def main() -> int:
    with demo() as stand:
        rows = measure_times(stand)
        calls = upstream_calls(stand)
        weights = weigh(stand)
    print(f"requests upstream for each page: {calls}")
    print_weights(weights)
    goals = judge(rows, calls, weights)
    print_goals(goals)
    results = {
        "times": rows,
        "upstream_calls": calls,
        "weights": asdict(weights),
        "goals": [asdict(goal) for goal in goals],
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
