"""Faults of the connection itself: silence, dribble, resets, short bodies."""

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from starlette.types import Message, Send

from sandbox.faults.answers import ANSWERS
from sandbox.faults.bodies import CapturedAnswer

RESET_AT_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER on, 0 seconds: closing sends RST instead of FIN."""

APPLIED_400 = json.dumps(
    {"error": {"code": 400, "message": "Bad Request: The trigger of this step failed."}}
).encode()


@dataclass(slots=True)
class Silence:
    """What a fault waits for: ``seconds``, or the event that the rules were cleared."""

    seconds: float
    cleared: asyncio.Event

    async def keep(self, seconds: float) -> None:
        """Wait for so long, or until the rules are cleared."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.cleared.wait(), seconds)


Play: TypeAlias = Callable[[Send, CapturedAnswer, Silence], Awaitable[None]]


async def respond(
    send: Send, answer: CapturedAnswer, *, length: int | None = None, close: bool = False
) -> None:
    """Sends a whole answer; ``length`` is announced instead of the true one."""
    await _begin(send, answer, length)
    await send({"type": "http.response.body", "body": answer.body, "more_body": close})
    if close:
        await reset(send)


async def _begin(send: Send, answer: CapturedAnswer, length: int | None = None) -> None:
    announced = len(answer.body) if length is None else length
    headers = [pair for pair in answer.headers if pair[0] != b"content-length"]
    headers.append((b"content-length", str(announced).encode()))
    start: Message = {"type": "http.response.start", "status": answer.status, "headers": headers}
    await send(start)


async def reset(send: Send) -> None:
    """Cuts the connection with RST; ``send`` is uvicorn's own.

    Returns when uvicorn has noticed, so that it does not complain of an unfinished answer.
    """
    transport = send.__self__.transport  # type: ignore[attr-defined]
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)
    transport.abort()
    await asyncio.sleep(0.01)


async def _hang(send: Send, _: CapturedAnswer, silence: Silence) -> None:
    await silence.keep(silence.seconds)
    await reset(send)


async def _slow(send: Send, answer: CapturedAnswer, silence: Silence) -> None:
    await silence.keep(silence.seconds)
    await respond(send, answer)


async def _hang_in_body(send: Send, answer: CapturedAnswer, silence: Silence) -> None:
    await _begin(send, answer)
    half = answer.body[: len(answer.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    await silence.keep(silence.seconds)
    await reset(send)


async def _trickle(send: Send, answer: CapturedAnswer, silence: Silence) -> None:
    """One byte a second, until the answer is out or the silence is over."""
    await _begin(send, answer)
    for at in range(min(len(answer.body), int(silence.seconds))):
        await send(
            {"type": "http.response.body", "body": answer.body[at : at + 1], "more_body": True}
        )
        await silence.keep(1)
        if silence.cleared.is_set():
            break
    await reset(send)


async def _reset_before(send: Send, _: CapturedAnswer, __: Silence) -> None:
    await reset(send)


async def _reset_inside(send: Send, answer: CapturedAnswer, _: Silence) -> None:
    half = CapturedAnswer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])
    await respond(send, half, length=max(len(answer.body), 2), close=True)


async def _short_file(send: Send, answer: CapturedAnswer, _: Silence) -> None:
    await respond(send, answer, length=len(answer.body) + 4096, close=True)


async def _applied_400(send: Send, _: CapturedAnswer, __: Silence) -> None:
    await respond(send, CapturedAnswer(400, _JSON, APPLIED_400))


async def _applied_fatal(send: Send, _: CapturedAnswer, __: Silence) -> None:
    page = ANSWERS["fatal_200"]("")
    headers = ((b"content-type", page.content_type.encode()),)
    await respond(send, CapturedAnswer(page.status, headers, page.body))


_JSON = ((b"content-type", b"application/json; charset=utf-8"),)

BEFORE: dict[str, Play] = {
    "connect_hang": _hang,
    "hang": _hang,
    "reset_before_body": _reset_before,
}
"""The request never reaches the server."""

AFTER: dict[str, Play] = {
    "slow": _slow,
    "trickle": _trickle,
    "hang_in_body": _hang_in_body,
    "reset_inside_body": _reset_inside,
    "short_file": _short_file,
    "applied_then_400": _applied_400,
    "applied_then_fatal": _applied_fatal,
    "applied_then_hang": _hang,
    "applied_then_reset": _reset_before,
}
"""The server does what was asked; the client does not learn it properly."""
