"""Sends the steps of one scenario to a server, as the people of its world."""

import base64
import json
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import requests

from tests.contract.matching import Reply
from tests.contract.placeholders import fill, fill_text

CONSONANTS = "bcdfghjklmnpqrstvwxz"
TIME_OUT = 30
DAYS_AHEAD = range(-60, 400)


class Values(dict[str, str]):
    """Placeholders of one run; tokens are asked for when somebody first needs one."""

    def __init__(self, server: "ServerAccess") -> None:
        run = "".join(random.choices(CONSONANTS, k=7))
        super().__init__(
            run=run,
            RUN=run.upper(),
            server=server.url,
            client_id=server.client_id,
            client_secret=server.client_secret,
            redirect_uri=server.redirect_uri,
            redirect_uri_encoded=quote(server.redirect_uri, safe=""),
        )
        self._server = server
        now = datetime.now(ZoneInfo(server.time_zone))
        for days in DAYS_AHEAD:
            self[f"today{days:+d}"] = f"{now + timedelta(days=days):%Y-%m-%d}"
        self["today"] = self["today+0"]

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or str(key).startswith(("password:", "token:"))

    def __missing__(self, key: str) -> str:
        kind, _, person = key.partition(":")
        if kind == "password":
            return self._server.password
        if kind == "token":
            self[key] = self._server.sign_in(person)
            return self[key]
        raise KeyError(key)


class ServerAccess:
    """Where the server is and how its people sign in."""

    def __init__(self, url: str, world: Mapping[str, Any]) -> None:
        client = world["oauth_client"]
        self.url = url
        self.client_id: str = client["client_id"]
        self.client_secret: str = client["client_secret"]
        self.redirect_uri: str = client["redirect_uri"]
        self.time_zone: str = world["server"]["time_zone"]
        self.password = "sandbox"
        self.http = requests.Session()
        self.http.trust_env = False

    def sign_in(self, person: str) -> str:
        """An access token by password grant."""
        asked = {
            "grant_type": "password",
            "scope": "*",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "username": person,
            "password": self.password,
        }
        answer = self.http.post(f"{self.url}/workflow/oauth2/token", json=asked, timeout=TIME_OUT)
        return str(answer.json()["access_token"])

    def control(self, name: str, body: Mapping[str, Any]) -> None:
        """A call to the control routes of the sandbox."""
        url = f"{self.url}/__sandbox__/{name}"
        self.http.post(url, json=body, timeout=TIME_OUT).raise_for_status()


class Sender:
    """Sends steps; ``session`` names share cookies."""

    def __init__(self, server: ServerAccess, values: Values) -> None:
        self._server = server
        self.values = values
        self._sessions: dict[str, requests.Session] = {}

    def send(self, step: Mapping[str, Any]) -> Reply:
        """One request; redirects are not followed."""
        prepared = self.prepare(step)
        session = self._session(step.get("session"))
        answer = session.request(**prepared, allow_redirects=False, timeout=TIME_OUT)
        headers = {name.lower(): _utf8(value) for name, value in answer.headers.items()}
        return Reply(answer.status_code, headers, answer.content)

    def prepare(self, step: Mapping[str, Any]) -> dict[str, Any]:
        """The request with every placeholder filled in."""
        request = step["request"]
        headers = {k: fill_text(v, self.values) for k, v in request.get("headers", {}).items()}
        if step.get("as") and "Authorization" not in headers:
            token = self.values[f"token:{step['as']}"]
            headers["Authorization"] = f"Bearer {token}"
        path = fill_text(request["path"], self.values)
        url = path if path.startswith("http") else self._server.url + path
        prepared = {"method": request["method"], "url": url, "headers": headers}
        prepared["params"] = fill(request.get("query") or {}, self.values)
        return prepared | self._body(request, headers)

    def _body(self, request: Mapping[str, Any], headers: dict[str, str]) -> dict[str, Any]:
        body, kind = fill(request["body"], self.values), request["content_type"]
        if body is None and kind is None:
            return {}
        if isinstance(body, dict) and set(body) == {"multipart"}:
            return {"files": _parts(body["multipart"])}
        headers["Content-Type"] = kind
        if isinstance(body, dict) and set(body) == {"form"}:
            return {"data": body["form"]}
        if isinstance(body, dict) and set(body) == {"text"}:
            return {"data": body["text"].encode()}
        return {"data": b"" if body is None else json.dumps(body).encode()}

    def _session(self, name: str | None) -> requests.Session:
        if name is None:
            return self._server.http
        if name not in self._sessions:
            self._sessions[name] = requests.Session()
            self._sessions[name].trust_env = False
        return self._sessions[name]


def _parts(fields: Mapping[str, Any]) -> list[tuple[str, Any]]:
    parts: list[tuple[str, Any]] = []
    for name, value in fields.items():
        if isinstance(value, dict):
            data = base64.b64decode(value["base64"])
            parts.append((name, (value["filename"], data, value["content_type"])))
        else:
            parts.append((name, (None, str(value))))
    return parts


def _utf8(header: str) -> str:
    """Header bytes are read as Latin-1; ProcessMaker writes UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header
