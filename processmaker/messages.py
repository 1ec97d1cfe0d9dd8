"""Error texts of ProcessMaker → plain text that may be shown and logged."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACE = re.compile(r"\s+")
_BEARER = re.compile(r"bearer\s+[^\s\"'<>,;]+", re.IGNORECASE)
_TOKEN = re.compile(r"\b[0-9a-f]{40}\b", re.IGNORECASE)
_SQL = re.compile(r"\s*\[wrapped:.*", re.DOTALL)
_STATUS_PHRASE = re.compile(
    r"^(Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed"
    r"|Request Entity Too Large|Unsupported Media Type|Internal Server Error"
    r"|Service Unavailable|Too Many Requests): "
)
_MASK = "•••"
_LONGEST = 600


def scrub(text: str, secrets: Iterable[str] = ()) -> str:
    """Return ``text`` without tokens: ProcessMaker echoes the Authorization header.

    ``secrets`` are exact strings to mask besides everything that looks like a token.
    """
    for secret in secrets:
        if secret:
            text = text.replace(secret, _MASK)
    return _TOKEN.sub(_MASK, _BEARER.sub(_MASK, text))


def plain_message(text: str, secrets: Iterable[str] = ()) -> str:
    """Turn an error text of ProcessMaker (HTML, entities, raw SQL, tokens) into plain text."""
    text = scrub(text[: 8 * _LONGEST], secrets)
    text = _SQL.sub("", _STATUS_PHRASE.sub("", text))
    text = html.unescape(_TAG.sub(" ", text))
    text = scrub(_SPACE.sub(" ", text.replace("\0", "")), secrets).strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
