"""The other promises: one refresh for many, quick pages beside a crowd that waits."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from accounts.server import anonymous_client, the_server
from accounts.vault import unseal
from tests.soak.people import browser_of, grant_of, signed_in
from tests.soak.stand import Stand
from tests.soak.tally import Figure

CALLERS = 32
LOCAL = ("/healthz", "/accounts/login/?reason=expired", "/accounts/preferences/")
LOCAL_SECONDS = 0.3
OTHER_SECONDS = 5.5
SECONDS_OF_CROWD = 20
THINK = 3.0
"""Seconds that somebody takes to read an error and try again."""
SPREAD = 3.0
"""Seconds over which the crowd comes in."""


@dataclass(frozen=True)
class Look:
    """One request: its status, or the name of what went wrong, and its seconds."""

    status: int | str
    seconds: float


class Visitor:
    """A signed-in browser."""

    def __init__(self, stand: Stand, username: str) -> None:
        self.actor = signed_in(username)
        self._url = stand.web_url
        self._cookies = browser_of(self.actor.me.grant_id)

    def get(self, path: str) -> Look:
        began = time.monotonic()
        try:
            answer = requests.get(
                self._url + path, cookies=self._cookies, timeout=30, allow_redirects=False
            )
            status: int | str = answer.status_code
        except requests.RequestException as error:
            status = type(error).__name__
        return Look(status, time.monotonic() - began)


def refresh_race(stand: Stand) -> Figure:
    """32 requests of one person at once over all web processes, with an access token that ended."""
    visitor = Visitor(stand, "wendy")
    visitor.get("/cases/inbox/")
    anonymous_client(the_server()).auth.expire(unseal(grant_of(visitor.actor).sealed_tokens).access)
    stand.sandbox.forget_asked()
    start = threading.Barrier(CALLERS)

    def one(number: int) -> Look:
        start.wait()
        return visitor.get(f"/cases/inbox/?q={number}")

    with ThreadPoolExecutor(CALLERS) as pool:
        looks = list(pool.map(one, range(CALLERS)))
    refreshes = stand.sandbox.asked().count("POST /workflow/oauth2/token")
    statuses = Counter(look.status for look in looks)
    text = f"{CALLERS} callers whose token ended: {refreshes} refresh, answers {told(statuses)}"
    return Figure(text, refreshes == 1 and set(statuses) == {200})


def crowd(stand: Stand, users: int) -> Figure:
    """So many people ask again and again while ProcessMaker hangs; others look at local pages."""
    visitor = Visitor(stand, "wendy")
    visitor.get("/cases/inbox/")
    for path in LOCAL:
        visitor.get(path)
    stand.sandbox.fault("hang", path="/api/*", seconds=30)
    end = time.monotonic() + SECONDS_OF_CROWD
    with ThreadPoolExecutor(users + 1) as pool:
        waiting = [
            pool.submit(_keep_asking, visitor, number, number * SPREAD / users, end)
            for number in range(users)
        ]
        local = _look_at_local_pages(visitor, end)
        others = [look for one in waiting for look in one.result()]
    stand.sandbox.clear_faults()
    quick, slow = percentile(local, 0.99), max(look.seconds for look in others)
    statuses = Counter(look.status for look in [*local, *others])
    text = (
        f"{users} people wait for a ProcessMaker that hangs: {len(local)} local pages, p50"
        f" {percentile(local, 0.5) * 1000:.0f} ms, p99 {quick * 1000:.0f} ms; {len(others)} others"
        f" end within {slow:.1f} s; answers {told(statuses)}"
    )
    honest = set(statuses) <= {200, 503, 504}
    return Figure(text, quick < LOCAL_SECONDS and slow < OTHER_SECONDS and honest)


def _keep_asking(visitor: Visitor, number: int, after: float, end: float) -> list[Look]:
    time.sleep(after)
    looks = []
    while time.monotonic() < end:
        looks.append(visitor.get(f"/cases/inbox/?q={number}-{len(looks)}"))
        time.sleep(THINK)
    return looks


def _look_at_local_pages(visitor: Visitor, end: float) -> list[Look]:
    looks = []
    while time.monotonic() < end:
        looks += [visitor.get(path) for path in LOCAL]
        time.sleep(0.05)
    return looks


def percentile(looks: list[Look], share: float) -> float:
    """Seconds within which this share of the looks ended."""
    seconds = sorted(look.seconds for look in looks)
    return seconds[min(len(seconds) - 1, int(len(seconds) * share))]


def told(statuses: Counter[int | str]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in statuses.most_common())


def figures(stand: Stand, users: int) -> list[Callable[[], Figure]]:
    """What is measured on a stand, one after the other."""
    return [lambda: refresh_race(stand), lambda: crowd(stand, users)]
