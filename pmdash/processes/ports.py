"""Ports of 127.0.0.1."""

import socket
import urllib.error
import urllib.request


class PortTaken(Exception):
    """Another program listens there; the text says which setting to change."""

    def __init__(self, setting: str, port: int) -> None:
        super().__init__(
            f"port {port} is taken by another program: end that one, or choose another port, "
            f"for example {setting}={port + 100}"
        )


def require_free(setting: str, port: int) -> None:
    """Raise PortTaken where something listens on `port` already."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(setting, port) from error


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether something listens on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers_http(url: str) -> bool:
    """Whether `url` answers with a good status."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310
            return bool(response.status < 400)
    except (urllib.error.URLError, OSError):
        return False
