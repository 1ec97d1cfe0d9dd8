"""A sandbox process with the recorded world, emptied before each test."""

from collections.abc import Iterator

import pytest

from tests.contract.server import running_sandbox
from tests.sandbox.office import WORLD_FILE, Office


@pytest.fixture(scope="session")
def office_process() -> Iterator[Office]:
    with running_sandbox("--empty", "--world", str(WORLD_FILE)) as url:
        yield Office(url)


@pytest.fixture
def office(office_process: Office) -> Office:
    office_process.begin()
    return office_process
