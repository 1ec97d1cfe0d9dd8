"""Fixtures of the screens of cases."""

import pytest

from tests.support.office import Office
from tests.support.sandbox import SandboxProcess


@pytest.fixture
def office(sandbox: SandboxProcess) -> Office:
    """The demo office; what its people do stays in the sandbox until it is reset."""
    return Office(sandbox.url)
