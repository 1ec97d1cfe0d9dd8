"""The client: one server, one token, every endpoint as a typed method of a resource.

>>> from processmaker import Client, Server
>>> server = Server(base_url="https://pm.example.test", workspace="workflow")
>>> client = Client(server, token="…")
>>> client.cases.get("0123456789abcdef0123456789abcdef")      # doctest: +SKIP
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from functools import cached_property
from typing import Any, BinaryIO, NamedTuple, Protocol, runtime_checkable
from urllib.parse import urlencode, urlsplit

import msgspec
import urllib3

from processmaker import answers, errors, fields, transport
from processmaker.deadline import Deadline
from processmaker.endpoints import Endpoint, Query
from processmaker.resources.auth import Auth
from processmaker.resources.cases import Cases
from processmaker.resources.documents import Documents
from processmaker.resources.extrarest import ExtraRest
from processmaker.resources.home import Home
from processmaker.resources.light import Light
from processmaker.resources.lists import Lists
from processmaker.resources.notes import Notes
from processmaker.resources.projects import Projects
from processmaker.resources.users import Roles, Users
from processmaker.resources.variables import Variables
from processmaker.transfers import Download, MultipartBody, file_name_of

USER_AGENT = "pmdash/0.1 (+ProcessMaker REST client)"
_RETRY_PAUSE = (0.05, 0.15)
_TRANSIENT = (errors.Unreachable, errors.Maintenance, errors.RateLimited)
_GATEWAY = frozenset({502, 503, 504})
_LONGEST_ERROR = 64 * 1024

logger = logging.getLogger("processmaker")


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """One ProcessMaker workspace and how long to wait for it. Times are in seconds.

    Attributes:
        base_url: ``https://host[:port][/path]``, without a slash at the end.
        workspace: the name in the API paths, mostly ``workflow``.
        client_id: the OAuth client shared by all users; with ``client_secret``.
        time_zone: name of the server's zone (``America/New_York``); where it is empty, the offset
            of ``GET /light/config`` is used.
        connect_timeout: for one attempt to connect.
        deadline: total time of a call: connecting, sending, reading, and the retry of a read.
        idle_timeout: the longest silence inside an upload or download, which have no deadline.
        largest_answer: bytes of JSON that are read at most.
        verify: check the TLS certificate (``True``), or the path of a CA bundle.
    """

    base_url: str
    workspace: str = "workflow"
    client_id: str = ""
    client_secret: str = ""
    time_zone: str = ""
    connect_timeout: float = 2.0
    deadline: float = 5.0
    idle_timeout: float = 30.0
    largest_answer: int = 256 << 20
    verify: bool | str = True

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise errors.InvalidValue("base_url must look like https://pm.example.com")
        if parts.query or parts.fragment or self.base_url.endswith("/"):
            raise errors.InvalidValue("base_url must end behind the host or path, without a slash")
        if not self.workspace.replace("_", "").replace("-", "").isalnum():
            raise errors.InvalidValue("workspace must be a plain name such as workflow")

    def __repr__(self) -> str:
        """Keep the client secret out of logs."""
        return f"Server({self.base_url!r}, {self.workspace!r})"


@runtime_checkable
class TokenSource(Protocol):
    """Where a client gets its access token from, and a newer one when the server refuses it."""

    def access_token(self) -> str:
        """Return the access token of this moment; raise SignedOut if there is none."""

    def refreshed(self, stale: str) -> str:
        """Return a newer token than ``stale``, or ``stale`` itself if it is known to be good.

        Called once after a 401, which may also mean "not permitted": so an implementation does
        well to return ``stale`` where that token was issued a moment ago. Raises SignedOut.
        """


class Sent(NamedTuple):
    """What an observer is told about each HTTP exchange; never a token, path or body."""

    endpoint: str
    status: int | None
    seconds: float
    size: int
    attempt: int
    has_notices: bool
    error: str


Observer = Callable[[Sent], None]


class _FixedToken:
    def __init__(self, token: str) -> None:
        self._token = token

    def access_token(self) -> str:
        return self._token

    def refreshed(self, stale: str) -> str:
        return stale


class Client:
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
        self._tokens = _FixedToken(token) if isinstance(token, str) else token
        self._observe = observe
        self._transport = transport.transport_of(server.base_url, verify=server.verify)

    @cached_property
    def auth(self) -> Auth:
        """OAuth."""
        return Auth(self)

    @cached_property
    def lists(self) -> Lists:
        """Case lists of ``/cases``."""
        return Lists(self)

    @cached_property
    def cases(self) -> Cases:
        """One case."""
        return Cases(self)

    @cached_property
    def variables(self) -> Variables:
        """Variables of a case."""
        return Variables(self)

    @cached_property
    def documents(self) -> Documents:
        """Files of a case."""
        return Documents(self)

    @cached_property
    def notes(self) -> Notes:
        """Notes of a case."""
        return Notes(self)

    @cached_property
    def users(self) -> Users:
        """Users."""
        return Users(self)

    @cached_property
    def roles(self) -> Roles:
        """Roles."""
        return Roles(self)

    @cached_property
    def projects(self) -> Projects:
        """Processes as designed."""
        return Projects(self)

    @cached_property
    def home(self) -> Home:
        """``/home/*``, 3.6 and later."""
        return Home(self)

    @cached_property
    def light(self) -> Light:
        """``/light/*``, the mobile API."""
        return Light(self)

    @cached_property
    def extrarest(self) -> ExtraRest:
        """The extraRest plug-in."""
        return ExtraRest(self)

    def in_zone(self, zone: tzinfo) -> Client:
        """Return a client that differs only in the zone of dates without offset."""
        return Client(
            self.server,
            self._tokens,
            request_id=self.request_id,
            zone=zone,
            observe=self._observe,
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

        A read is tried a second time after a transient failure, and after a 401 with a newer
        token; a write is sent once.

        Raises:
            InvalidValue: a value for the path is not valid; nothing was sent.
            Unreachable, TimedOut: no answer; ``outcome_unknown`` is true for a write that may
                have reached the server.
            SignedOut: the token source has no token left.
        """
        url = self._url(endpoint, segments, query)
        content = None if body is None else msgspec.json.encode(body)
        deadline = Deadline(self.server.deadline, self.server.deadline)
        token = self._token(endpoint)
        answer = self._send_patiently(endpoint, url, content, token, deadline)
        if not token or not _is_plain_401(answer):
            return answer
        newer = self._newer(token)
        if newer == token or not endpoint.is_read:
            return answer
        return self._send_patiently(endpoint, url, content, newer, deadline)

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

        Raises:
            InvalidValue, Unreachable, TimedOut, SignedOut: as :meth:`send`.
        """
        body = MultipartBody(form, field, file, name)
        headers = {"Content-Type": body.content_type, "Content-Length": str(len(body))}
        deadline = Deadline(float("inf"), self.server.idle_timeout)
        url = self._url(endpoint, segments, None)
        return self._exchange(endpoint, url, body, self._token(endpoint), deadline, extra=headers)

    def download(
        self,
        endpoint: Endpoint,
        segments: Sequence[str | int],
        *,
        query: Query | None = None,
    ) -> Download:
        """Open a file. The deadline holds until its headers are there, then ``idle_timeout``.

        Raises:
            ProcessMakerError: the answer is no file.
        """
        url = self._url(endpoint, segments, query)
        token = self._token(endpoint)
        deadline = Deadline(self.server.deadline, self.server.idle_timeout)
        raw = self._open(endpoint, url, None, token, deadline, {})
        headers = _lower(raw.headers)
        if raw.status not in (200, 206) or not headers.get("content-disposition"):
            content = transport.read_body(raw, self.server.largest_answer)
            answer = self._answer(endpoint, raw.status, headers, content[:_LONGEST_ERROR], token)
            answers.check_file(answer)
            return _opened(raw.status, headers, len(content), iter([content]), raw)
        deadline.lift()
        length = fields.whole(headers.get("content-length"))
        return _opened(raw.status, headers, length, _chunks(raw, endpoint), raw)

    def _send_patiently(
        self, endpoint: Endpoint, url: str, body: bytes | None, token: str, deadline: Deadline
    ) -> answers.Answer:
        """Send; a read gets a second try after a transient failure, inside the deadline."""
        if not endpoint.is_read:
            return self._exchange(endpoint, url, body, token, deadline)
        pause = random.uniform(*_RETRY_PAUSE)  # noqa: S311
        try:
            answer = self._exchange(endpoint, url, body, token, deadline)
            if answer.status not in _GATEWAY or deadline.left() < 2 * pause:
                return answer
        except errors.CircuitOpen:
            raise
        except errors.Unreachable:
            if deadline.left() < 2 * pause:
                raise
        time.sleep(pause)
        return self._exchange(endpoint, url, body, token, deadline, attempt=2)

    def _exchange(
        self,
        endpoint: Endpoint,
        url: str,
        body: Any,
        token: str,
        deadline: Deadline,
        *,
        extra: Mapping[str, str] | None = None,
        attempt: int = 1,
    ) -> answers.Answer:
        """Send once and read the whole answer."""
        began = time.perf_counter()
        status, size, notices, problem = None, 0, False, ""
        try:
            raw = self._open(endpoint, url, body, token, deadline, extra or _JSON)
            status = raw.status
            content = transport.read_body(raw, self.server.largest_answer)
            size = len(content)
            answer = self._answer(endpoint, status, _lower(raw.headers), content, token)
            notices = answers.has_notices(answer)
            return answer
        except errors.ProcessMakerError as error:
            problem = type(error).__name__
            raise self._placed(error, endpoint) from None
        finally:
            seconds = time.perf_counter() - began
            self._tell(Sent(endpoint.label, status, seconds, size, attempt, notices, problem))

    def _open(
        self,
        endpoint: Endpoint,
        url: str,
        body: Any,
        token: str,
        deadline: Deadline,
        extra: Mapping[str, str],
    ) -> urllib3.BaseHTTPResponse:
        breaker = self._transport.breaker
        if not breaker.allows():
            raise errors.CircuitOpen("ProcessMaker has not been answering for a while")
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json", **extra}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if self.request_id:
            headers["X-Request-ID"] = self.request_id
        if isinstance(body, bytes):
            headers["Content-Length"] = str(len(body))
        elif body is None and endpoint.method in ("POST", "PUT"):
            headers["Content-Length"] = "0"
        try:
            raw = self._transport.open(
                endpoint.method,
                url,
                headers=headers,
                body=body,
                connect_timeout=self.server.connect_timeout,
                deadline=deadline,
            )
        except errors.ProcessMakerError as error:
            breaker.failed()
            raise self._placed(error, endpoint) from None
        breaker.succeeded()
        return raw

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

    def _newer(self, stale: str) -> str:
        return self._tokens.refreshed(stale) if self._tokens is not None else stale

    def _answer(
        self,
        endpoint: Endpoint,
        status: int,
        headers: Mapping[str, str],
        content: bytes,
        token: str,
    ) -> answers.Answer:
        return answers.Answer(
            status=status,
            headers=headers,
            content=content,
            endpoint=endpoint.label,
            is_write=not endpoint.is_read,
            request_id=self.request_id,
            secrets=(token, self.server.client_secret),
        )

    def _placed(
        self, error: errors.ProcessMakerError, endpoint: Endpoint
    ) -> errors.ProcessMakerError:
        error.endpoint = endpoint.label
        error.request_id = self.request_id
        error.outcome_unknown = error.outcome_unknown and not endpoint.is_read
        return error

    def _tell(self, sent: Sent) -> None:
        logger.debug(
            "%s %s in %.0f ms",
            sent.endpoint,
            sent.error or sent.status,
            sent.seconds * 1000,
            extra={"processmaker": sent._asdict(), "request_id": self.request_id},
        )
        if self._observe is not None:
            self._observe(sent)


_JSON = {"Content-Type": "application/json"}


def _is_plain_401(answer: answers.Answer) -> bool:
    """Tell whether the token may be dead: any 401, also the one hidden under another status."""
    if answer.status != 401 and b'"code":401' not in answer.content[-80:]:
        return False
    try:
        answers.accepted(answer)
    except errors.NotesRefused:
        return False
    except errors.Unauthorized:
        return True
    except errors.ProcessMakerError:
        return False
    return False


def _lower(headers: Any) -> dict[str, str]:
    return {key.lower(): value for key, value in headers.items()}


def _sendable(key: str, value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    if "\0" in text:
        raise errors.InvalidValue(f"{key} holds a character that ProcessMaker cannot take")
    return text


def _opened(
    status: int,
    headers: Mapping[str, str],
    length: int | None,
    chunks: Iterator[bytes],
    raw: urllib3.BaseHTTPResponse,
) -> Download:
    return Download(
        status=status,
        content_type=headers.get("content-type", "application/octet-stream"),
        file_name=file_name_of(headers.get("content-disposition", "")),
        length=length,
        chunks=chunks,
        close=raw.close,
    )


def _chunks(raw: urllib3.BaseHTTPResponse, endpoint: Endpoint) -> Iterator[bytes]:
    try:
        while piece := raw.read(64 * 1024, decode_content=True):
            yield piece
        raw.release_conn()
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        failed = transport.failure(error)
        failed.endpoint, failed.outcome_unknown = endpoint.label, False
        raise failed from None
    finally:
        raw.close()
