"""The ASGI application: REST API and OAuth pages of one sandbox."""

import asyncio
import inspect
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as PageRoute

from sandbox.api import PAGES
from sandbox.errors import PhpFatal, RestError
from sandbox.php import JSON_TYPE, Rendered, fatal, json_body, with_notices
from sandbox.profiles import Profile
from sandbox.rest import ROUTES, Answer, Call, Router
from sandbox.state import Sandbox
from sandbox.wire import preflight, read_body, rendered, setup_refusal, to_response

METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]


TIMERS_ARE_LATE = 0.0005
"""Seconds: the event loop rounds up to milliseconds, which is half of one on the average."""


class RestApi:
    """``/api/{version}/{workspace}/…`` of one sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._routers: dict[Profile, Router] = {}

    async def respond(self, request: Request) -> Response:
        """The answer to any request below ``/api``."""
        if request.method == "OPTIONS":
            return preflight(request)
        clock = asyncio.get_running_loop()
        leaves_at = clock.time() + self._sandbox.options.latency_ms / 1000 - TIMERS_ARE_LATE
        response = await self._response(request)
        # The work is a part of the latency: what it costs here must not lengthen every call.
        await asyncio.sleep(max(0.0, leaves_at - clock.time()))
        return response

    async def _response(self, request: Request) -> Response:
        if request.path_params["version"] != "1.0":
            return setup_refusal("Invalid API version.", 150)
        if request.path_params["workspace"] != self._sandbox.world.server.workspace:
            return setup_refusal("You have specified an unavailable workspace.", 566)
        method = "GET" if request.method == "HEAD" else request.method
        query, headers = dict(request.query_params), dict(request.headers)
        call = Call(self._sandbox, method, request.url.path, query, headers, None, {})
        return await self._render(call, request)

    async def _render(self, call: Call, request: Request) -> Response:
        answer = Answer()
        try:
            answer = await self._answer(call, request)
            result = rendered(answer)
        except RestError as error:
            answer.headers = error.headers
            body = {"error": {"code": error.status, "message": error.message}}
            result = Rendered(error.status, JSON_TYPE, json_body(body))
        except PhpFatal:
            return to_response(fatal(self._sandbox.profile), {})
        if answer.raw is None:
            result = with_notices(result, call.notices, self._sandbox.profile)
        return to_response(result, answer.headers)

    async def _answer(self, call: Call, request: Request) -> Answer:
        call.body, call.files = await read_body(request)
        path = unquote(request.path_params["path"]).removesuffix(".json")
        found = self._router().find(call.method, path)
        if isinstance(found, set):
            raise _no_route(found)
        route, call.params = found
        route.authorize(call, known=self._authenticate(call))
        result = route.handler(call)
        if inspect.isawaitable(result):
            result = await result
        return result if isinstance(result, Answer) else Answer(result)

    def _router(self) -> Router:
        """The routes of the present profile (a reset may have changed it)."""
        profile = self._sandbox.profile
        if profile not in self._routers:
            routes = [item for item in ROUTES if item.available(self._sandbox)]
            self._routers[profile] = Router(routes)
        return self._routers[profile]

    def _authenticate(self, call: Call) -> bool:
        """Whether the call has a live token; sets the user it belongs to."""
        scheme, _, value = call.authorization.partition(" ")
        if scheme.lower() != "bearer":
            value = call.query.get("access_token", "")
        token = self._sandbox.store.tokens.user_of(value.strip(), self._sandbox.clock.now())
        call.user_uid = token.user_uid if token else ""
        return token is not None


def _no_route(methods: set[str]) -> RestError:
    """404, or 405 where the path has other methods."""
    return RestError(405, allow=", ".join(sorted(methods))) if methods else RestError(404)


def create_app(sandbox: Sandbox) -> Starlette:
    """The whole server; ``app.state.sandbox`` is what it serves."""
    api = RestApi(sandbox)
    rest = PageRoute("/api/{version}/{workspace}/{path:path}", api.respond, methods=METHODS)
    app = Starlette(routes=[rest, *PAGES])
    app.state.sandbox = sandbox
    return app
