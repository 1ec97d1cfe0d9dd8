"""Many rows written at once, each with values of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, models


def update_each(
    model: type[models.Model],
    changes: Sequence[str],
    where: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> int:
    """Send one prepared UPDATE for all ``rows``; returns how many rows of the table it changed.

    A row holds the values of the fields ``changes``, then those that the fields ``where`` must
    have. Django's ``bulk_update`` makes one statement of all of them, with a CASE for each value,
    which costs ten times as much as the database needs to carry it out.
    """
    fields = [_field(model, name) for name in (*changes, *where)]
    named = [f"{connection.ops.quote_name(str(field.column))} = %s" for field in fields]
    values = [
        [
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in rows
    ]
    table = connection.ops.quote_name(model._meta.db_table)
    assigned, wanted = ", ".join(named[: len(changes)]), " AND ".join(named[len(changes) :])
    with connection.cursor() as cursor:
        # Names of our own tables and fields; the values are parameters.
        cursor.executemany(f"UPDATE {table} SET {assigned} WHERE {wanted}", values)  # noqa: S608
        return int(cursor.rowcount)


def _prepared(
    fields: Sequence[models.Field[object, object]], row: Sequence[object]
) -> list[object]:
    pairs = zip(fields, row, strict=True)
    return [field.get_db_prep_save(value, connection) for field, value in pairs]


def _field(model: type[models.Model], name: str) -> models.Field[object, object]:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} is no column of {model.__name__}")
    return field
