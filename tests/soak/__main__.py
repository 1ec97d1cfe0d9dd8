"""`make soak`: kills, misfortunes and crowds; the last line is `lost N, twice N, recovery max N s`.

Ends with code 1 where a promise is broken. make passes on SECONDS, ROUNDS, ITEMS, DATABASE,
FILE_MB and USERS: how long it takes, on which database, with how much of everything.
"""

import argparse
import json
import math
import signal
import subprocess
import sys
import time

from tests.soak.place import place
from tests.soak.suites import run_suite, suites
from tests.soak.tally import Tally, show
from tests.support.postgres import NoPostgres

DATABASES = ("postgres", "sqlite")


def main() -> int:
    """The exit code."""
    options = arguments()
    # A session that is interrupted stops what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    databases = [options.database] if options.database else DATABASES
    tally, broken = Tally(), False
    for number, database in enumerate(databases):
        print(f"— {database} —", flush=True)
        figures = options.figures and number == len(databases) - 1
        code, result = session(database, options, len(databases), figures=figures)
        tally.join(result)
        broken = broken or code != 0
    if options.figures:
        kept = [show(run_suite(one)) for one in suites(options.file_mb)]
        broken = broken or not all(kept)
    print(tally)
    print(
        f"lost {tally.lost}, twice {tally.twice}, recovery max {math.ceil(tally.recovery)} s",
        flush=True,
    )
    return 1 if broken or not tally.holds else 0


def session(
    database: str, options: argparse.Namespace, share: int, *, figures: bool
) -> tuple[int, Tally]:
    """The exit code of a session on one database, and what it counted."""
    wanted = {
        "seconds": options.seconds / share,
        "rounds": max(1, options.rounds // share),
        "items": options.items,
        "seed": options.seed or int(time.time()),
        "long": options.long,
        "users": options.users,
    }
    words = [f"--{name}={value}" for name, value in wanted.items()]
    command = [sys.executable, "-m", "tests.soak.session", *words]
    if figures:
        command.append("--figures")
    try:
        with place(database) as environment:
            return run(command, environment)
    except NoPostgres as reason:
        print(f"No rounds on PostgreSQL: {reason}.")
        return 0, Tally()


def run(command: list[str], environment: dict[str, str]) -> tuple[int, Tally]:
    """Run a session: its lines are passed on, but the last, which holds its counts."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    last = ""
    try:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("{"):
                last = line
            else:
                print(line, end="", flush=True)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()
    return process.returncode, Tally(**json.loads(last)) if last else Tally(lost=1)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="after these no round begins")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--items", type=int, default=20, help="of each job")
    parser.add_argument("--seed", type=int, default=0, help="of the order of rounds; 0: another")
    parser.add_argument("--long", type=int, default=1, help="rounds with the delivered limits")
    parser.add_argument("--database", choices=DATABASES, default="")
    parser.add_argument("--file-mb", type=int, default=2048, help="size of the file to pass on")
    parser.add_argument("--users", type=int, default=200, help="how many wait for ProcessMaker")
    parser.add_argument("--no-figures", dest="figures", action="store_false")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
