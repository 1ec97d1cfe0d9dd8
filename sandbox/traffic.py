"""What was asked of the sandbox: the latest requests in order, so that tests can count them."""

from collections import deque

from starlette.types import ASGIApp, Receive, Scope, Send

MOST_KEPT = 10_000
CONTROL_PREFIX = "/__sandbox__/"


class Traffic:
    """An ASGI middleware that notes method, path and query of every request but its own reading."""

    def __init__(self, app: ASGIApp, kept: "deque[dict[str, str]]") -> None:
        self.app = app
        self.kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(CONTROL_PREFIX):
            query = scope["query_string"].decode("latin-1")
            entry = {"method": scope["method"], "path": scope["path"], "query": query}
            self.kept.append(entry)
        await self.app(scope, receive, send)


def new_log() -> "deque[dict[str, str]]":
    return deque(maxlen=MOST_KEPT)
