"""Fixtures of the tests under faults: short calls, so that a hang costs little."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from accounts import server
from tests.conftest import SignIn
from tests.faults.screens import SECONDS, Desk
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess


@pytest.fixture(autouse=True)
def _short_calls(settings: Settings) -> Iterator[None]:
    settings.PROCESSMAKER_DEADLINE = SECONDS
    server.forget()
    yield
    server.forget()


@pytest.fixture
def office(sandbox: SandboxProcess) -> Office:
    """The demo office."""
    return Office(sandbox.url)


@pytest.fixture
def desk(sign_in: SignIn) -> Desk:
    """Wendy at work: signed in, her inbox read once, a case of hers at hand."""
    return Desk(sign_in("wendy"))
