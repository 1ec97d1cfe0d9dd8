"""One value of another kind, anywhere in what ProcessMaker says: shown or refused, never broken.

`make soak` tries many more (MUTATIONS).
"""

import os

from tests.conftest import forget_everything
from tests.faults.screens import Desk, Screen
from tests.support.sandbox import SandboxProcess

TRIED = int(os.environ.get("MUTATIONS", "60"))
MORE = (
    Screen("/cases/counters/", "count-inbox"),
    Screen("/cases/unassigned/"),
    Screen("/cases/participated/?size=100"),
    Screen("/cases/inbox/filters/", "dialog"),
    Screen("/cases/start/"),
)
KNOWN = {200, 302, 400, 401, 403, 404, 409, 429, 502, 503, 504}
"""Everything but 500: that one says that nobody has thought of it."""


def test_no_screen_breaks(desk: Desk, sandbox: SandboxProcess) -> None:
    sandbox.fault("odd_value", path="/api/*")
    screens = [*desk.screens, *MORE]
    for number in range(TRIED):
        # What was read before would be shown from memory.
        forget_everything()
        screen = screens[number % len(screens)]
        answer = desk.look(screen)
        assert answer.status_code in KNOWN, f"{screen}: {answer.status_code}"
