"""Connections to the database do not outlive the thread that made them for long.

Django keeps one for each thread, among objects that refer to each other. Threads of the web server
end when they have been idle for a while; their connections would stay open until Python looks for
such circles, which it does seldom (`pmdash.garbage`), and PostgreSQL takes a hundred or so.

The next thread that connects closes them. The thread that ends must not: granian's threads are not
Python's, and SQLite calls back into Python when it closes, which ends the process at that moment.
"""

import os
import threading
import weakref
from collections import deque
from contextlib import suppress
from typing import Any, NamedTuple

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class _Stay:
    """Belongs to one thread, and is gone when that ends."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection


class _Opened(NamedTuple):
    stay: weakref.ref[_Stay]
    connection: BaseDatabaseWrapper
    process: int


_here = threading.local()
# Of all collections a deque alone may be used by many threads without a lock.
_opened: deque[_Opened] = deque()


def end_with_their_threads() -> None:
    """Call this once: it is true of all connections from then on."""
    connection_created.connect(_note)


def _note(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    stay: _Stay | None = getattr(_here, connection.alias, None)
    if stay is None or stay.connection is not connection:
        stay = _Stay(connection)
        setattr(_here, connection.alias, stay)
        _opened.append(_Opened(weakref.ref(stay), connection, os.getpid()))
        _close_those_of_ended_threads()


def _close_those_of_ended_threads() -> None:
    for _ in range(len(_opened)):
        try:
            one = _opened.popleft()
        except IndexError:
            return
        if one.process != os.getpid():
            # A process that forked shares its sockets with the other, which closes them.
            continue
        if one.stay() is None:
            _close(one.connection)
        else:
            _opened.append(one)


def _close(connection: BaseDatabaseWrapper) -> None:
    connection.inc_thread_sharing()
    with suppress(DatabaseError):
        connection.close()
