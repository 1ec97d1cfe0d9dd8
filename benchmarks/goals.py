"""The goals, each judged from figures of one and the same run."""

from dataclasses import asdict, dataclass

from benchmarks.times import Row
from benchmarks.weigh import Weights

MOST_OVERHEAD_MS = 4
EMPTY_PAGE_MS = 0.14
"""What an empty page takes on the machine on which the goals were set."""
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


def judge(rows: list[Row], calls: dict[str, int], weights: Weights) -> list[Goal]:
    return [*speed(rows), *weight(weights), one_call(calls), no_failure(rows)]


def speed(rows: list[Row]) -> list[Goal]:
    """One user alone, and many whose pages together need less than all of the processors.

    64 users in a closed loop would ask for a thousand pages a second, which says how many
    processors there are and nothing else; so the ideal is the bare call's rate at the same pace.
    """
    alone = {row.what: row for row in rows if row.users == 1 and not row.latency_ms}
    overhead = alone["page"].p50 - alone["upstream"].p50
    there = overhead * EMPTY_PAGE_MS / alone["empty"].p50
    many = {row.what: row for row in rows if row.think}
    share = many["page"].per_second / many["upstream"].per_second
    ratio = many["page"].p95 / many["upstream"].p95
    who = "{users} users every {think:g} s, {latency_ms} ms".format(**asdict(many["page"]))
    least = LEAST_SHARE_OF_IDEAL_RATE
    same = f"the same on a machine whose empty page takes {EMPTY_PAGE_MS} ms"
    return [
        goal_at_most("inbox page above upstream, p50, one user (ms)", overhead, MOST_OVERHEAD_MS),
        goal_at_most(same, there, MOST_OVERHEAD_MS),
        Goal(f"share of upstream's rate, {who}", f"≥ {least}", f"{share:.2f}", share >= least),
        goal_at_most(f"p95 against upstream's, {who}", ratio, MOST_P95_RATIO),
    ]


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


def no_failure(rows: list[Row]) -> Goal:
    return goal_at_most("requests that failed", sum(row.failures for row in rows), 0)


def goal_at_most(name: str, seen: float, most: float) -> Goal:
    return Goal(name, f"≤ {most}", f"{seen:.4g}", seen <= most)
