"""The REST dispatcher: routes by decorator, one ``Call`` for each request.

A handler takes a ``Call`` and returns the JSON body (``None`` = empty body), or an
``Answer`` where status, headers or bytes matter. It refuses by raising
``sandbox.errors``.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeAlias

from sandbox.content import Content
from sandbox.errors import BadRequest, Unauthorized
from sandbox.php import Notice, null_offset
from sandbox.state import Sandbox
from sandbox.world.model import User

_INTEGER = re.compile(r"[+-]?\d+")
UID_LENGTH = 32


@dataclass(slots=True)
class Upload:
    """One file of a multipart body."""

    filename: str
    content_type: str
    data: Content


@dataclass(slots=True)
class Answer:
    """An answer with more than a JSON body; ``raw`` goes out as it stands."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str | None = None
    raw: Content | None = None


@dataclass(slots=True)
class Call:
    """One request to the REST API, authenticated and parsed."""

    sandbox: Sandbox
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    files: dict[str, Upload]
    params: dict[str, str] = field(default_factory=dict)
    user_uid: str = ""
    """"" = no token, or a token of the client itself."""
    notices: list[Notice] = field(default_factory=list)

    @property
    def user(self) -> User:
        """The signed-in person; a token of the client alone has none (400)."""
        user = self.sandbox.world.users.get(self.user_uid)
        if user is None:
            self.notice_null("workflow/engine/src/ProcessMaker/BusinessModel/User.php", 60)
            raise BadRequest("The row '' in table USER doesn't exist!")
        return user

    @property
    def authorization(self) -> str:
        """The header as it came; some error texts of the real server quote it."""
        return self.headers.get("authorization", "")

    @property
    def fields(self) -> dict[str, Any]:
        """The body as an object; anything else counts as empty."""
        return self.body if isinstance(self.body, dict) else {}

    def can(self, permission: str) -> bool:
        return self.sandbox.world.has_permission(self.user_uid, permission)

    def notice(self, text: str, file: str, line: int, level: str = "Notice") -> None:
        self.notices.append(Notice(text, file, line, level))

    def notice_null(self, file: str, line: int) -> None:
        self.notices.append(null_offset(file, line))

    async def race(self) -> None:
        """The moment between reading and writing in which other requests get in."""
        meeting = self.sandbox.meeting
        if meeting and meeting.is_open:
            await meeting.join()
        elif self.sandbox.options.race_window_ms:
            await asyncio.sleep(self.sandbox.options.race_window_ms / 1000)

    def accepted(
        self, case: str = "", del_index: int | None = None, from_user: str = "", to_user: str = ""
    ) -> None:
        """Enter an accepted write in the ledger."""
        self.sandbox.ledger.append(
            {
                "at": self.sandbox.clock.now().isoformat(timespec="milliseconds"),
                "user": self.user_uid,
                "method": self.method,
                "path": self.path,
                "case": case,
                "del_index": del_index,
                "from": from_user,
                "to": to_user,
            }
        )

    def uid(self, parameter: str, php_name: str | None = None) -> str:
        """A path parameter that must be a uid; ``php_name`` is what the refusal calls it."""
        return checked_uid(self.params[parameter], php_name or parameter)

    def required_uid(self, name: str) -> str:
        """A field of the body that must be there and be a uid."""
        if name not in self.fields:
            raise BadRequest(f"`{name}` is required.")
        return checked_uid(str(self.fields[name]), name)

    def query_int(self, name: str, default: int, *, minimum: int | None = None) -> int:
        """A whole number of the query string; refuses text like the real server."""
        text = self.query.get(name)
        if text is None or text == "":
            return default
        if not _INTEGER.fullmatch(text):
            _invalid(name, "Expecting integer value")
        value = int(text)
        if minimum is not None and value < minimum:
            _invalid(name, f"Minimum required value is {minimum}.")
        return value

    def body_int(self, name: str, default: int | None = None) -> int:
        """A whole number of the body, number or digits; without default it must be there."""
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not _INTEGER.fullmatch(str(value)):
            _invalid(name, "Expecting integer value")
        return int(str(value))


def checked_uid(value: str, name: str) -> str:
    if len(value) < UID_LENGTH:
        _invalid(name, f"Minimum {UID_LENGTH} characters required.")
    if len(value) > UID_LENGTH:
        _invalid(name, f"Maximum {UID_LENGTH} characters allowed.")
    return value


def _invalid(name: str, reason: str) -> NoReturn:
    raise BadRequest(f"Invalid value specified for `{name}`. {reason}")


Handler: TypeAlias = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Route:
    """An endpoint. ``permission``: what the role must hold; ``plugin``: extraRest only."""

    method: str
    template: str
    handler: Handler
    permission: str | None
    token: bool
    plugin: bool

    def available(self, sandbox: Sandbox) -> bool:
        if self.plugin:
            return sandbox.profile.extrarest
        return sandbox.profile.has_route(self.method, self.template)

    def authorize(self, call: Call, *, known: bool) -> None:
        """401 for no token as for a role without the permission."""
        if self.token and not known:
            raise Unauthorized
        if self.permission and not call.can(self.permission):
            raise Unauthorized


ROUTES: list[Route] = []


def route(
    method: str,
    template: str,
    *,
    permission: str | None = None,
    token: bool = True,
    plugin: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a handler, e.g. ``@route("GET", "/cases/{app_uid}/tasks")``.

    What stands under ``/cases`` stands under ``/case`` too where the release has it.
    """

    def register(handler: Handler) -> Handler:
        templates = [template]
        if template == "/cases" or template.startswith("/cases/"):
            templates.append(template.replace("/cases", "/case", 1))
        for path in templates:
            ROUTES.append(Route(method, path, handler, permission, token, plugin))
        return handler

    return register


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    wildcard: "_Node | None" = None
    routes: dict[str, tuple[Route, list[str]]] = field(default_factory=dict)


class Router:
    """Finds the route of a path: literal segments win over parameters, case-insensitive."""

    def __init__(self, routes: list[Route]) -> None:
        self._root = _Node()
        for item in routes:
            self._add(item)

    def _add(self, item: Route) -> None:
        node, names = self._root, []
        for part in item.template.strip("/").split("/"):
            if part.startswith("{"):
                names.append(part[1:-1])
                node.wildcard = node.wildcard or _Node()
                node = node.wildcard
            else:
                node = node.children.setdefault(part.lower(), _Node())
        node.routes[item.method] = (item, names)

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | set[str]:
        """The route and its parameters, or the methods that the path has (empty: 404).

        A path with parameters that lacks the method is 404, as with Restler.
        """
        other: set[str] = set()
        for node, values in _walk(self._root, path.strip("/").split("/"), []):
            found = node.routes.get(method)
            if found:
                return found[0], dict(zip(found[1], values, strict=True))
            if not values:
                other.update(node.routes)
        return other


def _walk(node: _Node, parts: list[str], values: list[str]) -> list[tuple[_Node, list[str]]]:
    if not parts:
        return [(node, values)]
    head, rest = parts[0], parts[1:]
    found: list[tuple[_Node, list[str]]] = []
    child = node.children.get(head.lower())
    if child:
        found += _walk(child, rest, values)
    if node.wildcard and head:
        found += _walk(node.wildcard, rest, [*values, head])
    return found
