"""No thread keeps a connection to the database longer than it needs it."""

import threading

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from processmaker.parallel import gather

pytestmark = pytest.mark.django_db(transaction=True)


def opened() -> BaseDatabaseWrapper:
    """The connection of this thread."""
    own = connections[DEFAULT_DB_ALIAS]
    own.ensure_connection()
    return own


def test_a_thread_that_ends_closes_its_connection() -> None:
    found: list[BaseDatabaseWrapper] = []
    thread = threading.Thread(target=lambda: found.append(opened()))
    thread.start()
    thread.join()

    assert [one.connection for one in found] == [None]


def test_a_connection_that_was_made_anew_stays_while_its_thread_lives() -> None:
    alive: list[bool] = []

    def use_again() -> None:
        opened().close()
        alive.append(opened().is_usable())

    thread = threading.Thread(target=use_again)
    thread.start()
    thread.join()

    assert alive == [True]


def test_calls_side_by_side_leave_only_the_connection_of_their_caller() -> None:
    found = gather(here=opened, beside=opened)

    assert found["here"].connection is not None
    assert found["beside"].connection is None
