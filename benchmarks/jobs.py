"""`make bench-jobs`: how near a bulk job comes to the ideal of N × latency ÷ window.

A job of N reassignments is planned by a real worker from a list of the sandbox, confirmed, and
timed from its confirmation to its end, with every row written; each needs one call. In the same
round a bare loop makes the same calls of other cases: W threads with a kept connection each, and
nothing else. ``DATABASE_URL`` chooses another database than SQLite; what is in it is deleted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from pmdash.processes.ports import free_port
from pmdash.processes.redis_server import start_redis
from pmdash.processes.stack import ROOT, Stack

RESULTS = Path(__file__).with_name("results-jobs.json")
MOST_RATIO = 1.05
CASES_FOR_AN_ITEM = 4
"""Seeded cases for each that can surely be reassigned."""
BARE_SHARE = 0.2
"""Calls of the bare loop for each item of the job."""
SECONDS_TO_START = 300


@dataclass(frozen=True)
class Round:
    """One job beside one bare loop.

    Times in seconds, that of the bare loop for as many calls as the job makes. ``cpu_an_item`` is
    processor time of the worker in milliseconds, ``sandbox_an_item`` that of the sandbox, memory
    that of the worker's largest process in MiB.
    """

    items: int
    window: int
    latency_ms: int
    plan: float
    wall: float
    bare: float
    done: int
    cpu_an_item: float
    sandbox_an_item: float
    memory_before: float
    memory_after: float

    @property
    def ideal(self) -> float:
        return self.items * self.latency_ms / 1000 / self.window

    @property
    def ratio(self) -> float:
        return self.wall / self.ideal

    @property
    def bare_ratio(self) -> float:
        return self.bare / self.ideal


def start(stack: Stack, items: int, window: int) -> None:
    """Sandbox, Redis, an empty database and a worker."""
    port = free_port()
    cases = max(300, round(items * (1 + BARE_SHARE) * CASES_FOR_AN_ITEM))
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--cases", str(cases)]
    # What a write waits for inside the sandbox would be latency beside the one that is set.
    sandbox = stack.add("sandbox", [*command, "--race-window-ms", "0"])
    sandbox.wait_until(lambda: "sandbox ready" in sandbox.log.read_text(), SECONDS_TO_START)
    redis = free_port()
    stack.children.append(start_redis(redis, stack.folder))
    # No setting of the caller but DATABASE_URL may change what is measured.
    stack.env |= {"SANDBOX_PORT": str(port), "JOB_WINDOW": str(window), "LOG_LEVEL": "INFO"}
    stack.env |= {"REDIS_URL": f"redis://127.0.0.1:{redis}/0", "JOB_CALLS_PER_SECOND": "0"}
    stack.manage("migrate", "--no-input")
    stack.manage("flush", "--no-input")
    stack.add_worker()


def measure(items: int, window: int, latency_ms: int) -> Round:
    """One round in processes of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DJANGO_SETTINGS_MODULE": "pmdash.settings", "PMDASH_DEMO": "1", "DEBUG": "0"}
        stack = Stack(Path(folder), settings | {"PMDASH_VAR": folder})
        try:
            start(stack, items, window)
            asked = {"items": items, "window": window, "latency_ms": latency_ms}
            pids = [str(stack.children[place].process.pid) for place in (-1, 0)]
            command = [sys.executable, "-m", "benchmarks.jobs_round", *pids]
            told = subprocess.run(
                [*command, json.dumps(asked | {"bare": round(items * BARE_SHARE)})],
                cwd=ROOT,
                env={**os.environ, **stack.env},
                stdout=subprocess.PIPE,
                check=True,
            ).stdout
        finally:
            stack.stop()
    return Round(**asked, **json.loads(told.splitlines()[-1]))


def print_round(one: Round) -> None:
    print(
        f"window {one.window:>3}  {one.items} × {one.latency_ms} ms: "
        f"wall {one.wall:.2f} s  ideal {one.ideal:.2f} s  ratio {one.ratio:.3f} "
        f"(bare loop {one.bare_ratio:.3f})  {one.items / one.wall:.0f}/s  done {one.done}  "
        f"worker {one.cpu_an_item:.2f} ms an item, sandbox {one.sandbox_an_item:.2f} ms, "
        f"{one.memory_before:.0f} → {one.memory_after:.0f} MiB  plan {one.plan:.1f} s",
        flush=True,
    )


def print_goal(window: int, rounds: list[Round]) -> None:
    ratio = statistics.median(one.ratio for one in rounds)
    bare = statistics.median(one.bare_ratio for one in rounds)
    word = "met   " if ratio <= MOST_RATIO else "MISSED"
    print(f"{word} window {window}: {ratio:.3f} (goal ≤ {MOST_RATIO}), bare loop {bare:.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--window", type=int, nargs="+", default=[16, 32])
    parser.add_argument("--latency-ms", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rounds: dict[int, list[Round]] = {window: [] for window in options.window}
    for _ in range(options.rounds):
        for window, found in rounds.items():
            found.append(measure(options.items, window, options.latency_ms))
            print_round(found[-1])
    for window, found in rounds.items():
        print_goal(window, found)
    kept = [asdict(one) for found in rounds.values() for one in found]
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
