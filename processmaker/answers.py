"""Status, headers and bytes of one answer → JSON or a typed error. Pure: no I/O, no clock.

What a real server does to a JSON answer, and what is made of it here:

- PHP notices before the JSON (stock setting): cut off, the JSON is used, ``notices`` counts them.
- ``{"error": …}`` under status 200, or a status that differs from the code inside: the body wins.
- 200 with an HTML page that says "Fatal error": PHP died, nobody knows what was done.
- an empty body: fine as the success of a write, unreadable as the answer of a read.
- a JSON text inside a JSON string: unwrapped by :func:`structure`.
- bytes that are no UTF-8: replaced, so that one bad title does not hide a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import NamedTuple, NoReturn, TypeVar

import msgspec

from processmaker import errors, fields, refusals
from processmaker.messages import plain_message

T = TypeVar("T")

_BOM = b"\xef\xbb\xbf"
_BREAK = b"<br />\n"
_STARTS = (b"{", b"[", b'"{', b'"[')
_MOST_STARTS = 64
_LAST = 80
_MOST_BYTES = 4 << 20
_UNDECODABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_ERROR_KEYS = frozenset({"error", "error_description", "error_uri", "debug"})


class Answer(NamedTuple):
    """One answer as it came. ``headers`` have lower-case names."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    endpoint: str = ""
    is_write: bool = False
    request_id: str = ""
    secrets: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Keep tokens and case data out of logs and tracebacks."""
        return f"<Answer {self.status} {self.endpoint} {len(self.content)} bytes>"


class _Unreadable:
    """Stands for a body that holds no JSON."""


class _Empty:
    """Stands for a body without a byte in it."""


def has_notices(answer: Answer) -> bool:
    """Tell whether PHP printed notices or warnings in front of the JSON."""
    return answer.content.lstrip()[:1] == b"<" and b"<b>" in answer.content[:400]


def decode(answer: Answer, decoder: msgspec.json.Decoder[T]) -> T:
    """Return the body in the decoder's type; a clean body is parsed straight into it.

    Raises:
        ProcessMakerError: the leaf that fits; :class:`~processmaker.errors.BadAnswer` where the
            JSON is not of that type.
    """
    if answer.status == HTTPStatus.OK:
        try:
            return decoder.decode(answer.content)
        except _UNDECODABLE:
            pass
    value = structure(answer)
    try:
        return msgspec.convert(value, decoder.type, strict=False)
    except _UNDECODABLE as error:
        unusable(answer, str(error))


def structure(answer: Answer) -> object:
    """Return the object or list of the body, unwrapped from a JSON string if it is inside one.

    Raises:
        ProcessMakerError: as :func:`value`; BadAnswer for a body that is neither.
    """
    found = value(answer)
    if isinstance(found, str):
        found = _parse(found.encode("utf-8", "replace"))
        _raise_error_in(answer, found)
    if not isinstance(found, dict | list):
        unusable(answer, "a JSON object or list was expected")
    return found


def member(answer: Answer, name: str) -> Mapping[str, object]:
    """Return the object under a key of the body's object; empty where there is none."""
    return fields.mapping(fields.mapping(structure(answer)).get(name))


def value(answer: Answer) -> object:
    """Return any JSON value of the body: the answer of a read.

    Raises:
        ProcessMakerError: what the body or the status says; BadAnswer for an empty body.
    """
    found = _checked(answer)
    if found is _Empty:
        unusable(answer, "the answer is empty")
    return found


def accepted(answer: Answer) -> object:
    """Return the JSON value of a write's answer; ``None`` where success has no body.

    Raises:
        ProcessMakerError: what the body or the status says.
    """
    found = _checked(answer)
    return None if found is _Empty else found


def check_file(answer: Answer) -> None:
    """Raise what a download's status or headers say; ``content`` holds at most its beginning.

    A missing file redirects to an HTML page. Output documents asked for as ``doc`` come as
    ``application/json`` with HTML inside: that is a file.
    """
    if answer.status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
        found = _parse(answer.content)
        _raise_error_in(answer, found)
        if not _is_attachment(answer) and (found is _Unreadable and _is_fatal(answer)):
            _raise(answer, errors.FatalError, "ProcessMaker died while it worked on this call")
        return
    _checked(answer)
    unusable(answer, f"status {answer.status} instead of a file")


def may_be_dead_token(answer: Answer) -> bool:
    """Tell whether this is a 401 that a newer token may cure: one without a reason of its own."""
    if answer.status != HTTPStatus.UNAUTHORIZED and b"401" not in answer.content[-_LAST:]:
        return False
    try:
        _checked(answer)
    except errors.NotesRefused:
        return False
    except errors.ProcessMakerError as error:
        return isinstance(error, errors.Unauthorized)
    return False


def unusable(answer: Answer, reason: str) -> NoReturn:
    """Raise BadAnswer: the body parses, but is not what the endpoint promises."""
    _raise(answer, errors.BadAnswer, reason)


def _checked(answer: Answer) -> object:
    found = _parse(answer.content)
    _raise_error_in(answer, found)
    if answer.status >= HTTPStatus.BAD_REQUEST:
        leaf = refusals.leaf_of(answer.status, "")
        _raise(answer, leaf, _phrase(answer.status))
    if answer.status >= HTTPStatus.MULTIPLE_CHOICES or answer.status < HTTPStatus.OK:
        unusable(answer, f"an answer was expected, status {answer.status} came")
    if found is _Unreadable:
        if _is_fatal(answer):
            _raise(answer, errors.FatalError, "ProcessMaker died while it worked on this call")
        unusable(answer, "the answer is not JSON")
    return found


def _raise_error_in(answer: Answer, found: object) -> None:
    if not isinstance(found, dict) or "error" not in found or not _ERROR_KEYS.issuperset(found):
        return
    error = found["error"]
    if isinstance(error, str):
        leaf = errors.OAUTH_ERRORS.get(error, errors.OAuthError)
        _raise(answer, leaf, fields.text(found.get("error_description")) or error)
    if isinstance(error, dict) and ("code" in error or "message" in error):
        code = fields.whole(error.get("code"))
        status = code if code is not None and 400 <= code <= 599 else max(answer.status, 400)
        message = fields.text(error.get("message"))
        _raise(answer, refusals.leaf_of(status, message), message or _phrase(status), status)


def _raise(
    answer: Answer,
    leaf: type[errors.ProcessMakerError],
    message: str,
    status: int | None = None,
) -> NoReturn:
    uncertain = issubclass(leaf, errors.BadAnswer | errors.ServerFault | errors.TimedOut)
    raise leaf(
        plain_message(message, answer.secrets),
        status=status or answer.status,
        endpoint=answer.endpoint,
        request_id=answer.request_id,
        outcome_unknown=answer.is_write and uncertain,
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"status {status}"


def _is_fatal(answer: Answer) -> bool:
    return b"Fatal error" in answer.content or b"Parse error" in answer.content


def _is_attachment(answer: Answer) -> bool:
    return "attachment" in answer.headers.get("content-disposition", "")


def _parse(content: bytes) -> object:
    content = content.removeprefix(_BOM).strip()
    if not content:
        return _Empty
    budget = max(_MOST_BYTES, 2 * len(content))
    for part in _candidates(content):
        budget -= len(part)
        if budget < 0:
            break
        try:
            return _decoded(part)
        except _UNDECODABLE:
            continue
    return _Unreadable


def _decoded(part: bytes) -> object:
    try:
        return msgspec.json.decode(part)
    except UnicodeDecodeError:
        return msgspec.json.decode(part.decode("utf-8", "replace"))


def _candidates(content: bytes) -> Iterator[bytes]:
    """Yield the parts of a body that may be its JSON: all, behind the notices, from a bracket.

    A bracket behind a quotation mark is JSON inside a JSON string.
    """
    yield content
    if content[:1] != b"<" and not content[:1].isalpha():
        return
    behind = content.rpartition(_BREAK)
    if behind[1] and behind[2]:
        yield behind[2].removeprefix(_BOM)
    start = -1
    for _ in range(_MOST_STARTS):
        found = [at for at in (content.find(b, start + 1) for b in _STARTS) if at >= 0]
        if not found:
            return
        start = min(found)
        yield content[start:]
