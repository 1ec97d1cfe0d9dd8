"""`make run`: pmdash on this machine, for the ProcessMaker server of the settings."""

import sys

from pmdash import settings
from pmdash.processes.ports import require_free
from pmdash.processes.stack import Stack, run_stack, say


def main() -> int:
    return run_stack(Stack(settings.VAR_DIR), start)


def start(stack: Stack) -> None:
    require_free("PMDASH_PORT", settings.PMDASH_PORT)
    stack.add_redis()
    stack.prepare()
    stack.add_worker()
    stack.add_web(settings.PMDASH_PORT)
    say(f"pmdash is at {settings.PMDASH_URL}/ and logs to {stack.folder / 'log'}")
    say("Ctrl-C stops everything.")


if __name__ == "__main__":
    sys.exit(main())
