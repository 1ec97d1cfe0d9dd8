"""Raw ASGI: stands before everything else, so that bytes and connections can be spoiled."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.faults.answers import ANSWERS
from sandbox.faults.bodies import SPOILERS, CapturedAnswer
from sandbox.faults.rules import Faults, Rule
from sandbox.faults.transport import AFTER, BEFORE, Silence, respond

CONTROL_PREFIX = "/__sandbox__/"
NOTHING = CapturedAnswer(0, (), b"")


class FaultMiddleware:
    """Must be the outermost middleware: resets need uvicorn's own ``send``."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self.app = app
        self.faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        rule = self._rule(scope)
        if rule is None:
            await self.app(scope, receive, send)
            return
        silence = self.faults.silence(rule)
        if rule.name in BEFORE:
            await BEFORE[rule.name](send, NOTHING, silence)
        elif rule.name in ANSWERS:
            await respond(send, _fixed(rule.name, scope))
        else:
            answer = await self._captured(scope, receive)
            await self._spoil(rule, answer, send, silence)

    def _rule(self, scope: Scope) -> Rule | None:
        if scope["type"] != "http" or scope["path"].startswith(CONTROL_PREFIX):
            return None
        return self.faults.strike(scope["method"], scope["path"])

    async def _captured(self, scope: Scope, receive: Receive) -> CapturedAnswer:
        """Let the server work, keep its answer."""
        starts: list[Message] = []
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                starts.append(message)
            else:
                body.extend(message.get("body", b""))

        await self.app(scope, receive, keep)
        return CapturedAnswer(starts[0]["status"], tuple(starts[0]["headers"]), bytes(body))

    async def _spoil(
        self, rule: Rule, answer: CapturedAnswer, send: Send, silence: Silence
    ) -> None:
        if rule.name in AFTER:
            await AFTER[rule.name](send, answer, silence)
        else:
            await respond(send, SPOILERS[rule.name](answer))


def _fixed(name: str, scope: Scope) -> CapturedAnswer:
    headers: dict[bytes, bytes] = dict(scope["headers"])
    answer = ANSWERS[name](headers.get(b"authorization", b"").decode("latin-1"))
    pairs = [(b"content-type", answer.content_type.encode())]
    pairs += [(key.encode(), value.encode()) for key, value in answer.headers.items()]
    return CapturedAnswer(answer.status, tuple(pairs), answer.body)
