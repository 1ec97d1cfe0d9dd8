"""Decodes recorded answers with the client: nothing lost, every error on its leaf."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from processmaker import Client, Server, answers, errors
from tests.processmaker.test_recordings import (
    ZONE,
    expected_error,
    test_every_exchange_gives_a_value_or_the_right_error,
)
from tests.support.byte_server import TOKEN, serving
from tests.support.every_endpoint import call
from tests.support.recordings import Exchange, every_exchange

SHOWN = 300
PAGE = "a page or a redirect of the sign-in, for a browser"
WITHOUT_BODY = "an answer without a body to a call that the client does not make"
NEVER_SENT = "a path that the client refuses to send"


@dataclass
class Decoded:
    """How many exchanges were read rightly, which were not, which need no reading and why."""

    matched: int = 0
    exempt: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)


def decode(folder: Path) -> Decoded:
    """Every exchange of a folder of recordings.

    Those of endpoints that the client leaves alone (``/lists``, unknown addresses) are read
    without a model: the same JSON, or the right leaf.
    """
    found = list(every_exchange(folder))
    result = Decoded()
    for exchange, problem in _problems([one for one in found if one.endpoint]):
        _count(result, exchange, problem)
    for exchange in found:
        if not exchange.endpoint:
            _count(result, exchange, _problem_of(exchange))
    return result


def _count(result: Decoded, exchange: Exchange, problem: str) -> None:
    if problem in (PAGE, WITHOUT_BODY, NEVER_SENT):
        result.exempt[problem] += 1
    elif problem:
        result.failures.append((exchange.id, problem))
    else:
        result.matched += 1


def _problems(found: list[Exchange]) -> Iterator[tuple[Exchange, str]]:
    """Each exchange with what is wrong with its reading, or why it is exempt; "" = nothing."""
    current: list[Exchange] = []
    with serving(lambda connection, _: connection.sendall(current[-1].wire)) as server:
        client = Client(Server(base_url=server.url), token=TOKEN, zone=ZONE)

        def play(exchange: Exchange) -> object:
            current.append(exchange)
            return call(client, exchange.resource, exchange.method, exchange.segments)

        for exchange in found:
            try:
                test_every_exchange_gives_a_value_or_the_right_error(play, exchange)
            except errors.InvalidValue:
                yield exchange, NEVER_SENT
            except BaseException as problem:
                if isinstance(problem, KeyboardInterrupt):
                    raise
                yield exchange, f"{type(problem).__name__}: {problem}"[:SHOWN]
            else:
                yield exchange, ""


def _problem_of(exchange: Exchange) -> str:
    """What is wrong with the reading of an answer that no method of the client asks for."""
    if 300 <= exchange.status < 400 or exchange.content.startswith((b"<!DOC", b"<!doc")):
        return PAGE
    if not exchange.content:
        return WITHOUT_BODY
    expected = expected_error(exchange)
    answer = answers.Answer(exchange.status, exchange.headers, exchange.content)
    try:
        value = answers.value(answer)
    except errors.ProcessMakerError as error:
        return "" if expected and isinstance(error, expected) else f"read as {error!r}"[:SHOWN]
    return "" if not expected and value == json.loads(exchange.content) else "read as another value"
