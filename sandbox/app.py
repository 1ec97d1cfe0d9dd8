"""The REST API of one sandbox, as an ASGI application."""

import asyncio
import inspect
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

import sandbox.api  # noqa: F401 (registers the endpoints)
from sandbox.errors import PhpFatal, RestError
from sandbox.php import JSON_TYPE, Rendered, fatal, json_body, with_notices
from sandbox.profiles import Profile
from sandbox.rest import ROUTES, Answer, Call, Router
from sandbox.state import Sandbox
from sandbox.wire import preflight, read_body, rendered, setup_refusal, to_response

PREFIX = "/api/"


class RestApi:
    """``/api/{version}/{workspace}/…`` of one sandbox.

    It has no router of Starlette before it, which would cost a third of a call.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._routers: dict[Profile, Router] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, when the call has lasted as long as it was set to."""
        response = await self._response(Request(scope, receive))
        leaves_at = scope["state"]["arrived_at"] + self._sandbox.options.latency_ms / 1000
        # The work is a part of the latency: what it costs here must not lengthen every call.
        await asyncio.sleep(max(0.0, leaves_at - asyncio.get_running_loop().time()))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        version, _, rest = request.scope["path"].removeprefix(PREFIX).partition("/")
        workspace, slash, path = rest.partition("/")
        if not slash:
            return PlainTextResponse("Not Found", 404)
        if request.method == "OPTIONS":
            return preflight(request)
        if version != "1.0":
            return setup_refusal("Invalid API version.", 150)
        if workspace != self._sandbox.world.server.workspace:
            return setup_refusal("You have specified an unavailable workspace.", 566)
        method = "GET" if request.method == "HEAD" else request.method
        query, headers = dict(request.query_params), dict(request.headers)
        call = Call(self._sandbox, method, request.scope["path"], query, headers, None, {})
        return await self._render(call, request, path)

    async def _render(self, call: Call, request: Request, path: str) -> Response:
        answer = Answer()
        try:
            answer = await self._answer(call, request, path)
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

    async def _answer(self, call: Call, request: Request, path: str) -> Answer:
        call.body, call.files = await read_body(request)
        found = self._router().find(call.method, unquote(path).removesuffix(".json"))
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
