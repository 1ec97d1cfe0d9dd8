"""One HTTP exchange on behalf of one client: headers, circuit breaker, logging, typed errors."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import urllib3

from processmaker import answers, crowd, errors, places, transport
from processmaker.deadline import Deadline
from processmaker.endpoints import Endpoint
from processmaker.server import Server

USER_AGENT = "pmdash/0.1 (+ProcessMaker REST client)"
_JSON = {"Content-Type": "application/json"}

logger = logging.getLogger("processmaker")


class Sent(NamedTuple):
    """What an observer is told about each HTTP exchange; never a token, path or body.

    ``status`` is None where no answer came, ``error`` the name of the error class then.
    """

    endpoint: str
    status: int | None
    seconds: float
    size: int
    attempt: int
    has_notices: bool
    error: str


Observer = Callable[[Sent], None]


class Request(NamedTuple):
    """What is to be sent: made once, sent once or (a read) twice."""

    endpoint: Endpoint
    url: str
    body: Any
    token: str
    deadline: Deadline
    headers: Mapping[str, str] = _JSON

    def __repr__(self) -> str:
        """Keep the token out of tracebacks."""
        return f"<Request {self.endpoint.label}>"


class Exchange:
    """Sends requests of one client to its server, each exactly once."""

    def __init__(self, server: Server, request_id: str, observe: Observer | None) -> None:
        self.server = server
        self.request_id = request_id
        self.observe = observe
        self._transport = transport.transport_of(server.base_url, verify=server.verify)

    def send(self, request: Request, *, attempt: int = 1) -> answers.Answer:
        """Send once and read the whole answer.

        Raises:
            Unreachable, TimedOut, BadAnswer: as :class:`~processmaker.transport.Transport`.
        """
        began = time.perf_counter()
        answer, problem = None, ""
        try:
            answer = self._whole_answer(request)
        except errors.ProcessMakerError as error:
            problem = type(error).__name__
            raise
        finally:
            seconds = time.perf_counter() - began
            self._tell(_sent(request.endpoint, answer, seconds, attempt, problem))
        return answer

    def open(self, request: Request) -> urllib3.BaseHTTPResponse:
        """Send once and return the response, its body unread."""
        try:
            with self._turn(request), self._watched(request.endpoint):
                return self._open(request)
        finally:
            places.leave()

    def _whole_answer(self, request: Request) -> answers.Answer:
        try:
            with self._turn(request), self._watched(request.endpoint):
                raw = self._open(request)
                content = transport.read_body(raw, self.server.largest_answer)
                places.leave()
        finally:
            places.leave()
        return self.answer(request, raw, content)

    @contextmanager
    def _turn(self, request: Request) -> Iterator[None]:
        """Wait for a place among the calls of this process; an upload may take its time."""
        if request.deadline.left() == float("inf"):
            yield
            return
        try:
            with crowd.here.joined():
                yield
        except errors.CircuitOpen as error:
            raise self.placed(error, request.endpoint) from None

    def _open(self, request: Request) -> urllib3.BaseHTTPResponse:
        return self._transport.open(
            request.endpoint.method,
            request.url,
            headers=self._headers(request),
            body=request.body,
            connect_timeout=self.server.connect_timeout,
            deadline=request.deadline,
        )

    @contextmanager
    def _watched(self, endpoint: Endpoint) -> Iterator[None]:
        """Keep calls away from a server that fails in a row, and count how this one ends."""
        breaker = self._transport.breaker
        if not breaker.allows():
            words = "ProcessMaker has not been answering for a while"
            raise self.placed(errors.CircuitOpen(words), endpoint)
        try:
            yield
        except errors.ProcessMakerError as error:
            breaker.failed()
            raise self.placed(error, endpoint) from None
        breaker.succeeded()

    def answer(
        self, request: Request, raw: urllib3.BaseHTTPResponse, content: bytes
    ) -> answers.Answer:
        """Return what came as something that :mod:`processmaker.answers` reads."""
        return answers.Answer(
            status=raw.status,
            headers=lower(raw.headers),
            content=content,
            endpoint=request.endpoint.label,
            is_write=not request.endpoint.is_read,
            request_id=self.request_id,
            secrets=(request.token, self.server.client_secret),
        )

    def placed(
        self, error: errors.ProcessMakerError, endpoint: Endpoint
    ) -> errors.ProcessMakerError:
        """Tell an error where it happened; a read leaves no doubt behind."""
        error.endpoint = endpoint.label
        error.request_id = self.request_id
        error.outcome_unknown = error.outcome_unknown and not endpoint.is_read
        return error

    def _headers(self, request: Request) -> dict[str, str]:
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json", **request.headers}
        if request.token:
            headers["Authorization"] = f"Bearer {request.token}"
        if self.request_id:
            headers["X-Request-ID"] = self.request_id
        if isinstance(request.body, bytes):
            headers["Content-Length"] = str(len(request.body))
        elif request.body is None and request.endpoint.method in ("POST", "PUT"):
            headers["Content-Length"] = "0"
        return headers

    def _tell(self, sent: Sent) -> None:
        if logger.isEnabledFor(logging.DEBUG):
            extra = {"processmaker": sent._asdict(), "request_id": self.request_id}
            said = sent.error or sent.status
            logger.debug("%s: %s in %.3f s", sent.endpoint, said, sent.seconds, extra=extra)
        if self.observe is not None:
            self.observe(sent)


def _sent(
    endpoint: Endpoint, answer: answers.Answer | None, seconds: float, attempt: int, problem: str
) -> Sent:
    return Sent(
        endpoint=endpoint.label,
        status=answer.status if answer else None,
        seconds=seconds,
        size=len(answer.content) if answer else 0,
        attempt=attempt,
        has_notices=answers.has_notices(answer) if answer else False,
        error=problem,
    )


def lower(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers under lower-case names."""
    return {key.lower(): value for key, value in headers.items()}
