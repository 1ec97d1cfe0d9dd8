"""``python -m tests.contract``: decode the recordings, replay the scenarios, count.

With ``PROCESSMAKER_URL`` in the environment a live server is checked instead.
"""

import argparse
import os
import sys
from pathlib import Path

from tests.contract.decode import Decoded, decode
from tests.contract.live.run import run_live
from tests.contract.replay import NOT_PLAYED, Replay, Result, read_scenarios, read_world
from tests.contract.sender import ServerAccess
from tests.contract.server import running_sandbox

HERE = Path(__file__).resolve().parent
REDIRECT_URI = "https://inbox.example.test/accounts/callback/"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description=__doc__)
    parser.add_argument("--recordings", type=Path, default=_folder("RECORDINGS", "recordings"))
    parser.add_argument("--scenarios", type=Path, default=_folder("SCENARIOS", "scenarios"))
    parser.add_argument("--only", help="scenarios whose name contains this")
    parser.add_argument("--verbose", action="store_true", help="every difference, not the first")
    return parser.parse_args()


def _folder(setting: str, name: str) -> Path:
    return Path(os.environ.get(setting) or HERE / name)


def main() -> int:
    if os.environ.get("PROCESSMAKER_URL"):
        return run_live(os.environ)
    arguments = _arguments()
    decoded = Decoded() if arguments.only else decode(arguments.recordings)
    results = replay(arguments.scenarios, arguments.only)
    _print_decoded(decoded)
    for result in results:
        _print(result, verbose=arguments.verbose)
    matched = decoded.matched + sum(result.matched for result in results)
    failed = len(decoded.failures) + sum(len(result.failures) for result in results)
    print(f"{matched} matched, {decoded.exempt.total()} exempt, {failed} failed")
    return 1 if failed else 0


def replay(folder: Path, only: str | None) -> list[Result]:
    """Every scenario of the folder on a sandbox of its own."""
    world = read_world(folder, REDIRECT_URI)
    scenarios = [item for item in read_scenarios(folder) if not only or only in item["name"]]
    with running_sandbox("--empty") as url:
        server = Replay(ServerAccess(url, world), world)
        return [server.play(scenario) for scenario in scenarios]


def _print_decoded(decoded: Decoded) -> None:
    print(f"recordings: {decoded.matched} decoded")
    for reason, count in decoded.exempt.items():
        print(f"  {count} exempt: {reason}")
    for name, problem in decoded.failures:
        print(f"  {name}\n    {problem}")


def _print(result: Result, *, verbose: bool) -> None:
    print(f"{result.name}: {result.matched} of {result.steps} matched")
    played = [failure for failure in result.failures if failure[1] != NOT_PLAYED]
    left_out = len(result.failures) - len(played)
    if left_out:
        print(f"  {left_out} steps not played: {result.failures[-1][2][0]}")
    for number, note, differences in played:
        shown = differences if verbose else differences[:1]
        print(f"  step {number} ({note})")
        for difference in shown:
            print(f"    {difference}")


if __name__ == "__main__":
    sys.exit(main())
