"""`make run`: pmdash on this machine, for the ProcessMaker server of the settings."""

import os
import sys
from pathlib import Path

from pmdash import environment
from pmdash.processes.ports import require_free
from pmdash.processes.stack import ROOT, Stack, run_stack, say


def main() -> int:
    folder = Path(os.environ.get("PMDASH_VAR") or ROOT / "var")
    return run_stack(Stack(folder, {"PMDASH_VAR": str(folder)}), start)


def start(stack: Stack) -> None:
    port = environment.integer("PMDASH_PORT", 8000, low=1, high=65535)
    require_free("PMDASH_PORT", port)
    stack.manage("check")
    stack.add_redis()
    stack.prepare()
    stack.add_worker()
    stack.add_web(port)
    say(f"pmdash is at http://127.0.0.1:{port}/ and logs to {stack.folder / 'log'}")
    say("Ctrl-C stops everything.")


if __name__ == "__main__":
    sys.exit(main())
