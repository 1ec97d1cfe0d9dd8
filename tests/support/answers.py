"""Answers as if ProcessMaker had given them."""

import json
from typing import Any

from processmaker.answers import Answer

TOKEN = "0123456789abcdef0123456789abcdef01234567"


def answer(content: Any, status: int = 200, **more: Any) -> Answer:
    """An answer with these bytes, or with anything else as JSON."""
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    return Answer(status=status, headers={}, content=content, endpoint="GET /x", **more)


def refused(code: int, message: str) -> Answer:
    """A refusal in the form of the REST API."""
    return answer({"error": {"code": code, "message": message}}, code)
