"""A server of a few lines that answers exactly the bytes it is told to, faults included."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, NoReturn

from processmaker import Client, Server
from processmaker.transport import transport_of

TOKEN = "a" * 40
HANG = 60
"""Seconds of a server that hangs: many more than a test waits for."""
SOON = 20
"""Seconds, by which a call that has given up is back, however busy the machine is."""
NO_HURRY = 30


class Received(NamedTuple):
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Script = Callable[[socket.socket, Received], None]


class ByteServer:
    """Hands every request to ``script``, which writes what it likes to the socket."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.received: list[Received] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        self._closing = False
        # An earlier server may have had the port.
        transport_of(self.url, verify=True).breaker.succeeded()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.received]

    @property
    def connections(self) -> int:
        """How many were made to it."""
        return len(self._open)

    def client(self, **options: Any) -> Client:
        """A client of this server, with a breaker that starts closed."""
        token = options.pop("token", TOKEN)
        request_id = options.pop("request_id", "")
        observe = options.pop("observe", None)
        options.setdefault("deadline", NO_HURRY)
        server = Server(base_url=self.url, client_id="id", client_secret="s3cret", **options)
        return Client(server, token, request_id=request_id, observe=observe)

    def close(self) -> None:
        self._closing = True
        for one in [self._listener, *self._open]:
            one.close()
        transport_of(self.url, verify=True).close()

    def _accept(self) -> None:
        while not self._closing:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as stream:
                while request := _read(stream):
                    self.received.append(request)
                    self.script(connection, request)
        except OSError:
            return


def _read(stream: Any) -> Received | None:
    first = stream.readline().decode("latin-1").split()
    if len(first) != 3:
        return None
    headers: dict[str, str] = {}
    while (line := stream.readline().strip()) != b"":
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Received(first[0], first[1], headers, body)


def answer_bytes(
    body: bytes | str | list[Any] | dict[str, Any] | None,
    status: int = 200,
    content_type: str = "application/json",
    **headers: str,
) -> bytes:
    """The bytes of a well-formed answer; a list or dict goes as JSON."""
    if body is None:
        body = b""
    if not isinstance(body, bytes):
        body = (body if isinstance(body, str) else json.dumps(body)).encode()
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {content_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines).encode("utf-8")
    return head + b"\r\n\r\n" + (b"" if status == 204 else body)


def hang_up(connection: socket.socket, sent: bytes = b"", *, reset: bool = False) -> NoReturn:
    """Send what there is and close the connection, with a reset if so asked."""
    connection.sendall(sent)
    if reset:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise ConnectionAbortedError


@contextmanager
def serving(script: Script) -> Iterator[ByteServer]:
    server = ByteServer(script)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def hanging(sent: bytes = b"") -> Iterator[ByteServer]:
    """A server that takes requests, sends these bytes and then nothing; the end releases it."""
    over = threading.Event()

    def script(connection: socket.socket, _request: Received) -> None:
        connection.sendall(sent)
        over.wait(HANG)

    with serving(script) as server:
        try:
            yield server
        finally:
            over.set()


@contextmanager
def answering(*answers: bytes) -> Iterator[ByteServer]:
    """A server that gives ``answers`` in order, the last one again and again."""
    left = list(answers)

    def script(connection: socket.socket, _request: Received) -> None:
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    with serving(script) as server:
        yield server


@contextmanager
def routing(table: dict[str, bytes]) -> Iterator[ByteServer]:
    """A server that answers by ``"GET /cases/paged"`` (without prefix and query), else 404."""

    def script(connection: socket.socket, request: Received) -> None:
        path = request.path.split("?")[0].removeprefix("/api/1.0/workflow")
        connection.sendall(table.get(f"{request.method} {path}", MISSING))

    with serving(script) as server:
        yield server


MISSING = answer_bytes({"error": {"code": 404, "message": "Not Found"}}, 404)
UNAUTHORIZED = answer_bytes({"error": {"code": 401, "message": "Unauthorized"}}, 401)
