"""Between Starlette and the server: bodies in, answers out."""

from mmap import ACCESS_READ, mmap
from typing import Any

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sandbox.content import LARGEST_IN_MEMORY, Content, pieces
from sandbox.errors import BadRequest, RestError
from sandbox.php import JSON_TYPE, Rendered, json_body
from sandbox.rest import Answer, Upload

REST_HEADERS = {
    "access-control-allow-origin": "*",
    "vary": "Accept",
    "cache-control": "no-cache, must-revalidate",
    "content-language": "en",
}


async def read_body(request: Request) -> tuple[Any, dict[str, Upload]]:
    """The body by its content type: JSON value, or form fields and files."""
    media_type = request.headers.get("content-type", "application/json").split(";")[0].strip()
    if media_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return await _read_form(request)
    data = await request.body()
    if media_type.endswith("/xml"):
        raise RestError(403, f"Content type `{media_type}` is not supported.")
    if not data.strip():
        return None, {}
    try:
        return msgspec.json.decode(data), {}
    except msgspec.DecodeError:
        raise BadRequest("Error parsing JSON, malformed JSON") from None


async def _read_form(request: Request) -> tuple[Any, dict[str, Upload]]:
    fields: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                kind = value.content_type or "application/octet-stream"
                files[name] = Upload(value.filename or "", kind, await _content(value))
            else:
                fields[name] = value
    return fields, files


async def _content(file: UploadFile) -> Content:
    """A large file stays where it was received; it goes when nobody needs it any more."""
    if (file.size or 0) <= LARGEST_IN_MEMORY:
        return await file.read()
    file.file.flush()
    return mmap(file.file.fileno(), 0, access=ACCESS_READ)


def rendered(answer: Answer) -> Rendered:
    body = json_body(answer.body) if answer.raw is None else answer.raw
    return Rendered(answer.status, answer.media_type or JSON_TYPE, body)


def to_response(rendered: Rendered, headers: dict[str, str]) -> Response:
    response = _response(rendered, {**REST_HEADERS, **headers})
    if rendered.status != 204:
        response.headers["content-type"] = rendered.media_type
    return response


def _response(rendered: Rendered, headers: dict[str, str]) -> Response:
    body = rendered.body
    if isinstance(body, bytes):
        return Response(body, rendered.status, headers)
    length = {"content-length": str(len(body))}
    return StreamingResponse(pieces(body), rendered.status, headers | length)


def refusal(error: RestError) -> Response:
    """The error answer of the REST server."""
    body = {"error": {"code": error.status, "message": error.message}}
    return to_response(Rendered(error.status, JSON_TYPE, json_body(body)), {})


def preflight(request: Request) -> Response:
    asked = request.headers.get("access-control-request-headers", "")
    headers = {"access-control-allow-origin": "*", "content-type": "text/html; charset=UTF-8"}
    if asked:
        headers["access-control-allow-headers"] = asked
    return Response(b"", 200, headers)


def setup_refusal(message: str, line: int) -> Response:
    body = {
        "error": {"code": 400, "message": f"Bad Request: {message}"},
        "debug": {
            "source": f"WebApplication.php:{line} at setup stage",
            "stages": {"success": [], "failure": ["message"]},
        },
    }
    return to_response(Rendered(400, JSON_TYPE, json_body(body)), {})
