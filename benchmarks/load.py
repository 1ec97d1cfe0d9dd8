"""A small load generator: N users, each with one kept connection, ask for one address.

Without `--think` the loop is closed: each user asks again as soon as the answer is there. With
it each user pauses so many seconds between two requests, as people do. A request that fails is
counted, and the user goes on with a new connection.

It runs as a process of its own (``python -m benchmarks.load``) so that its work does not
share an interpreter with what it measures.
"""

import argparse
import http.client
import json
import random
import statistics
import threading
import time
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

WARM_UP_REQUESTS = 5
SECONDS_TO_ANSWER = 30
FAILED = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Figures:
    """What one run showed; times in milliseconds, of the requests that succeeded."""

    users: int
    think: float
    requests: int
    failures: int
    p50: float
    p95: float
    per_second: float


@dataclass
class Visitor:
    """One user: asks for `path` again and again over one connection."""

    host: str
    port: int
    path: str
    headers: dict[str, str]
    think: float
    times: list[float] = field(default_factory=list)
    failures: int = 0
    per_second: float = 0

    def run(self, together: threading.Barrier, seconds: float) -> None:
        """Warm up, wait for the others, then ask for `seconds`."""
        self._connect()
        for _ in range(WARM_UP_REQUESTS):
            self._is_answered()
        together.wait()
        time.sleep(random.uniform(0, self.think))
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            self._ask()
            time.sleep(self.think)
        self.per_second = len(self.times) / (time.perf_counter() - began)
        self._connection.close()

    def _ask(self) -> None:
        began = time.perf_counter()
        if self._is_answered():
            self.times.append((time.perf_counter() - began) * 1000)
        else:
            self.failures += 1

    def _connect(self) -> None:
        self._connection = http.client.HTTPConnection(
            self.host, self.port, timeout=SECONDS_TO_ANSWER
        )

    def _is_answered(self) -> bool:
        try:
            self._connection.request("GET", self.path, headers=self.headers)
            response = self._connection.getresponse()
            response.read()
        except FAILED:
            self._connection.close()
            self._connect()
            return False
        return response.status == http.client.OK


def measure(
    address: str, headers: dict[str, str], users: int, seconds: float, think: float = 0
) -> Figures:
    """Let `users` ask for `address` side by side for `seconds`, after a warm-up of each."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    place = (parts.hostname or "", parts.port or 80)
    visitors = [Visitor(*place, path, headers, think) for _ in range(users)]
    together = threading.Barrier(users)
    threads = [threading.Thread(target=one.run, args=(together, seconds)) for one in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return figures(visitors)


def figures(visitors: list[Visitor]) -> Figures:
    times = [one for visitor in visitors for one in visitor.times] or [0.0]
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else times * 19
    return Figures(
        users=len(visitors),
        think=visitors[0].think,
        requests=sum(len(visitor.times) for visitor in visitors),
        failures=sum(visitor.failures for visitor in visitors),
        p50=round(statistics.median(times), 2),
        p95=round(cuts[18], 2),
        per_second=round(sum(visitor.per_second for visitor in visitors), 1),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--users", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--think", type=float, default=0, help="seconds between two requests")
    parser.add_argument("--headers", type=json.loads, default={})
    options = parser.parse_args()
    found = measure(options.address, options.headers, options.users, options.seconds, options.think)
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
