"""Connections to the database end with the thread that made them.

Django keeps one for each thread, among objects that refer to each other. Threads of the web server
end when they have been idle for a while; their connections would stay open until Python looks for
such circles, which it does seldom (`pmdash.garbage`), and PostgreSQL takes a hundred or so.
"""

import threading
import weakref
from contextlib import suppress
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class _Stay:
    """Belongs to one thread, and is gone when that ends."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection


_here = threading.local()


def end_with_their_threads() -> None:
    """Call this once: it is true of all connections from then on."""
    connection_created.connect(_end_with_its_thread)


def _end_with_its_thread(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    stay: _Stay | None = getattr(_here, connection.alias, None)
    if stay is None or stay.connection is not connection:
        stay = _Stay(connection)
        setattr(_here, connection.alias, stay)
        weakref.finalize(stay, _close, connection).atexit = False


def _close(connection: BaseDatabaseWrapper) -> None:
    # Where a process forked, the threads of the other end as well: Django refuses to close theirs.
    with suppress(DatabaseError):
        connection.close()
