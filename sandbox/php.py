"""What PHP adds to answers: notices before the JSON, HTML instead of it when it dies."""

from dataclasses import dataclass
from typing import Any

import msgspec

from sandbox.content import Content
from sandbox.profiles import Profile

JSON_TYPE = "application/json; charset=utf-8"
HTML_TYPE = "text/html; charset=UTF-8"
ROOT = "/opt/processmaker/"

_NULL_OFFSET = "Trying to access array offset on value of type null"
_FATAL_TEXT = (
    "<br />\n<b>Fatal error</b>:  Uncaught TypeError: Argument 2 passed to "
    "Illuminate\\Routing\\UrlGenerator::__construct() must be an instance of "
    "Illuminate\\Http\\Request, null given in "
    f"<b>{ROOT}vendor/laravel/framework/src/Illuminate/Routing/UrlGenerator.php</b> "
    "on line <b>120</b><br />\n"
)
_PREFIX_PLACE = ("workflow/engine/plugins/extraRest.php", 47)


@dataclass(frozen=True, slots=True)
class Notice:
    """One message of PHP's error handler, as it is printed with display_errors."""

    text: str
    file: str
    line: int
    level: str = "Notice"

    def html(self) -> str:
        place = f"<b>{ROOT}{self.file}</b> on line <b>{self.line}</b>"
        return f"<br />\n<b>{self.level}</b>:  {self.text} in {place}<br />\n"


def null_offset(file: str, line: int) -> Notice:
    """The commonest notice: an array offset of something that was not found."""
    return Notice(_NULL_OFFSET, file, line)


PREFIX = Notice("Only variables should be assigned by reference", *_PREFIX_PLACE)
HEADERS_SENT = Notice(
    "Cannot modify header information - headers already sent by (output started at "
    f"{ROOT}{_PREFIX_PLACE[0]}:{_PREFIX_PLACE[1]})",
    "framework/src/Maveriks/WebApplication.php",
    242,
    "Warning",
)


@dataclass(slots=True)
class Rendered:
    """A finished answer: what goes over the wire."""

    status: int
    media_type: str
    body: Content


def json_body(value: Any) -> bytes:
    """JSON, with uids and dates as the caller has made them; ``None`` = empty body."""
    return b"" if value is None else msgspec.json.encode(value)


def with_notices(answer: Rendered, notices: list[Notice], profile: Profile) -> Rendered:
    """The answer as PHP prints it after ``notices``; unchanged without display_errors."""
    if not profile.display_errors:
        return answer
    notices = [PREFIX, *notices] if profile.notice_prefix else notices
    if not notices:
        return answer
    printed = "".join(notice.html() for notice in notices)
    if len(printed) < profile.output_buffering:
        return Rendered(answer.status, answer.media_type, printed.encode() + answer.body[:])
    printed = notices[0].html() + HEADERS_SENT.html() + printed[len(notices[0].html()) :]
    return Rendered(200, HTML_TYPE, printed.encode() + answer.body[:])


def fatal(profile: Profile) -> Rendered:
    """The answer of a request that died."""
    if profile.display_errors:
        return Rendered(200, HTML_TYPE, (_FATAL_TEXT * 2).encode())
    return Rendered(500, HTML_TYPE, b"")
