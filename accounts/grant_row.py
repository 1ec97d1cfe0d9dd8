"""Reading a grant with the preferences of its owner, which every request does.

Django puts a query together anew each time, which takes ten times as long as the database needs to
answer this one. Here it is put together once in each thread, and only the id changes.
"""

import threading
from typing import Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection

from accounts.models import Grant, Preferences

GRANT_COLUMNS: Final = [field.attname for field in Grant._meta.concrete_fields]
PREFERENCES_COLUMNS: Final = [field.attname for field in Preferences._meta.concrete_fields]


class _Query:
    """The query with a place for the id, and what makes Python values of a row of the database."""

    def __init__(self) -> None:
        any_grant = Grant.objects.select_related("preferences").filter(id=UUID(int=0))
        self._compiler = any_grant.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql = self._compiler.as_sql()[0]
        columns = [column for column, _sql, _alias in self._compiler.select or ()]
        self._converters = self._compiler.get_converters(columns)

    def values(self, row: tuple[object, ...]) -> list[object]:
        """The values of the columns: those of the grant, behind them those of the preferences."""
        return list(next(self._compiler.apply_converters([row], self._converters)))


class _Here(threading.local):
    """Of each thread: what a query makes of values belongs to the connection of its thread."""

    query: _Query | None = None


_here = _Here()


def read_grant(grant_id: UUID) -> Grant | None:
    """The grant with its preferences, whatever its state; None where there is none."""
    query = _here.query = _here.query or _Query()
    with connection.cursor() as cursor:
        cursor.execute(query.sql, [Grant._meta.pk.get_db_prep_value(grant_id, connection)])
        row = cursor.fetchone()
    if row is None:
        return None
    values = query.values(row)
    split = len(GRANT_COLUMNS)
    grant = Grant.from_db(DEFAULT_DB_ALIAS, GRANT_COLUMNS, values[:split])
    grant.preferences = Preferences.from_db(DEFAULT_DB_ALIAS, PREFERENCES_COLUMNS, values[split:])
    return grant
