"""``/__sandbox__/``: what tests ask of the sandbox and no ProcessMaker has.

``GET ledger`` lists the accepted writes in order. ``GET``, ``POST`` and ``DELETE
faults`` show, add and clear rules; whatever they keep waiting ends when they are
cleared. ``POST latency`` ``{"ms": 50}`` lets every call last so long. ``POST reset``
begins again: ``{"cases", "profile", "world", "empty"}``, each optional, the last
settings otherwise. ``GET requests`` lists what was asked (method, path, query),
``DELETE requests`` forgets it. ``POST meeting`` ``{"writes": 2}`` lets so many
writes wait for each other between what they read and what they store.
"""

import json
from collections import deque
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.api import PAGES
from sandbox.app import PREFIX, RestApi
from sandbox.faults.middleware import FaultMiddleware
from sandbox.faults.rules import FaultError, Faults
from sandbox.meeting import Meeting
from sandbox.profiles import ProfileError
from sandbox.state import Sandbox
from sandbox.traffic import Traffic, new_log
from sandbox.world.loader import WorldError
from sandbox.world.seed import seed_cases

MOST_CASES = 100_000


class ControlError(ValueError):
    """A request to the control routes that means nothing; the text names the field."""


def create_server(sandbox: Sandbox) -> ASGIApp:
    """The whole sandbox: ProcessMaker's routes, control routes, faults before both."""
    faults = Faults()
    traffic = new_log()
    control = Control(sandbox, faults, traffic)
    pages = Starlette(routes=[Mount("/__sandbox__", routes=control.routes()), *PAGES])
    pages.state.sandbox = sandbox
    return Traffic(FaultMiddleware(Front(RestApi(sandbox), pages), faults), traffic)


class Front:
    """An ASGI application: the REST API, and pages for all else."""

    def __init__(self, rest: ASGIApp, pages: ASGIApp) -> None:
        self.rest = rest
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_rest = scope["type"] == "http" and scope["path"].startswith(PREFIX)
        await (self.rest if is_rest else self.pages)(scope, receive, send)


def seed(sandbox: Sandbox) -> None:
    """The cases that the options ask for; a world of one's own begins empty."""
    if sandbox.options.world is None:
        seed_cases(sandbox.world, sandbox.store, sandbox.clock, sandbox.options.cases)


class Control:
    """The control routes of one sandbox."""

    def __init__(self, sandbox: Sandbox, faults: Faults, traffic: "deque[dict[str, str]]") -> None:
        self._sandbox = sandbox
        self._faults = faults
        self._traffic = traffic

    def routes(self) -> list[Route]:
        return [
            Route("/ledger", self.ledger, methods=["GET"]),
            Route("/faults", self.faults, methods=["GET", "POST", "DELETE"]),
            Route("/latency", self.latency, methods=["POST"]),
            Route("/meeting", self.meeting, methods=["POST"]),
            Route("/reset", self.reset, methods=["POST"]),
            Route("/requests", self.requests, methods=["GET", "DELETE"]),
        ]

    async def ledger(self, _: Request) -> Response:
        return JSONResponse(self._sandbox.ledger.entries)

    async def faults(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._faults.clear()
        elif request.method == "POST":
            try:
                self._faults.add(await _object(request))
            except (FaultError, ControlError, TypeError) as error:
                return _refused(error)
        return JSONResponse(self._faults.as_json())

    async def requests(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._traffic.clear()
        return JSONResponse(list(self._traffic))

    async def latency(self, request: Request) -> Response:
        try:
            milliseconds = _number(await _object(request), "ms", 0, 600_000)
        except ControlError as error:
            return _refused(error)
        self._sandbox.options.latency_ms = milliseconds
        return JSONResponse({"ms": milliseconds})

    async def meeting(self, request: Request) -> Response:
        try:
            writes = int(_number(await _object(request), "writes", 2, 1_000))
        except ControlError as error:
            return _refused(error)
        self._sandbox.meeting = Meeting(writes)
        return JSONResponse({"writes": writes})

    async def reset(self, request: Request) -> Response:
        try:
            self._begin_again(await _object(request))
        except (ControlError, ProfileError, WorldError) as error:
            return _refused(error)
        return JSONResponse(
            {"cases": len(self._sandbox.store.cases), "profile": self._sandbox.options.profile}
        )

    def _begin_again(self, wish: dict[str, Any]) -> None:
        options = self._sandbox.options
        before = (options.profile, options.world, options.cases)
        try:
            options.profile = str(wish.get("profile") or options.profile)
            if "world" in wish:
                options.world = json.dumps(wish["world"]).encode() if wish["world"] else None
            if "cases" in wish:
                options.cases = int(_number(wish, "cases", 0, MOST_CASES))
            if wish.get("empty"):
                options.cases = 0
            self._sandbox.reset()
        except (ControlError, ProfileError, WorldError):
            options.profile, options.world, options.cases = before
            raise
        self._faults.clear()
        seed(self._sandbox)


async def _object(request: Request) -> dict[str, Any]:
    """The JSON object of the body; no body is an empty one."""
    data = await request.body()
    try:
        value = json.loads(data or b"{}")
    except ValueError as error:
        raise ControlError(f"the body is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ControlError("the body must be a JSON object")
    return value


def _number(data: dict[str, Any], name: str, least: float, most: float) -> float:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ControlError(f"{name} must be a number from {least} to {most}, for example 50")
    return value


def _refused(error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 400)
