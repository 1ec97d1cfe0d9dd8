"""Decodes recorded answers with the client: nothing lost, every error on its leaf."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from processmaker import Client, Server
from tests.processmaker.test_recordings import (
    ZONE,
    test_every_exchange_gives_a_value_or_the_right_error,
)
from tests.support.byte_server import TOKEN, serving
from tests.support.every_endpoint import call
from tests.support.recordings import Exchange, exchanges

SHOWN = 300


@dataclass
class Decoded:
    """How many exchanges were read rightly, which were not, and which are no business of a client.

    Exempt are the pages of the sign-in flow (HTML for a browser), ``/lists`` (empty since
    3.8) and calls that no client makes, such as ``PATCH /cases``.
    """

    matched: int = 0
    exempt: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


def decode(folder: Path) -> Decoded:
    """Every exchange of a folder of recordings."""
    found = list(exchanges(folder))
    result = Decoded(exempt=_recorded(folder) - len(found))
    for exchange, problem in _problems(found):
        if problem:
            result.failures.append((exchange.id, problem))
        else:
            result.matched += 1
    return result


def _recorded(folder: Path) -> int:
    return sum(len(json.loads(path.read_text("utf-8"))) for path in folder.glob("*.json"))


def _problems(found: list[Exchange]) -> Iterator[tuple[Exchange, str]]:
    """Each exchange with what is wrong with its reading; "" = nothing."""
    current: list[Exchange] = []
    with serving(lambda connection, _: connection.sendall(current[-1].wire)) as server:
        client = Client(Server(base_url=server.url), token=TOKEN, zone=ZONE)

        def play(exchange: Exchange) -> object:
            current.append(exchange)
            return call(client, exchange.resource, exchange.method, exchange.segments)

        for exchange in found:
            try:
                test_every_exchange_gives_a_value_or_the_right_error(play, exchange)
            except BaseException as problem:
                if isinstance(problem, KeyboardInterrupt):
                    raise
                yield exchange, f"{type(problem).__name__}: {problem}"[:SHOWN]
            else:
                yield exchange, ""
