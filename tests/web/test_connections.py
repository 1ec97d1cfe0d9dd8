"""No thread keeps a connection to the database longer than it needs it."""

import threading
from collections.abc import Callable

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


def in_a_thread(work: Callable[[], object]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_the_connection_of_a_thread_that_ended_is_closed_when_another_connects() -> None:
    found: list[BaseDatabaseWrapper] = []
    for _ in range(5):
        in_a_thread(lambda: found.append(opened()))

    assert [one.connection for one in found[:-1]] == [None] * 4
    assert opened().is_usable()


def test_a_connection_that_was_made_anew_stays_while_its_thread_lives() -> None:
    alive: list[bool] = []

    def use_again() -> None:
        opened().close()
        alive.append(opened().is_usable())

    in_a_thread(use_again)

    assert alive == [True]


def test_calls_side_by_side_leave_only_the_connection_of_their_caller() -> None:
    found = gather(here=opened, beside=opened)

    assert found["here"].connection is not None
    assert found["beside"].connection is None
