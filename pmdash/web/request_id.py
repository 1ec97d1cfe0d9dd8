"""Every request has an id: in the log, in the answer, on error pages and upstream."""

import re
import secrets
import time
from collections.abc import Callable
from functools import partial

import structlog
from django.http import HttpRequest, HttpResponse

from pmdash.web.afterwards import afterwards
from pmdash.web.throttle import address_of

logger = structlog.get_logger(__name__)

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
QUIET_PATHS = ("/healthz", "/readyz")
REFUSALS = (400, 401, 403, 413, 429)


class RequestIdMiddleware:
    """Takes the id of a proxy in front or makes one, and writes one log line a request.

    The line has the path without its query: what people search for is theirs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request_id = given if WELL_FORMED.fullmatch(given) else new_request_id()
        request.request_id = request_id  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            started = time.perf_counter()
            response = self.get_response(request)
        if request.path not in QUIET_PATHS:
            afterwards(partial(log_answer, request, response, time.perf_counter() - started))
        response[HEADER] = request_id
        return response


def new_request_id() -> str:
    """Twelve hexadecimal digits in groups of four, short enough to read out on the telephone."""
    digits = secrets.token_hex(6)
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def log_answer(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Who asked for what from where, and the outcome; refusals stand out as warnings."""
    log = logger.warning if response.status_code in REFUSALS else logger.info
    log(
        "request",
        request_id=request.request_id,  # type: ignore[attr-defined]
        method=request.method,
        path=request.path,
        status=response.status_code,
        user=getattr(getattr(request, "me", None), "uid", ""),
        address=address_of(request),
        milliseconds=round(seconds * 1000, 1),
    )
