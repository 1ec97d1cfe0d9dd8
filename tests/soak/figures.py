"""The other promises: one refresh for many, quick pages beside a crowd that waits."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

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
SECONDS_ALONE = 4
BUSY_SECONDS = 0.1
"""A machine whose local pages take so long without a crowd has other work, and shows nothing."""


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

    async def ask(self, path: str) -> Look:
        """As `get`, for one of many in one thread: a crowd of threads would slow itself down."""
        place, cookie = urlsplit(self._url), "; ".join(map("=".join, self._cookies.items()))
        wanted = f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\n"
        began = time.monotonic()
        try:
            reader, writer = await asyncio.open_connection(place.hostname, place.port)
            writer.write(f"{wanted}Connection: close\r\n\r\n".encode())
            answer = await asyncio.wait_for(reader.read(), 60)
            writer.close()
            status: int | str = int(answer.split(b" ", 2)[1])
        except (OSError, TimeoutError, IndexError, ValueError) as error:
            status = type(error).__name__
        return Look(status, time.monotonic() - began)

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
    before = _alone(visitor)
    stand.sandbox.fault("hang", path="/api/*", seconds=30)
    end = time.monotonic() + SECONDS_OF_CROWD
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: asyncio.run(_all_ask(visitor, users, end)))
        local = _look_at_local_pages(visitor, end)
        others = waiting.result()
    stand.sandbox.clear_faults()
    return crowd_figure(users, local, others, max(before, _alone(visitor)))


def _alone(visitor: Visitor) -> float:
    """The p99 of local pages without a crowd, in seconds."""
    return percentile(_look_at_local_pages(visitor, time.monotonic() + SECONDS_ALONE), 0.99)


def crowd_figure(users: int, local: list[Look], others: list[Look], alone: float) -> Figure:
    """What the looks of a crowd come to; ``alone`` is the p99 of local pages without it."""
    quick, slow = percentile(local, 0.99), max(look.seconds for look in others)
    statuses = Counter(look.status for look in [*local, *others])
    text = (
        f"{users} people wait for a ProcessMaker that hangs: {len(local)} local pages, p50"
        f" {percentile(local, 0.5) * 1000:.0f} ms, p99 {quick * 1000:.0f} ms; {len(others)} others"
        f" end within {slow:.1f} s; answers {told(statuses)}"
    )
    honest = set(statuses) <= {200, 503, 504}
    if alone < BUSY_SECONDS:
        return Figure(text, honest and quick < LOCAL_SECONDS and slow < OTHER_SECONDS)
    busy = f" (the machine is busy: {alone * 1000:.0f} ms without the people)"
    return Figure(text + busy, honest, measured=False)


async def _all_ask(visitor: Visitor, users: int, end: float) -> list[Look]:
    asked = [_keep_asking(visitor, one, one * SPREAD / users, end) for one in range(users)]
    return [look for looks in await asyncio.gather(*asked) for look in looks]


async def _keep_asking(visitor: Visitor, number: int, after: float, end: float) -> list[Look]:
    await asyncio.sleep(after)
    looks = []
    while time.monotonic() < end:
        looks.append(await visitor.ask(f"/cases/inbox/?q={number}-{len(looks)}"))
        await asyncio.sleep(THINK)
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
