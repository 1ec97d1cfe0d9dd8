"""The client: one server, one token, every endpoint as a typed method of a resource.

::

    from processmaker import Client, Server

    client = Client(Server(base_url="https://pm.example.test"), token="…")
    case = client.cases.get("0123456789abcdef0123456789abcdef")
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Any, BinaryIO
from urllib.parse import urlencode

import msgspec
import urllib3

from processmaker import answers, errors, fields, transport
from processmaker.deadline import Deadline
from processmaker.endpoints import Endpoint, Query
from processmaker.exchange import Exchange, Observer, Request, lower
from processmaker.resources.everything import Resources
from processmaker.server import Server
from processmaker.tokens import FixedToken, TokenSource
from processmaker.transfers import CHUNK, Download, MultipartBody, file_name_of

_RETRY_PAUSE = (0.05, 0.15)
_GATEWAY = frozenset({502, 503, 504})
_FILE = frozenset({200, 206})


class Client(Resources):
    """Calls one server on behalf of one user. Cheap to make; safe to share between threads.

    Args:
        server: where to.
        token: an access token, a :class:`TokenSource`, or nothing for the public endpoints.
        request_id: sent as X-Request-ID, and part of every error.
        zone: the zone of dates without offset; the server's ``time_zone``, else UTC, if not given
            (``Capabilities.zone`` knows it).
        observe: told about every exchange, for metrics.
    """

    def __init__(
        self,
        server: Server,
        token: str | TokenSource | None = None,
        *,
        request_id: str = "",
        zone: tzinfo | None = None,
        observe: Observer | None = None,
    ) -> None:
        self.server = server
        self.request_id = request_id
        self.zone: tzinfo = zone or fields.zone_of(server.time_zone) or UTC
        self._tokens = FixedToken(token) if isinstance(token, str) else token
        self._exchange = Exchange(server, request_id, observe)

    def in_zone(self, zone: tzinfo) -> Client:
        """Return a client that differs only in the zone of dates without offset."""
        if zone == self.zone:
            return self
        return Client(
            self.server,
            self._tokens,
            request_id=self.request_id,
            zone=zone,
            observe=self._exchange.observe,
        )

    def send(
        self,
        endpoint: Endpoint,
        segments: Sequence[str | int] = (),
        *,
        query: Query | None = None,
        body: object = None,
    ) -> answers.Answer:
        """Call ``endpoint`` and return its answer, unread but for a 401.

        A read is tried a second time after a transient failure, and once more with a newer token
        after a 401; a write is sent once, a 401 only renews the token for the next call.

        Raises:
            InvalidValue: a value for the path is not valid; nothing was sent.
            Unreachable, TimedOut: no answer; ``outcome_unknown`` is true for a write that may
                have reached the server.
            SignedOut: the token source has no token left.
        """
        request = Request(
            endpoint=endpoint,
            url=self._url(endpoint, segments, query),
            body=None if body is None else msgspec.json.encode(body),
            token=self._token(endpoint),
            deadline=Deadline(self.server.deadline, self.server.deadline),
        )
        answer = self._send_patiently(request)
        newer = self._newer_token(request, answer)
        if newer == request.token or not endpoint.is_read:
            return answer
        return self._send_patiently(request._replace(token=newer))

    def upload(
        self,
        endpoint: Endpoint,
        segments: Sequence[str | int],
        *,
        form: Mapping[str, str],
        field: str,
        file: BinaryIO,
        name: str,
    ) -> answers.Answer:
        """Send a multipart form with one file, in chunks; never retried.

        There is no total deadline, but ``idle_timeout`` between two signs of life.

        Raises:
            InvalidValue, Unreachable, TimedOut, SignedOut: as :meth:`send`.
        """
        body = MultipartBody(form, field, file, name)
        request = Request(
            endpoint=endpoint,
            url=self._url(endpoint, segments, None),
            body=body,
            token=self._token(endpoint),
            deadline=Deadline(float("inf"), self.server.idle_timeout),
            headers={"Content-Type": body.content_type, "Content-Length": str(len(body))},
        )
        answer = self._exchange.send(request)
        self._newer_token(request, answer)
        return answer

    def download(
        self, endpoint: Endpoint, segments: Sequence[str | int], *, query: Query | None = None
    ) -> Download:
        """Open a file. The deadline holds until its headers are there, then ``idle_timeout``.

        Raises:
            ProcessMakerError: the answer is no file.
        """
        request = Request(
            endpoint=endpoint,
            url=self._url(endpoint, segments, query),
            body=None,
            token=self._token(endpoint),
            deadline=Deadline(self.server.deadline, self.server.idle_timeout),
        )
        raw = self._exchange.open(request)
        headers = lower(raw.headers)
        if raw.status not in _FILE or not headers.get("content-disposition"):
            return self._undeclared_file(request, raw)
        request.deadline.lift()
        length = fields.whole(headers.get("content-length"))
        return _opened(raw, length, self._chunks(raw, endpoint))

    def _undeclared_file(self, request: Request, raw: urllib3.BaseHTTPResponse) -> Download:
        """Raise what an answer without Content-Disposition says, unless it is a file after all."""
        try:
            content = transport.read_body(raw, self.server.largest_answer)
        except errors.ProcessMakerError as error:
            raise self._exchange.placed(error, request.endpoint) from None
        answers.check_file(self._exchange.answer(request, raw, content))
        return _opened(raw, len(content), iter([content]))

    def _chunks(self, raw: urllib3.BaseHTTPResponse, endpoint: Endpoint) -> Iterator[bytes]:
        try:
            yield from transport.pieces(raw, CHUNK)
        except errors.ProcessMakerError as error:
            raise self._exchange.placed(error, endpoint) from None

    def _send_patiently(self, request: Request) -> answers.Answer:
        """Send; a read gets a second try after a transient failure, inside the deadline."""
        if not request.endpoint.is_read:
            return self._exchange.send(request)
        pause = random.uniform(*_RETRY_PAUSE)  # noqa: S311
        try:
            answer = self._exchange.send(request)
            if answer.status not in _GATEWAY or request.deadline.left() < 2 * pause:
                return answer
        except errors.CircuitOpen:
            raise
        except errors.Unreachable:
            if request.deadline.left() < 2 * pause:
                raise
        time.sleep(pause)
        return self._exchange.send(request, attempt=2)

    def _url(self, endpoint: Endpoint, segments: Sequence[str | int], query: Query | None) -> str:
        prefix = endpoint.prefix.format(workspace=self.server.workspace)
        url = f"{self.server.base_url}{prefix}{endpoint.fill(segments)}"
        given = {
            key: _sendable(key, value) for key, value in (query or {}).items() if value is not None
        }
        return f"{url}?{urlencode(given)}" if given else url

    def _token(self, endpoint: Endpoint) -> str:
        if endpoint.is_public:
            return ""
        if self._tokens is None:
            raise errors.SignedOut("this call needs an access token", endpoint=endpoint.label)
        return self._tokens.access_token()

    def _newer_token(self, request: Request, answer: answers.Answer) -> str:
        """Return a newer token after a 401 that may mean a dead one, else the same."""
        if not request.token or self._tokens is None or not answers.may_be_dead_token(answer):
            return request.token
        return self._tokens.refreshed(request.token)


def _sendable(key: str, value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    if "\0" in text:
        raise errors.InvalidValue(f"{key} holds a character that ProcessMaker cannot take")
    return text


def _opened(raw: Any, length: int | None, chunks: Iterator[bytes]) -> Download:
    headers = lower(raw.headers)
    return Download(
        status=raw.status,
        content_type=headers.get("content-type", "application/octet-stream"),
        file_name=file_name_of(headers.get("content-disposition", "")),
        length=length,
        chunks=chunks,
        close=raw.close,
    )
