"""`make demo`: pmdash beside a sandbox that behaves like ProcessMaker, on this machine alone."""

import os
import sys
from pathlib import Path

from pmdash import environment
from pmdash.processes.ports import require_free
from pmdash.processes.stack import ROOT, Stack, run_stack, say

READY = "sandbox ready"
PEOPLE = (
    ("admin", "everything"),
    ("silvia", "supervisor: reviews and reassigns"),
    ("wendy", "operator"),
    ("bob", "operator"),
    ("mary", "operator"),
)


def main() -> int:
    folder = Path(os.environ.get("PMDASH_VAR") or ROOT / "var" / "demo")
    env = {"PMDASH_DEMO": "1", "PMDASH_VAR": str(folder)}
    return run_stack(Stack(folder, env), start)


def start(stack: Stack) -> None:
    port = environment.integer("PMDASH_PORT", 8000, low=1, high=65535)
    sandbox_port = environment.integer("SANDBOX_PORT", 8010, low=1, high=65535)
    require_free("PMDASH_PORT", port)
    require_free("SANDBOX_PORT", sandbox_port)
    say("Starting the sandbox, Redis, a worker and the web server …")
    add_sandbox(stack, sandbox_port)
    stack.add_redis()
    stack.prepare()
    stack.add_worker()
    stack.add_web(port)
    greet(port)


def add_sandbox(stack: Stack, port: int) -> None:
    """Start the sandbox and wait until its cases are made."""
    cases = environment.integer("DEMO_CASES", 300, low=1, high=100_000)
    latency = environment.integer("SANDBOX_LATENCY_MS", 0, low=0, high=60_000)
    profile = environment.text("SANDBOX_PROFILE", "3.8+extrarest", example="3.8+extrarest")
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--cases", str(cases)]
    options = ["--profile", profile, "--latency-ms", str(latency)]
    sandbox = stack.add("sandbox", [*command, *options])
    sandbox.wait_until(lambda: READY in sandbox.log.read_text(), seconds=60 + cases / 50)


def greet(port: int) -> None:
    say(f"\n  pmdash is at http://127.0.0.1:{port}/\n")
    say("  Sign in as one of these, each with the password sandbox:")
    for username, what in PEOPLE:
        say(f"    {username:<8} {what}")
    say("\n  Ctrl-C stops everything.")


if __name__ == "__main__":
    sys.exit(main())
