"""``/{workspace}/oauth2``: tokens by every grant, expiry and deletion.

Texts and statuses are those of ProcessMaker's OAuth library: errors are 400, or 200
where PHP buffers its output.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.engine.tokens import ACCESS_LIFETIME, Token
from sandbox.errors import BadRequest, RestError
from sandbox.php import JSON_TYPE, Notice, Rendered, json_body, with_notices
from sandbox.state import Sandbox
from sandbox.wire import read_body, refusal, to_response
from sandbox.world.model import OAuthClient, User

RFC_CODE = "http://tools.ietf.org/html/rfc6749#section-4.1.3"
UNKNOWN_CLIENT_NOTICE = Notice(
    "Trying to access array offset on value of type bool",
    "workflow/engine/src/ProcessMaker/Services/OAuth2/PmPdo.php",
    93,
)


class OAuthRefusal(Exception):
    """``{"error", "error_description"}`` of the token endpoint."""

    def __init__(
        self, error: str, description: str, uri: str = "", notice: Notice | None = None
    ) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}
        if uri:
            self.body["error_uri"] = uri
        self.notices = [notice] if notice else []


@dataclass(slots=True)
class _Grant:
    """What a token request is allowed: a user ("" = the client) and a scope."""

    user_uid: str
    scope: str | None
    refreshable: bool = True


async def issue_token(request: Request) -> Response:
    """POST ``/{workspace}/oauth2/token``; JSON or form body."""
    sandbox: Sandbox = request.app.state.sandbox
    try:
        fields, _ = await read_body(request)
        body = _token_answer(sandbox, request, fields if isinstance(fields, dict) else {})
    except OAuthRefusal as error:
        return _oauth_response(sandbox, error.body, 400, error.notices)
    except RestError as error:
        return refusal(error)
    return _oauth_response(sandbox, body, 200, [])


def _token_answer(sandbox: Sandbox, request: Request, fields: dict[str, Any]) -> dict[str, Any]:
    grant_type = str(fields.get("grant_type") or "")
    if grant_type == "password" and not (fields.get("client_id") and fields.get("client_secret")):
        text = "Invalid REST API credentials, please send a valid client_id and client_secret."
        raise OAuthRefusal("invalid_client", text)
    if not grant_type:
        text = "The grant type was not specified in the request"
        raise OAuthRefusal("invalid_request", text)
    if grant_type not in _GRANTS:
        text = f'Grant type "{grant_type}" not supported'
        raise OAuthRefusal("unsupported_grant_type", text)
    client = _client(sandbox, request, fields)
    now = sandbox.clock.now()
    grant = _GRANTS[grant_type](sandbox, client, fields, now)
    return _issue(sandbox, client, grant, now)


def _issue(sandbox: Sandbox, client: OAuthClient, grant: _Grant, now: datetime) -> dict[str, Any]:
    tokens = sandbox.store.tokens
    granted = Token("", grant.user_uid, client.client_id, grant.scope, now)
    body = {
        "access_token": tokens.issue_access(granted, now).value,
        "expires_in": int(ACCESS_LIFETIME.total_seconds()),
        "token_type": "bearer",
        "scope": grant.scope,
    }
    if grant.refreshable:
        body["refresh_token"] = tokens.issue_refresh(granted, now).value
    return body


def _client(sandbox: Sandbox, request: Request, fields: dict[str, Any]) -> OAuthClient:
    client_id, secret = _basic_credentials(request)
    client_id = str(fields.get("client_id") or client_id)
    secret = str(fields.get("client_secret") or secret)
    if not client_id:
        text = "Client credentials were not found in the headers or body"
        raise OAuthRefusal("invalid_client", text)
    client = sandbox.world.client
    text = "The client credentials are invalid"
    if client_id != client.client_id:
        raise OAuthRefusal("invalid_client", text, notice=UNKNOWN_CLIENT_NOTICE)
    if secret != client.client_secret:
        raise OAuthRefusal("invalid_client", text)
    return client


def _basic_credentials(request: Request) -> tuple[str, str]:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password


def _scope(fields: dict[str, Any], default: str | None = None) -> str | None:
    scope = str(fields.get("scope") or "") or default
    if scope not in (None, "*", "view_processes", "edit_processes"):
        raise OAuthRefusal("invalid_scope", "An unsupported scope was requested")
    return scope


def _by_password(
    sandbox: Sandbox, client: OAuthClient, fields: dict[str, Any], now: datetime
) -> _Grant:
    if not fields.get("username") or not fields.get("password"):
        text = 'Missing parameters: "username" and "password" required'
        raise OAuthRefusal("invalid_request", text)
    user = authenticate(sandbox, str(fields["username"]), str(fields["password"]))
    if user is None:
        raise OAuthRefusal("invalid_grant", "Invalid username and password combination")
    return _Grant(user.uid, _scope(fields))


def _by_code(
    sandbox: Sandbox, client: OAuthClient, fields: dict[str, Any], now: datetime
) -> _Grant:
    value = str(fields.get("code") or "")
    if not value:
        raise OAuthRefusal("invalid_request", 'Missing parameter: "code" is required')
    code = sandbox.store.tokens.codes.get(value)
    if code is None or code.client_id != client.client_id:
        text = "Authorization code doesn't exist or is invalid for the client"
        raise OAuthRefusal("invalid_grant", text)
    if code.redirect_uri and fields.get("redirect_uri") != code.redirect_uri:
        text = "The redirect URI is missing or do not match"
        raise OAuthRefusal("redirect_uri_mismatch", text, RFC_CODE)
    if code.expires_at <= now:
        raise OAuthRefusal("invalid_grant", "The authorization code has expired")
    del sandbox.store.tokens.codes[value]
    return _Grant(code.user_uid, code.scope)


def _by_refresh_token(
    sandbox: Sandbox, client: OAuthClient, fields: dict[str, Any], now: datetime
) -> _Grant:
    value = str(fields.get("refresh_token") or "")
    if not value:
        text = 'Missing parameter: "refresh_token" is required'
        raise OAuthRefusal("invalid_request", text)
    token = sandbox.store.tokens.refresh.get(value)
    if token is None:
        raise OAuthRefusal("invalid_grant", "Invalid refresh token")
    if token.client_id != client.client_id:
        text = "refresh_token doesn't exist or is invalid for the client"
        raise OAuthRefusal("invalid_grant", text)
    if token.expires_at <= now:
        raise OAuthRefusal("invalid_grant", "Refresh token has expired")
    del sandbox.store.tokens.refresh[value]
    return _Grant(token.user_uid, _scope(fields, token.scope))


def _by_client(
    sandbox: Sandbox, client: OAuthClient, fields: dict[str, Any], now: datetime
) -> _Grant:
    return _Grant("", _scope(fields), refreshable=False)


_GRANTS = {
    "password": _by_password,
    "authorization_code": _by_code,
    "refresh_token": _by_refresh_token,
    "client_credentials": _by_client,
}


def authenticate(sandbox: Sandbox, username: str, password: str) -> User | None:
    """The active user with that password; ``None`` for everything else."""
    user = sandbox.world.user_named(username)
    if user is None or user.password != password or user.status != "ACTIVE":
        return None
    today = sandbox.clock.local(sandbox.clock.now()).date().isoformat()
    return user if user.due_date >= today else None


def _oauth_response(
    sandbox: Sandbox, body: dict[str, Any], status: int, notices: list[Notice]
) -> Response:
    buffered = sandbox.profile.output_buffering > 0
    media_type = JSON_TYPE if buffered else "application/json"
    answer = Rendered(200 if buffered else status, media_type, json_body(body))
    return to_response(with_notices(answer, notices, sandbox.profile), {"pragma": "no-cache"})


async def end_token(request: Request) -> Response:
    """DELETE ``…/{token}`` and POST ``…/{token}/expire``: anybody may; refresh tokens live on."""
    sandbox: Sandbox = request.app.state.sandbox
    value = request.path_params["token"]
    if sandbox.store.tokens.access.pop(value, None) is None:
        text = f'The row "{value}" in table OAUTH_ACCESS_TOKENS doesn\'t exist!'
        return refusal(BadRequest(text))
    return to_response(Rendered(200, JSON_TYPE, b""), {})


TOKEN_PAGES = [
    Route("/{workspace}/oauth2/token", issue_token, methods=["POST"]),
    Route("/{workspace}/oauth2/{token}/expire", end_token, methods=["POST"]),
    Route("/{workspace}/oauth2/{token}", end_token, methods=["DELETE"]),
]
