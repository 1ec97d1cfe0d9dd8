"""How a method says which endpoint it calls, and the only place where a path is made.

::

    class Variables(Resource):
        @endpoint("GET", "/cases/{app_uid}/variables")
        def get_all(self, call: Call, app_uid: str) -> Mapping[str, object]:
            return call.mapping(app_uid)

``call`` is bound to the declared endpoint and is not part of the public signature. Each ``{part}``
of the template takes one positional value, checked by :mod:`processmaker.paths`: so no caller can
make the client ask for a path that is not declared.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Concatenate, NamedTuple, ParamSpec, TypeVar

import msgspec

from processmaker import answers, decoding, fields
from processmaker.errors import InvalidValue
from processmaker.paths import checked

if TYPE_CHECKING:
    from processmaker.client import Client
    from processmaker.transfers import Download

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=msgspec.Struct)
ResourceT = TypeVar("ResourceT", bound="Resource")
Query = Mapping[str, str | int | bool | None]

API = "/api/1.0/{workspace}"
"""What stands before every path that does not say otherwise."""

_PART = re.compile(r"\{(\w+)\}")


class Endpoint(NamedTuple):
    """One route of ProcessMaker as a method declares it."""

    method: str
    path: str
    needs: str = "core"
    is_public: bool = False
    is_read: bool = False
    prefix: str = API
    called_by: str = ""
    summary: str = ""

    @property
    def label(self) -> str:
        """``"GET /cases/{app_uid}"``: for logs, metrics and errors."""
        return f"{self.method} {self.path}"

    def fill(self, segments: Sequence[str | int]) -> str:
        """Return the path with its parts filled in.

        Raises:
            InvalidValue: a value is not what the part takes; the message names the part.
        """
        names = _parts(self.path)
        if len(names) != len(segments):
            raise InvalidValue(f"{self.label} takes {len(names)} values in its path")
        values = {name: checked(name, part) for name, part in zip(names, segments, strict=True)}
        return self.path.format_map(values)


@functools.lru_cache(maxsize=1024)
def _parts(path: str) -> tuple[str, ...]:
    return tuple(_PART.findall(path))


class Resource:
    """A group of endpoints; holds nothing but its client."""

    __slots__ = ("client",)

    def __init__(self, client: Client) -> None:
        self.client = client


class Call:
    """One endpoint, about to be called by one client: sends, and reads the answer.

    ``segments`` fill the parts of the path in order; ``query`` values that are ``None`` are left
    out; ``body`` goes as JSON.
    """

    __slots__ = ("client", "endpoint")

    def __init__(self, client: Client, declared: Endpoint) -> None:
        self.client = client
        self.endpoint = declared

    def send(
        self, *segments: str | int, query: Query | None = None, body: object = None
    ) -> answers.Answer:
        """Send and return the answer unread. Raises what the transport raises."""
        return self.client.send(self.endpoint, segments, query=query, body=body)

    def decode(
        self,
        decoder: msgspec.json.Decoder[T],
        *segments: str | int,
        query: Query | None = None,
        body: object = None,
    ) -> T:
        """Return the answer in the decoder's type: the quick way, for lists."""
        return answers.decode(self.send(*segments, query=query, body=body), decoder)

    def value(
        self, *segments: str | int, query: Query | None = None, body: object = None
    ) -> object:
        """Return any JSON value."""
        return answers.value(self.send(*segments, query=query, body=body))

    def mapping(
        self, *segments: str | int, query: Query | None = None, body: object = None
    ) -> Mapping[str, object]:
        """Return the object of the answer; PHP writes an empty one as ``[]``."""
        answer = self.send(*segments, query=query, body=body)
        return self._object(answer, answers.structure(answer))

    def mappings(
        self, *segments: str | int, query: Query | None = None, body: object = None
    ) -> tuple[Mapping[str, object], ...]:
        """Return the objects of a list whose shape nobody needs typed."""
        found = answers.structure(self.send(*segments, query=query, body=body))
        return tuple(fields.mapping(member) for member in fields.items(found))

    def one(
        self,
        model: type[ModelT],
        *segments: str | int,
        query: Query | None = None,
        body: object = None,
    ) -> ModelT:
        """Return the model that the answer holds."""
        answer = self.send(*segments, query=query, body=body)
        return self.built(answer, model, answers.structure(answer))

    def many(
        self,
        model: type[ModelT],
        *segments: str | int,
        query: Query | None = None,
        inside: str = "",
    ) -> tuple[ModelT, ...]:
        """Return the models of a list, bare or under the key ``inside``."""
        answer = self.send(*segments, query=query)
        found = answers.structure(answer)
        if inside and isinstance(found, dict):
            found = found.get(inside, found)
        return self.built_all(answer, model, found)

    def done(self, *segments: str | int, query: Query | None = None, body: object = None) -> object:
        """Send a write and return what its answer holds; ``None`` for the usual empty body."""
        return answers.accepted(self.send(*segments, query=query, body=body))

    def upload(
        self, *segments: str | int, form: Mapping[str, str], field: str, file: BinaryIO, name: str
    ) -> answers.Answer:
        """Send a multipart form with one file, streamed; never retried."""
        return self.client.upload(
            self.endpoint, segments, form=form, field=field, file=file, name=name
        )

    def download(self, *segments: str | int, query: Query | None = None) -> Download:
        """Return a file, not yet read; close it."""
        return self.client.download(self.endpoint, segments, query=query)

    def built_all(
        self, answer: answers.Answer, model: type[ModelT], found: object
    ) -> tuple[ModelT, ...]:
        """Return the models of records that an answer holds somewhere inside."""
        try:
            return decoding.build_all(model, found, self.client.zone)
        except fields.FieldError as error:
            answers.unusable(answer, str(error))

    def built(self, answer: answers.Answer, model: type[ModelT], found: object) -> ModelT:
        """Return the model of a record that an answer holds somewhere inside."""
        try:
            return decoding.build(model, found, self.client.zone)
        except fields.FieldError as error:
            answers.unusable(answer, str(error))

    def _object(self, answer: answers.Answer, found: object) -> Mapping[str, object]:
        if not isinstance(found, dict) and found != []:
            answers.unusable(answer, "a JSON object was expected")
        return fields.mapping(found)


REGISTRY: list[Endpoint] = []
"""Every declared endpoint, in the order of the source: what docs/api-coverage.md is made from."""


def endpoint(
    method: str,
    path: str,
    *,
    needs: str = "core",
    is_public: bool = False,
    is_read: bool | None = None,
    prefix: str = API,
) -> Callable[
    [Callable[Concatenate[ResourceT, Call, P], R]], Callable[Concatenate[ResourceT, P], R]
]:
    """Declare that a method calls ``method path``.

    Args:
        needs: the name of the capability that a server must have for it
            (:mod:`processmaker.capabilities`).
        is_public: no token is sent.
        is_read: the call changes nothing, although it is no GET (or the other way round).
        prefix: what stands before ``path``.
    """

    def declare(
        function: Callable[Concatenate[ResourceT, Call, P], R],
    ) -> Callable[Concatenate[ResourceT, P], R]:
        declared = Endpoint(
            method=method,
            path=path,
            needs=needs,
            is_public=is_public,
            is_read=method == "GET" if is_read is None else is_read,
            prefix=prefix,
            called_by=function.__qualname__,
            summary=(inspect.getdoc(function) or "").split("\n", 1)[0],
        )
        REGISTRY.append(declared)

        def bound(self: ResourceT, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return function(self, Call(self.client, declared), *args, **kwargs)

        functools.update_wrapper(bound, function)
        _hide_call(bound, function)
        return bound

    return declare


def _hide_call(bound: Callable[..., Any], function: Callable[..., Any]) -> None:
    signature = inspect.signature(function)
    public = [part for name, part in signature.parameters.items() if name != "call"]
    bound.__signature__ = signature.replace(parameters=public)  # type: ignore[attr-defined]
