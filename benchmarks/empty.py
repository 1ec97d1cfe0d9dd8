"""A page that does nothing, on the server that pmdash runs on: what the machine does at best."""

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pmdash.processes.ports import free_port
from pmdash.processes.stack import Stack


def application(environ: dict[str, object], start: Callable[..., object]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]


@contextlib.contextmanager
def empty_page() -> Iterator[str]:
    """Serve it on a free port; gives its address, and stops it at the end."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        stack = Stack(Path(folder))
        try:
            stack.add_web(port, "benchmarks.empty:application")
            yield f"http://127.0.0.1:{port}/"
        finally:
            stack.stop()
