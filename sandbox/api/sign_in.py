"""Sign-in in the browser: authorize, the log-in page, the consent page."""

import html
import secrets
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import quote_plus, unquote_plus, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox.api.oauth import authenticate
from sandbox.engine.tokens import ACCESS_LIFETIME, Token
from sandbox.errors import BadRequest
from sandbox.php import HTML_TYPE
from sandbox.state import Sandbox
from sandbox.wire import refusal
from sandbox.world.model import User

COOKIE = "PHPSESSID"
LOGIN_PATH = "/sys{workspace}/en/neoclassic/login/login"
NO_STORE = {"cache-control": "no-store, no-cache, must-revalidate", "pragma": "no-cache"}
FORM_PLACES = ("https://", "http://", "ftp://", "sftp://", "smb://", "file:", "mailto:")
RFC_REDIRECT = "http://tools.ietf.org/html/rfc6749#section-3.1.2"
PAGES_FOLDER = Path(__file__).with_name("pages")


async def authorize(request: Request) -> Response:
    """GET ``/{workspace}/oauth2/authorize``: to the log-in page, then the consent page."""
    sandbox: Sandbox = request.app.state.sandbox
    user = _signed_in(request)
    target = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    if user is None:
        login = LOGIN_PATH.format(workspace=request.path_params["workspace"])
        host = str(request.base_url).rstrip("/")
        return _redirect(f"{host}{login}?u={quote_plus(target)}")
    for name in ("client_id", "response_type"):
        if name not in request.query_params:
            text = f"Invalid request. The '{name}' parameter is missing!"
            return refusal(BadRequest(text))
    client_id, client = request.query_params["client_id"], sandbox.world.client
    if client_id != client.client_id:
        text = f"Error, unknown client. The client with id '{client_id}' is not registered"
        return refusal(BadRequest(text))
    values = {"action": target, "user": user.full_name, "client": client.name}
    return _page("consent.html", {**values, "description": client.description})


async def login_page(request: Request) -> Response:
    """GET the log-in form. ``u``, where to go afterwards, is decoded once too often."""
    given = request.query_params.get("u", "")
    if any(place in given for place in FORM_PLACES):
        given = ""
    action = request.url.path.removesuffix("/login") + "/authentication.php"
    return _page("login.html", {"action": action, "target": unquote_plus(given)})


async def authentication(request: Request) -> Response:
    """POST of the log-in form: a session and on to ``form[URL]``, or back to the form."""
    sandbox: Sandbox = request.app.state.sandbox
    async with request.form() as form:
        fields = {name: str(value) for name, value in form.multi_items()}
    target = html.unescape(fields.get("form[URL]", ""))
    password = fields.get("form[USR_PASSWORD]") or fields.get("form[USR_PASSWORD_MASK]", "")
    user = authenticate(sandbox, fields.get("form[USR_USERNAME]", ""), password)
    if user is None:
        return _redirect(f"login?u={quote_plus(target)}")
    session = secrets.token_hex(16)
    sandbox.sessions[session] = user.uid
    response = _redirect(target or "../cases/main")
    response.set_cookie(COOKIE, session, httponly=True, path="/")
    return response


@dataclass(frozen=True, slots=True)
class _Asked:
    """The parameters of an authorization request."""

    kind: str
    redirect_uri: str
    given_redirect_uri: str
    scope: str
    state: str | None


async def consent(request: Request) -> Response:
    """POST of the consent form: back to the client with a code, a token or an error."""
    sandbox: Sandbox = request.app.state.sandbox
    user = _signed_in(request)
    if user is None:
        text = "Local Authentication Error, user session is not started."
        return refusal(BadRequest(text))
    asked = _asked(request, sandbox)
    if isinstance(asked, Response):
        return asked
    async with request.form() as form:
        denied = "cancel" in form
    return _decided(sandbox, asked, user, denied=denied)


def _asked(request: Request, sandbox: Sandbox) -> _Asked | Response:
    query, client = request.query_params, sandbox.world.client
    if query.get("client_id") != client.client_id:
        return _oauth_refusal("invalid_client", "The client id supplied is invalid")
    given = query.get("redirect_uri", "")
    registered = client.redirect_uri.split()
    if given and registered and given not in registered:
        text = "The redirect URI provided is missing or does not match"
        return _oauth_refusal("redirect_uri_mismatch", text, RFC_REDIRECT)
    redirect_uri = given or (registered[0] if registered else "")
    if not redirect_uri:
        return _oauth_refusal("invalid_uri", "No redirect URI was supplied or stored")
    kind, scope = query.get("response_type", ""), query.get("scope", "")
    return _Asked(kind, redirect_uri, given, scope, query.get("state"))


def _decided(sandbox: Sandbox, asked: _Asked, user: User, *, denied: bool) -> Response:
    if asked.kind not in ("code", "token"):
        return _back_with_error(asked, "invalid_request", "Invalid or missing response type")
    if asked.scope not in ("", "*", "view_processes", "edit_processes"):
        return _back_with_error(asked, "invalid_scope", "An unsupported scope was requested")
    if denied:
        text = "The user denied access to your application"
        return _back_with_error(asked, "access_denied", text)
    now = sandbox.clock.now()
    client_id = sandbox.world.client.client_id
    granted = Token("", user.uid, client_id, asked.scope or None, now, asked.given_redirect_uri)
    if asked.kind == "code":
        code = sandbox.store.tokens.issue_code(granted, now)
        return _back(asked, {"code": code.value}, "?")
    access = sandbox.store.tokens.issue_access(granted, now)
    lifetime = str(int(ACCESS_LIFETIME.total_seconds()))
    values = {"access_token": access.value, "expires_in": lifetime, "token_type": "bearer"}
    return _back(asked, values, "#")


def _back_with_error(asked: _Asked, error: str, description: str) -> Response:
    mark = "?" if asked.kind != "token" else "#"
    return _back(asked, {"error": error, "error_description": description}, mark)


def _back(asked: _Asked, values: dict[str, str], mark: str) -> Response:
    if asked.state is not None:
        values["state"] = asked.state
    if mark == "?" and "?" in asked.redirect_uri:
        mark = "&"
    response = _redirect(f"{asked.redirect_uri}{mark}{urlencode(values)}", b"[]")
    response.headers["content-type"] = "application/json"
    return response


def _oauth_refusal(error: str, description: str, uri: str = "") -> Response:
    body = {"error": error, "error_description": description}
    return JSONResponse({**body, "error_uri": uri} if uri else body, 400)


def _signed_in(request: Request) -> User | None:
    sandbox: Sandbox = request.app.state.sandbox
    user_uid = sandbox.sessions.get(request.cookies.get(COOKIE, ""), "")
    return sandbox.world.users.get(user_uid)


def _redirect(location: str, body: bytes = b"") -> Response:
    return Response(body, 302, {"location": location, "content-type": HTML_TYPE, **NO_STORE})


def _page(name: str, values: dict[str, str]) -> Response:
    template = Template((PAGES_FOLDER / name).read_text())
    text = template.substitute({key: html.escape(value) for key, value in values.items()})
    return HTMLResponse(text, headers={"content-type": HTML_TYPE, **NO_STORE})


SIGN_IN_PAGES = [
    Route("/{workspace}/oauth2/authorize", authorize, methods=["GET"]),
    Route("/{workspace}/oauth2/authorize", consent, methods=["POST"]),
    Route("/sys{workspace}/{lang}/{skin}/login/login", login_page, methods=["GET"]),
    Route("/sys{workspace}/{lang}/{skin}/login/authentication", authentication, methods=["POST"]),
    Route(
        "/sys{workspace}/{lang}/{skin}/login/authentication.php", authentication, methods=["POST"]
    ),
]
