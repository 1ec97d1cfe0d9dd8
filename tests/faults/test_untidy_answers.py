"""Answers that are spoiled but hold what was asked for: read, or refused; never half of it."""

import pytest

from tests.cases.lists_page import rows
from tests.faults.screens import Desk, Screen, assert_honest
from tests.support.sandbox import SandboxProcess

READABLE = (
    "php_warning",
    "wrong_content_type",
    "bom",
    "json_in_string",
    "object_for_array",
    "numbers_as_strings",
    "zero_dates",
    "duplicate_rows",
    "hostile_titles",
    "partial_206",
)
DOUBTFUL = ("null_for_array", "invalid_utf8")
LIST = Screen("/cases/inbox/?q=e&size=100")


@pytest.mark.parametrize("fault", READABLE)
def test_what_can_be_read_is_shown(desk: Desk, sandbox: SandboxProcess, fault: str) -> None:
    before = {(row.app_uid, row.del_index) for row in rows(desk.look(LIST))}
    assert before
    sandbox.fault(fault, path="/api/*")
    after = [(row.app_uid, row.del_index) for row in rows(desk.look(LIST))]
    assert set(after) == before
    assert len(after) == len(before)
    for screen in desk.screens:
        assert desk.look(screen).status_code == 200, screen
    assert b'id="count-inbox"' in desk.look(Screen("/cases/counters/")).content


@pytest.mark.parametrize("fault", DOUBTFUL)
def test_what_cannot_be_trusted_is_an_error(
    desk: Desk, sandbox: SandboxProcess, fault: str
) -> None:
    sandbox.fault(fault, path="/api/*")
    for screen in desk.screens:
        answer = desk.look(screen)
        assert answer.status_code == 502, screen
        assert_honest(answer, screen)
