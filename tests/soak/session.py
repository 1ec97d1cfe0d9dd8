"""`python -m tests.soak.session`: kills and misfortunes on one database; the last line is JSON.

A process of its own for each database, since the settings of Django are those of a process. Its
environment is made by ``place``.
"""

import argparse
import json
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import cycle

import django

django.setup()

from tests.soak.figures import figures  # noqa: E402 needs the settings
from tests.soak.pages import PAGE_KINDS, PageRounds  # noqa: E402
from tests.soak.people import NAMES, signed_in  # noqa: E402
from tests.soak.rounds import Blow, Rounds  # noqa: E402
from tests.soak.stand import AS_DELIVERED, Stand  # noqa: E402
from tests.soak.strikes import JOB_POINTS, PAGE_POINTS  # noqa: E402
from tests.soak.tally import Tally, show  # noqa: E402
from tests.soak.work import KINDS, Kind  # noqa: E402

JOB_VICTIMS = ("child", "worker", "orphans", "redis", "database")
PAGE_VICTIMS = ("web", "redis", "database")
MOST_PASSED = 4
PASSED = {"before_claim": 1, "after_claim": 1, "before_intent": 1, "after_result": 2}
"""How many may pass a point before the blow falls; these are passed by groups."""
MISFORTUNE_EVERY = 6
"""Among so many rounds one has a ProcessMaker that fails one call in five."""


@dataclass(frozen=True)
class Round:
    """What is going to be done, in words, and how."""

    words: str
    run: Callable[[], Tally]


class Programme:
    """The rounds in their order: every victim at every point, the operations in turn."""

    def __init__(self, jobs: Rounds, pages: PageRounds, seed: int) -> None:
        self._jobs = jobs
        self._pages = pages
        self._random = random.Random(seed)
        self._kinds = cycle(KINDS)
        self._page_kinds = cycle(PAGE_KINDS)

    def __iter__(self) -> Iterator[Round]:
        blows = [(True, victim, point) for victim in JOB_VICTIMS for point in JOB_POINTS]
        blows += [(False, victim, point) for victim in PAGE_VICTIMS for point in PAGE_POINTS]
        while True:
            self._random.shuffle(blows)
            for position, (is_job, victim, point) in enumerate(blows):
                if position % MISFORTUNE_EVERY == 0:
                    yield self._misfortune()
                blow = Blow(victim, point, self._random.randrange(PASSED.get(point, MOST_PASSED)))
                yield self._job(blow) if is_job else self._page(blow)

    def _two(self) -> tuple[Kind, ...]:
        return next(self._kinds), next(self._kinds)

    def _job(self, blow: Blow) -> Round:
        kinds = self._two()
        words = f"{blow.victim} {blow.point}: {names(kinds)}"
        return Round(words, lambda: self._jobs.struck(blow, kinds))

    def _page(self, blow: Blow) -> Round:
        kind = next(self._page_kinds)
        words = f"{blow.victim} {blow.point}: {kind.operation} on pages"
        return Round(words, lambda: self._pages.struck(blow, kind))

    def _misfortune(self) -> Round:
        kinds = self._two()
        words = f"one call in five fails: {names(kinds)}"
        return Round(words, lambda: self._jobs.misfortune(kinds))


def names(kinds: tuple[Kind, ...]) -> str:
    return " and ".join(kind.operation for kind in kinds)


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with Stand() as stand:
        actors = {name: signed_in(name) for name in NAMES}
        jobs = Rounds(stand, actors, options.items)
        pages = PageRounds(stand, actors, options.items)
        tally = soak(Programme(jobs, pages, options.seed), options)
        if options.long or options.figures:
            stand.start_anew(AS_DELIVERED)
        for victim in JOB_VICTIMS[: options.long]:
            tell(long_round(jobs, victim), tally)
        tally.join(jobs.recount())
        wanted = figures(stand, options.users) if options.figures else []
        kept = [show(one()) for one in wanted]
    print(json.dumps(asdict(tally)))
    return 0 if all(kept) else 1


def long_round(jobs: Rounds, victim: str) -> Round:
    """All operations at once, struck while calls are under way: the longest recovery."""
    words = f"{victim} applied, limits as delivered: all operations"
    return Round(words, lambda: jobs.struck(Blow(victim, "applied"), KINDS))


def soak(programme: Programme, options: argparse.Namespace) -> Tally:
    """Rounds until there were enough of them or the time is over; a line for each."""
    tally = Tally()
    give_up = time.monotonic() + options.seconds
    chosen = options.only or [""]
    wanted = (one for one in programme if any(words in one.words for words in chosen))
    for number, one in enumerate(wanted, 1):
        tell(one, tally)
        if number >= options.rounds or time.monotonic() > give_up:
            break
    return tally


def tell(one: Round, tally: Tally) -> None:
    """Carry a round out, print its line and count it."""
    began = time.monotonic()
    result = one.run()
    seconds = time.monotonic() - began
    print(f"{one.words}: {result} ({seconds:.0f} s)", flush=True)
    for fault in [*result.faults, *result.remarks]:
        print(f"    {fault}", flush=True)
    tally.join(result)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300, help="after these no round begins")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--items", type=int, default=20, help="of each job")
    parser.add_argument("--long", type=int, default=0, help="rounds with the delivered limits")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", help="rounds whose line has this in it")
    parser.add_argument("--figures", action="store_true", help="the other promises, too")
    parser.add_argument("--users", type=int, default=200, help="how many wait for ProcessMaker")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
