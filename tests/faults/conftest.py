"""Fixtures of the tests under faults."""

import pytest

from tests.conftest import SignIn
from tests.faults.screens import Desk
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess


@pytest.fixture
def office(sandbox: SandboxProcess) -> Office:
    """The demo office."""
    return Office(sandbox.url)


@pytest.fixture
def desk(sign_in: SignIn) -> Desk:
    """Wendy at work: signed in, her inbox read once, a case of hers at hand."""
    return Desk(sign_in("wendy"))
