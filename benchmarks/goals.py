"""The goals, each judged from figures of one and the same run."""

from dataclasses import dataclass

from benchmarks.weigh import Weights

MOST_OVERHEAD_MS = 4
LEAST_SHARE_OF_IDEAL_RATE = 0.8
MOST_P95_RATIO = 1.5
MOST_COLD_BYTES = 40_000
MOST_COLD_REQUESTS = 5
MOST_NEXT_BYTES = 4_000
MOST_LAYOUT_SHIFT = 0.001


@dataclass(frozen=True)
class Goal:
    name: str
    wanted: str
    seen: str
    met: bool


Rows = list[dict[str, object]]


def judge(rows: Rows, calls: dict[str, int], weights: Weights) -> list[Goal]:
    return [*speed(rows), *weight(weights), one_call(calls)]


def speed(rows: Rows) -> list[Goal]:
    overhead = number(rows, 0, 1, "page", "p50") - number(rows, 0, 1, "upstream", "p50")
    latency, users = 60, 64
    ideal = users / (latency / 1000)
    share = number(rows, latency, users, "page", "per_second") / ideal
    bare = number(rows, latency, users, "upstream", "p95")
    ratio = number(rows, latency, users, "page", "p95") / bare
    return [
        goal_at_most("inbox page above upstream, p50, one user (ms)", overhead, MOST_OVERHEAD_MS),
        Goal(
            "share of the ideal rate, 64 users, 60 ms upstream",
            f"≥ {LEAST_SHARE_OF_IDEAL_RATE}", f"{share:.2f}", share >= LEAST_SHARE_OF_IDEAL_RATE,
        ),
        goal_at_most("p95 against upstream's, 64 users, 60 ms", ratio, MOST_P95_RATIO),
    ]  # fmt: skip


def weight(weights: Weights) -> list[Goal]:
    return [
        goal_at_most("cold page (bytes)", weights.cold.bytes, MOST_COLD_BYTES),
        goal_at_most("cold page (requests)", weights.cold.requests, MOST_COLD_REQUESTS),
        goal_at_most("next page (bytes)", weights.next_page.bytes, MOST_NEXT_BYTES),
        goal_at_most("next page (requests)", weights.next_page.requests, 1),
        goal_at_most("layout shift", weights.layout_shift, MOST_LAYOUT_SHIFT),
    ]


def one_call(calls: dict[str, int]) -> Goal:
    most = max(count for name, count in calls.items() if name != "counters")
    return goal_at_most("blocking upstream calls on a list page", most, 1)


def goal_at_most(name: str, seen: float, most: float) -> Goal:
    return Goal(name, f"≤ {most}", f"{seen:.4g}", seen <= most)


def number(rows: Rows, latency: int, users: int, what: str, figure: str) -> float:
    for row in rows:
        if (row["latency_ms"], row["users"], row["what"]) == (latency, users, what):
            value = row[figure]
            assert isinstance(value, int | float)
            return float(value)
    raise KeyError((latency, users, what))
