"""Every fault of ProcessMaker on every screen that reads: said honestly, in time, with a way on."""

import pytest
from pytest_django.fixtures import Settings

from accounts import server
from tests.faults.screens import Desk, Screen, assert_honest, assert_retry
from tests.support.sandbox import SandboxProcess

# Fault: the statuses that we may answer with.
FATAL = {
    "hang": {504},
    "connect_hang": {504},
    "trickle": {504},
    "hang_in_body": {504},
    "reset_before_body": {503},
    "reset_inside_body": {503},
    "short_file": {503},
    "error_500_null": {502},
    "error_500_empty": {502},
    "error_503_json": {503},
    "error_503_html": {503},
    "redirect_to_login": {502},
    "missing_file": {502},
    "html_200": {502},
    "fatal_200": {502},
    "empty_200": {502},
    "truncated_json": {502},
    "deep_json": {502},
    "rate_limited_429": {429},
    "token_in_error": {400, 409},
}
SILENT = ("hang", "connect_hang", "trickle", "hang_in_body")
HANG = 60
"""Seconds that the sandbox stays silent: longer than a page may take."""
SHORT = 0.3
"""The deadline of a call where no answer comes."""
FINAL = ("fatal_200", "token_in_error")
"""Trying again at once cannot help: no such link is owed."""


@pytest.fixture(params=FATAL)
def fault(
    request: pytest.FixtureRequest, desk: Desk, sandbox: SandboxProcess, settings: Settings
) -> str:
    """What strikes every call; of those that never end, the deadline is short."""
    name = str(request.param)
    if name in SILENT:
        settings.PROCESSMAKER_DEADLINE = SHORT
        server.forget()
    sandbox.fault(name, path="/api/*", seconds=HANG)
    return name


def test_a_fault_is_told_on_every_screen(desk: Desk, fault: str) -> None:
    for screen in desk.screens:
        answer = desk.look(screen)
        assert answer.status_code in FATAL[fault], f"{screen}: {answer.status_code}"
        assert_honest(answer, screen)
        if fault not in FINAL:
            assert_retry(answer, screen)


def test_counters_dialogs_and_panes_leave_the_screen_as_it_is(desk: Desk, fault: str) -> None:
    counters = desk.look(Screen("/cases/counters/", "count-inbox"))
    assert counters.status_code in FATAL[fault]
    assert (counters["HX-Reswap"], counters.content) == ("none", b"")
    filters = desk.look(Screen("/cases/inbox/filters/", "dialog"))
    assert b'name="size"' in filters.content
    pane = desk.look(Screen(f"{desk.case}pane/", "pane"))
    assert pane.status_code in FATAL[fault]
    assert (pane["HX-Retarget"], pane["HX-Reswap"]) == ("#toasts", "beforeend")
    assert pane["X-Request-ID"] in pane.content.decode()
