"""Answers that come instead of ProcessMaker's own."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

JSON_TYPE = "application/json; charset=utf-8"
HTML_TYPE = "text/html; charset=UTF-8"

LOGIN_PAGE = b"""<!DOCTYPE html>
<html><head><title>ProcessMaker - Login</title></head>
<body><form id="login" method="post" action="authentication.php">
<input name="form[USR_USERNAME]"><input name="form[USR_PASSWORD]" type="password">
</form></body></html>
"""
MAINTENANCE_PAGE = b"""<html><head><title>503 Service Unavailable</title></head>
<body><h1>ProcessMaker is being upgraded</h1><p>Please try again later.</p></body></html>
"""
FATAL_PAGE = (
    b"<br />\n<b>Fatal error</b>:  Uncaught TypeError: Argument 2 passed to "
    b"Illuminate\\Routing\\UrlGenerator::__construct() must be an instance of "
    b"Illuminate\\Http\\Request, null given<br />\n"
)
GONE = f"Bad Request: The Application row '{'0' * 32}' doesn't exist!"


@dataclass(frozen=True, slots=True)
class FixedAnswer:
    """A whole answer; ``headers`` besides the content type and length."""

    status: int
    body: bytes = b""
    content_type: str = JSON_TYPE
    headers: Mapping[str, str] = field(default_factory=dict)


def _error(status: int, message: str | None) -> FixedAnswer:
    body = {"error": {"code": status, "message": message}}
    return FixedAnswer(status, json.dumps(body).encode())


def _redirect(_: str) -> FixedAnswer:
    place = {"location": "/sysworkflow/en/neoclassic/login/login?u=%2Fsysworkflow%2Fen%2Fcases"}
    return FixedAnswer(302, b"", HTML_TYPE, place)


def _missing_file(_: str) -> FixedAnswer:
    place = {"location": "/errors/error404.php?url=%2Fsysworkflow%2Fen%2Fcases"}
    return FixedAnswer(302, b"", HTML_TYPE, place)


def _rate_limited(_: str) -> FixedAnswer:
    refusal = _error(429, "Too Many Requests: API rate limit exceeded.")
    return FixedAnswer(429, refusal.body, JSON_TYPE, {"retry-after": "2"})


ANSWERS: dict[str, Callable[[str], FixedAnswer]] = {
    "error_500_null": lambda _: _error(500, None),
    "error_500_empty": lambda _: FixedAnswer(500, b"", HTML_TYPE),
    "error_503_json": lambda _: _error(503, "Service Unavailable"),
    "error_503_html": lambda _: FixedAnswer(503, MAINTENANCE_PAGE, HTML_TYPE),
    "redirect_to_login": _redirect,
    "html_200": lambda _: FixedAnswer(200, LOGIN_PAGE, HTML_TYPE),
    "fatal_200": lambda _: FixedAnswer(200, FATAL_PAGE, HTML_TYPE),
    "empty_200": lambda _: FixedAnswer(200, b""),
    "unauthorized_401": lambda _: _error(401, "Unauthorized"),
    "endpoint_missing_404": lambda _: _error(404, "Not Found"),
    "rate_limited_429": _rate_limited,
    "case_gone": lambda _: _error(400, GONE),
    "token_in_error": lambda authorization: _error(
        400, f'Bad Request: The user with "{authorization}" is invalid to pause the case.'
    ),
    "missing_file": _missing_file,
}
"""By the name of the fault: what to answer to a request with this Authorization header."""
