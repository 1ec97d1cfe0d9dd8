"""How long the inbox takes, as page and as partial, beside the bare call that it makes upstream."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import requests

from benchmarks.empty import empty_page
from benchmarks.load import Figures
from benchmarks.stand import Stand

INBOX = "/cases/inbox/"
PARTIAL = {"HX-Request": "true", "HX-Target": "list"}
PAGES = {
    "inbox": INBOX,
    "unassigned": "/cases/unassigned/",
    "participated": "/cases/participated/",
    "counters": "/cases/counters/",
}


@dataclass(frozen=True)
class Load:
    """So many users at once, on an upstream of so many milliseconds, pausing `think` seconds."""

    latency_ms: int
    users: int
    think: float = 0


LOADS = (Load(0, 1), Load(0, 16), Load(50, 1), Load(50, 16), Load(60, 64), Load(60, 64, think=1))


@dataclass(frozen=True)
class Row(Figures):
    """The figures of one target under one load."""

    latency_ms: int
    what: str


def measure_times(
    stand: Stand,
    tell: Callable[[Row], None],
    loads: Sequence[Load] = LOADS,
    *,
    seconds: float = 2.5,
    rounds: int = 3,
) -> list[Row]:
    """An empty page; page, partial and bare upstream call under each load; rounds of median p50.

    The targets take turns, so that a disturbance of the machine meets all of them.
    """
    page, partial = stand.browser_headers, {**stand.browser_headers, **PARTIAL}
    targets = {
        "upstream": (stand.sandbox + upstream_call(stand), stand.upstream_headers()),
        "page": (stand.web + INBOX, page),
        "partial": (f"{stand.web}{INBOX}?page=2", partial),
    }
    one_run(*targets["page"], Load(0, 64), seconds / 2)
    rows = [measure_empty_page(seconds, rounds)]
    tell(rows[0])
    for load in loads:
        stand.set_latency(load.latency_ms)
        runs: dict[str, list[Figures]] = {what: [] for what in targets}
        for _ in range(rounds):
            for what, target in targets.items():
                runs[what].append(one_run(*target, load, seconds))
        for what, figures in runs.items():
            rows.append(median_round(figures, load, what))
            tell(rows[-1])
    stand.set_latency(0)
    return rows


def measure_empty_page(seconds: float, rounds: int) -> Row:
    alone = Load(0, 1)
    with empty_page() as address:
        figures = [one_run(address, {}, alone, seconds) for _ in range(rounds)]
    return median_round(figures, alone, "empty")


def median_round(figures: list[Figures], load: Load, what: str) -> Row:
    median = sorted(figures, key=lambda one: one.p50)[len(figures) // 2]
    return Row(**asdict(median), latency_ms=load.latency_ms, what=what)


def one_run(address: str, headers: dict[str, str], load: Load, seconds: float) -> Figures:
    command = [sys.executable, "-m", "benchmarks.load", address, "--users", str(load.users)]
    command += ["--seconds", str(seconds), "--think", str(load.think)]
    command += ["--headers", json.dumps(headers)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Figures(**json.loads(output))


def upstream_call(stand: Stand) -> str:
    """The very call that the inbox makes: path and query, as the sandbox saw it."""
    look_at(stand, INBOX)
    stand.forget_requests()
    look_at(stand, INBOX)
    (call,) = stand.upstream_requests()
    return f"{call['path']}?{call['query']}"


def upstream_calls(stand: Stand) -> dict[str, int]:
    """Requests that each page makes upstream, after the first view has filled the caches."""
    calls = {}
    for name, path in PAGES.items():
        look_at(stand, path)
        stand.forget_requests()
        look_at(stand, path)
        calls[name] = len(stand.upstream_requests())
    return calls


def look_at(stand: Stand, path: str) -> None:
    answer = requests.get(stand.web + path, headers=stand.browser_headers, timeout=30)
    answer.raise_for_status()
