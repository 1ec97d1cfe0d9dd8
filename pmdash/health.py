"""Is this process up, and does everything around it answer?"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypedDict

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from accounts.server import anonymous_client
from accounts.workspaces import workspaces
from pmdash.celery import app
from pmdash.web.redis import shared_redis

SECONDS_TO_REUSE = 2


class Check(TypedDict):
    state: str
    milliseconds: float


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """This process is up."""
    return JsonResponse({"state": "up"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, Redis, worker and ProcessMaker, each with its state and latency.

    Answers 503 only where the database is down: without the rest pmdash serves what it can
    and says what is missing, so a load balancer should go on sending people here.
    """
    checks = recent_checks(int(time.monotonic() / SECONDS_TO_REUSE))
    all_up = all(check["state"] == "up" for check in checks.values())
    status = 200 if checks["database"]["state"] == "up" else 503
    return JsonResponse({"state": "up" if all_up else "degraded", "checks": checks}, status=status)


@lru_cache(maxsize=1)
def recent_checks(moment: int) -> dict[str, Check]:
    """All checks, side by side; once a `moment`, so that asking often costs others nothing."""
    checks = CHECKS | servers()
    with ThreadPoolExecutor(len(checks)) as pool:
        futures = {name: pool.submit(measure, check) for name, check in checks.items()}
        return {name: future.result() for name, future in futures.items()}


def measure(check: Callable[[], object]) -> Check:
    """Whether `check` passes, and the milliseconds that it takes."""
    started = time.perf_counter()
    try:
        check()
        state = "up"
    except Exception:
        # Any failure of any library means the same here; its text may hold an address.
        state = "down"
    return {"state": state, "milliseconds": round((time.perf_counter() - started) * 1000, 1)}


def database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def redis() -> None:
    shared_redis().ping()


def worker() -> None:
    if not app.control.ping(timeout=1.0, limit=1):
        raise TimeoutError


def servers() -> dict[str, Callable[[], object]]:
    """A check of each workspace: `processmaker`, `processmaker_2` as in the settings."""
    endings = {place: f"_{place.number}" if place.number > 1 else "" for place in workspaces()}
    return {
        f"processmaker{ending}": anonymous_client(place.server).light.config
        for place, ending in endings.items()
    }


CHECKS: dict[str, Callable[[], object]] = {
    "database": database,
    "redis": redis,
    "worker": worker,
}
