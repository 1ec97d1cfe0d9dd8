"""Many rows written at once, each with values of its own.

Django's ``bulk_create`` and ``bulk_update`` prepare every value of every row by itself and make
one long statement of all: ten times the work of the database. Here one prepared statement is sent
for all rows, and a value that rows share (the same object) is prepared once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    Column = models.Field[object, object]

_AS_THEY_ARE = {
    models.CharField: str,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.BigIntegerField: int,
    models.BigAutoField: int,
}
"""Fields whose values of this type every database takes without preparation."""


def insert_new(objects: Sequence[models.Model]) -> int:
    """Insert objects without a primary key, all of one model; returns how many went in.

    One that breaks a unique constraint is left out. The objects do not learn their keys.
    """
    model = type(objects[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(map(_quoted, fields))
    rows = _prepared(fields, ([getattr(one, field.attname) for field in fields] for one in objects))
    places = ", ".join(["%s"] * len(fields))
    # Names of our own tables and fields; the values are parameters.
    return _send(
        f"INSERT INTO {_table(model)} ({names}) VALUES ({places}) ON CONFLICT DO NOTHING",  # noqa: S608
        rows,
    )


def update_each(
    model: type[models.Model],
    changes: Sequence[str],
    where: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> int:
    """Change rows of a table; returns how many were found.

    A row holds the values of the fields ``changes``, then those that the fields ``where`` must
    have.
    """
    fields = [_field(model, name) for name in (*changes, *where)]
    named = [f"{_quoted(field)} = %s" for field in fields]
    assigned, wanted = ", ".join(named[: len(changes)]), " AND ".join(named[len(changes) :])
    return _send(
        f"UPDATE {_table(model)} SET {assigned} WHERE {wanted}",  # noqa: S608
        _prepared(fields, rows),
    )


def _send(statement: str, rows: list[tuple[Any, ...]]) -> int:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        return int(cursor.rowcount)


def _prepared(fields: Sequence[Column], rows: Iterable[Sequence[object]]) -> list[tuple[Any, ...]]:
    columns = zip(fields, zip(*rows, strict=True), strict=True)
    # The connection itself: the proxy looks it up anew for every attribute of every value.
    real = connections[DEFAULT_DB_ALIAS]
    return list(zip(*(_column(field, values, real) for field, values in columns), strict=True))


def _column(
    field: Column, values: Sequence[object], database: BaseDatabaseWrapper
) -> Sequence[object]:
    plain = _AS_THEY_ARE.get(type(field))
    if plain and all(type(value) is plain for value in values):
        return values
    distinct = {id(value): value for value in values}
    ready = {key: field.get_db_prep_save(value, database) for key, value in distinct.items()}
    return [ready[id(value)] for value in values]


def _field(model: type[models.Model], name: str) -> Column:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} is no column of {model.__name__}")
    return field


def _quoted(field: Column) -> str:
    return connection.ops.quote_name(str(field.column))


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
