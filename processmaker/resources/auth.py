"""OAuth 2: the way to a token and out again. No PKCE; codes live 30 s, tokens 24 h."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from processmaker import answers
from processmaker.endpoints import Call, Resource, endpoint
from processmaker.errors import InvalidValue
from processmaker.models import Token

_STATE = re.compile(r"[A-Za-z0-9_-]{8,200}", re.ASCII)
_OAUTH = "/{workspace}/oauth2"


class Auth(Resource):
    """The OAuth endpoints. The client's id and secret go in the body; Basic is refused."""

    def authorize_url(self, redirect_uri: str, state: str, *, scope: str = "*") -> str:
        """Return the address that a browser is sent to for signing in and consent.

        ``redirect_uri`` must equal the registered one, without a query string, and be repeated in
        :meth:`exchange_code`. Only ``[A-Za-z0-9_-]`` survives the log-in page in ``state``.

        Raises:
            InvalidValue: ``state`` or ``redirect_uri`` would not survive the way.
        """
        if not _STATE.fullmatch(state):
            raise InvalidValue("state must be 8 to 200 letters, digits, _ and -")
        if "?" in redirect_uri or "#" in redirect_uri:
            raise InvalidValue("redirect_uri must have no query string and no fragment")
        server = self.client.server
        query = {
            "response_type": "code",
            "client_id": server.client_id,
            "scope": scope,
            "state": state,
            "redirect_uri": redirect_uri,
        }
        encoded = urlencode(query, quote_via=quote, safe="")
        return f"{server.base_url}/{server.workspace}/oauth2/authorize?{encoded}"

    @endpoint("POST", "/token", prefix=_OAUTH, is_public=True)
    def exchange_code(self, call: Call, code: str, redirect_uri: str) -> Token:
        """Exchange a code, within 30 seconds, once; InvalidGrant if it is dead."""
        return self._token(
            call, {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        )

    @endpoint("POST", "/token", prefix=_OAUTH, is_public=True)
    def sign_in(self, call: Call, username: str, password: str, *, scope: str = "*") -> Token:
        """The password grant. InvalidGrant: wrong password, unknown or inactive user alike."""
        given = {"grant_type": "password", "username": username, "password": password}
        return self._token(call, {**given, "scope": scope})

    @endpoint("POST", "/token", prefix=_OAUTH, is_public=True)
    def refresh(self, call: Call, refresh_token: str) -> Token:
        """A new pair; the old refresh token is dead at once, so never send this twice.

        Raises:
            InvalidGrant: it was used already, or has expired.
        """
        return self._token(call, {"grant_type": "refresh_token", "refresh_token": refresh_token})

    @endpoint("POST", "/token", prefix=_OAUTH, is_public=True)
    def client_credentials(self, call: Call, *, scope: str = "*") -> Token:
        """A token without a user and without a refresh token."""
        return self._token(call, {"grant_type": "client_credentials", "scope": scope})

    @endpoint("POST", "/{token}/expire", prefix=_OAUTH, is_public=True)
    def expire(self, call: Call, token: str) -> None:
        """Kill an access token; its refresh token lives on (use it once, expire the result)."""
        call.done(token)

    @endpoint("DELETE", "/{token}", prefix=_OAUTH, is_public=True)
    def revoke(self, call: Call, token: str) -> None:
        """As :meth:`expire`."""
        call.done(token)

    @endpoint("POST", "/light/logout", needs="light")
    def logout(self, call: Call, access_token: str, refresh_token: str) -> None:
        """Kill the access token the mobile way; the refresh token survives this, too."""
        call.done(body={"access": access_token, "refresh": refresh_token})

    def _token(self, call: Call, grant: Mapping[str, str]) -> Token:
        server = self.client.server
        body = {**grant, "client_id": server.client_id, "client_secret": server.client_secret}
        secrets = tuple(grant[key] for key in ("password", "code", "refresh_token") if key in grant)
        answer = call.send(body=body)
        answer = answer._replace(secrets=(*answer.secrets, *secrets))
        return call.built(answer, Token, answers.structure(answer))
