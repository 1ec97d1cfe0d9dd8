"""A small closed-loop load generator: N users, each with one kept connection, ask for one address.

It runs as a process of its own (``python -m benchmarks.load``) so that its work does not
share an interpreter with what it measures. Loops are bounded by time and by count.
"""

import argparse
import http.client
import json
import statistics
import threading
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

WARM_UP_REQUESTS = 5


@dataclass(frozen=True)
class Figures:
    """What one run showed; times in milliseconds."""

    users: int
    requests: int
    failures: int
    p50: float
    p95: float
    per_second: float


def ask(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> bool:
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    return response.status == http.client.OK


def one_user(
    address: str, headers: dict[str, str], until: float, times: list[float], failures: list[int]
) -> None:
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    for _ in range(WARM_UP_REQUESTS):
        ask(connection, path, headers)
    while time.perf_counter() < until:
        began = time.perf_counter()
        good = ask(connection, path, headers)
        times.append((time.perf_counter() - began) * 1000)
        if not good:
            failures.append(1)
    connection.close()


def measure(address: str, headers: dict[str, str], users: int, seconds: float) -> Figures:
    times: list[float] = []
    failures: list[int] = []
    began = time.perf_counter()
    threads = [
        threading.Thread(
            target=one_user, args=(address, headers, began + seconds, times, failures), daemon=True
        )
        for _ in range(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 60)
    elapsed = time.perf_counter() - began
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [times[0]] * 19
    return Figures(
        users=users,
        requests=len(times),
        failures=len(failures),
        p50=round(statistics.median(times), 2),
        p95=round(cuts[18], 2),
        per_second=round(len(times) / elapsed, 1),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--users", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--headers", type=json.loads, default={})
    options = parser.parse_args()
    figures = measure(options.address, options.headers, options.users, options.seconds)
    print(json.dumps(asdict(figures)))


if __name__ == "__main__":
    main()
