"""``python -m sandbox``: run the server until it is told to stop."""

import argparse
import asyncio
import gc
import socket
import sys
from pathlib import Path

import uvicorn

from sandbox.control import create_server, seed
from sandbox.latency import Protocol, event_loop
from sandbox.profiles import ProfileError
from sandbox.state import RACE_WINDOW_MS, Options, Sandbox
from sandbox.world.loader import WorldError

HOST = "127.0.0.1"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="A ProcessMaker-compatible server for tests."
    )
    parser.add_argument("--port", type=int, default=8010, help="0 picks a free one")
    parser.add_argument("--cases", type=int, default=300, help="how many cases to begin with")
    parser.add_argument("--empty", action="store_true", help="begin without any case")
    parser.add_argument(
        "--profile", default="3.8+extrarest", help="3.2, 3.4 or 3.8, with +extrarest and others"
    )
    parser.add_argument("--world", type=Path, help="a world file instead of the demo")
    parser.add_argument("--time-zone", help="the server's zone, e.g. Europe/Berlin")
    parser.add_argument("--latency-ms", type=float, default=0, help="how long each call lasts")
    parser.add_argument(
        "--race-window-ms",
        type=float,
        default=RACE_WINDOW_MS,
        help="between what a write reads and what it stores",
    )
    return parser.parse_args()


def _sandbox(arguments: argparse.Namespace) -> Sandbox:
    options = Options(
        profile=arguments.profile,
        cases=0 if arguments.empty else arguments.cases,
        world=arguments.world,
        time_zone=arguments.time_zone,
        latency_ms=arguments.latency_ms,
        race_window_ms=arguments.race_window_ms,
    )
    return Sandbox(options)


class _Server(uvicorn.Server):
    """Says where it listens, in one line that callers wait for."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            port = sockets[0].getsockname()[1]
            print(f"sandbox ready http://{HOST}:{port}", flush=True)


def main() -> None:
    arguments = _arguments()
    try:
        sandbox = _sandbox(arguments)
    except (ProfileError, WorldError) as error:
        sys.exit(f"sandbox: {error}")
    seed(sandbox)
    gc.freeze()
    # asyncio sets TCP_NODELAY only where the protocol is named; without it answers wait 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, arguments.port))
    except OSError as error:
        sys.exit(f"sandbox: cannot listen on {HOST}:{arguments.port}: {error.strerror}")
    config = uvicorn.Config(
        create_server(sandbox), http=Protocol, log_level="warning", access_log=False
    )
    with asyncio.Runner(loop_factory=event_loop) as runner:
        runner.run(_Server(config).serve(sockets=[listener]))


if __name__ == "__main__":
    main()
