"""Fill a typed model from a ProcessMaker record, whatever spelling its keys have.

A model is a frozen :class:`msgspec.Struct`. Each field is looked up under its own name or under
the names given with :class:`From`, case ignored (``/cases`` writes lower case, ``/home`` and
extraRest upper case, ``/light`` camel case). The field's type says how its value is read, by the
functions of :mod:`processmaker.fields`; ``Any`` is handed on as it came (values of variables, form
definitions). Unknown keys are passed over.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from enum import Enum
from functools import cache
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from processmaker import fields

ModelT = TypeVar("ModelT", bound=msgspec.Struct)
Reader = Callable[[Any, tzinfo], Any]

_CASE_UIDS = ("app_uid", "caseid")
"""Addresses are made of them, so nothing else may stand in their place."""


class From:
    """The names that ProcessMaker gives to a field, the best first, case ignored."""

    __slots__ = ("keys",)

    def __init__(self, *keys: str) -> None:
        self.keys = tuple(key.lower() for key in keys)


class _Slot(NamedTuple):
    name: str
    keys: tuple[str, ...]
    read: Reader
    required: bool


def build(model: type[ModelT], record: object, zone: tzinfo) -> ModelT:
    """Return ``model`` filled from ``record``; naive dates are in ``zone``.

    Raises:
        FieldError: ``record`` is not an object, or lacks a field without a default.
    """
    if not isinstance(record, dict):
        raise fields.FieldError(f"{model.__name__}: an object was expected")
    found = {key.lower(): value for key, value in record.items() if isinstance(key, str)}
    values = {}
    for slot in _slots(model):
        for key in slot.keys:
            if key in found:
                values[slot.name] = slot.read(found[key], zone)
                break
        else:
            if slot.required:
                raise fields.FieldError(f"{model.__name__}: {slot.keys[0]} is missing")
    return model(**values)


def build_all(model: type[ModelT], records: object, zone: tzinfo) -> tuple[ModelT, ...]:
    """Return one ``model`` for each member of a list or of a numbered object."""
    return tuple(build(model, record, zone) for record in fields.items(records))


@cache
def _slots(model: type[msgspec.Struct]) -> tuple[_Slot, ...]:
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        _slot(field.name, hints[field.name], required=field.required)
        for field in msgspec.structs.fields(model)
    )


def _slot(name: str, hint: Any, *, required: bool) -> _Slot:
    keys: tuple[str, ...] = (name,)
    if get_origin(hint) is Annotated:
        marks = get_args(hint)[1:]
        keys = next((mark.keys for mark in marks if isinstance(mark, From)), keys)
        hint = get_args(hint)[0]
    return _Slot(name, keys, _reader(hint, keys[0], required=required), required)


def _reader(hint: Any, name: str, *, required: bool = False) -> Reader:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(next(arg for arg in args if arg is not type(None)), name)
    if origin is tuple:
        return _many(args[0], name)
    if origin in (dict, Mapping):
        return _keyed(args[1], name)
    return _plain(hint, name, required=required)


def _plain(hint: Any, name: str, *, required: bool) -> Reader:
    if required and hint in (str, int):
        return _required(hint, name)
    if hint in _SCALARS:
        return _SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value, _zone: hint(fields.text(value).upper().removeprefix("ID_"))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return lambda value, zone: build(hint, value, zone)
    return _as_is


def _required(hint: Any, name: str) -> Reader:
    if hint is int:
        return lambda value, _zone: fields.required_whole(value, name)
    if name in _CASE_UIDS:
        return lambda value, _zone: fields.required_uid(value, name)
    return lambda value, _zone: fields.required_text(value, name)


def _optional(inner: Any, name: str) -> Reader:
    if inner is int:
        return lambda value, _zone: fields.whole(value)
    if inner is float:
        return lambda value, _zone: fields.number(value)
    if inner in (datetime, date):
        return _SCALARS[inner]
    read = _reader(inner, name)
    return lambda value, zone: None if value in (None, "", [], {}) else read(value, zone)


def _many(inner: Any, name: str) -> Reader:
    read = _reader(inner, name)

    def read_all(value: Any, zone: tzinfo) -> tuple[Any, ...]:
        if value is None:
            # What is empty comes as [], so null is an answer gone wrong and not an empty list.
            raise fields.FieldError(f"{name} is null where a list was expected")
        return tuple(read(member, zone) for member in fields.items(value))

    return read_all


def _keyed(inner: Any, name: str) -> Reader:
    read = _reader(inner, name)
    return lambda value, zone: {
        str(key): read(member, zone) for key, member in fields.mapping(value).items()
    }


def _as_is(value: Any, _zone: tzinfo) -> Any:
    return value


_SCALARS: dict[Any, Reader] = {
    str: lambda value, _zone: fields.text(value),
    int: lambda value, _zone: fields.whole(value) or 0,
    float: lambda value, _zone: fields.number(value) or 0.0,
    bool: lambda value, _zone: fields.flag(value),
    datetime: lambda value, zone: fields.moment(value, zone),
    date: lambda value, _zone: fields.day(value),
}
