"""A round: jobs of some kinds, one blow, and the count of what was done."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from cases.jobs import lifecycle
from cases.jobs.creation import create_job, undo
from cases.models import AuditEvent, Job, JobItem
from cases.services.actor import Actor
from tests.soak.stand import Stand
from tests.soak.strikes import armed, reached, strike
from tests.soak.tally import Tally, times_done
from tests.soak.work import Given, Kind, Scene
from tests.support.office import Office

POLL = 0.03
LONGEST_PLAN = 60
LONGEST_RECOVERY = 180
MISFORTUNES = (
    "applied_then_400",
    "applied_then_fatal",
    "applied_then_hang",
    "applied_then_reset",
    "hang",
    "reset_before_body",
    "error_500_null",
    "error_503_html",
    "fatal_200",
    "php_warning",
)
ONE_IN_FIVE = 0.2 / len(MISFORTUNES)


@dataclass(frozen=True)
class Blow:
    """Who is struck, at which point, after how many have passed it."""

    victim: str
    point: str
    skip: int = 0


@dataclass
class Prepared:
    """A job that is planned, and the cases that it is about."""

    kind: Kind
    job: Job
    cases: Sequence[Given]


class Rounds:
    """Rounds of jobs on one stand."""

    def __init__(self, stand: Stand, actors: dict[str, Actor], items: int) -> None:
        self.stand = stand
        self.items = items
        self._actors = actors
        self._office = Office(stand.sandbox.url)
        self._counted: list[tuple[str, int, dict[str, int]]] = []

    def struck(self, blow: Blow, kinds: tuple[Kind, ...]) -> Tally:
        """Jobs of these kinds, one blow while they run, and what they came to."""
        jobs, since = self._prepare(kinds)
        moment = None
        with armed(self.stand, blow.point, kinds, blow.skip):
            confirm(jobs)
            while moment is None and not all_over(jobs):
                here, pid = reached(self.stand, blow.point, kinds)
                if here:
                    moment = strike(self.stand, blow.victim, pid)
                time.sleep(POLL)
        finished = wait_for_end(jobs)
        tally = self._count(jobs, since, may_fail=False)
        tally.struck(moment, finished)
        return tally

    def misfortune(self, kinds: tuple[Kind, ...]) -> Tally:
        """Jobs of these kinds while one call in five goes wrong in one of many ways."""
        jobs, since = self._prepare(kinds)
        for name in MISFORTUNES:
            rule = {"path": "/cases/*", "probability": ONE_IN_FIVE, "seconds": 2}
            self.stand.sandbox.fault(name, **rule)
        confirm(jobs)
        wait_for_end(jobs)
        self.stand.sandbox.clear_faults()
        return self._count(jobs, since, may_fail=True)

    def recount(self) -> Tally:
        """Whether anything was done after its round had been counted."""
        tally = Tally()
        ledger = self.stand.sandbox.ledger()
        for name, since, counted in self._counted:
            times = times_done(ledger, since)
            late = {case for case, before in counted.items() if times[case] > before}
            tally.twice += len(late)
            tally.faults += [f"{name}: done again later" for _case in late]
        return tally

    def _prepare(self, kinds: tuple[Kind, ...]) -> tuple[list[Prepared], int]:
        jobs = [self._plan(kind, kind.cases(self._office, self.items)) for kind in kinds]
        for one in jobs:
            wait_until_planned(one.job)
        return jobs, len(self.stand.sandbox.ledger())

    def _plan(self, kind: Kind, cases: list[Given]) -> Prepared:
        actor = self._actors[kind.owner]
        params = kind.params(Scene(self._actors, self._office, cases))
        rows = {"kind": "rows", "refs": [list(case) for case in cases]}
        if kind.operation != "undo":
            return Prepared(kind, create_job(actor, kind.operation, params, rows), cases)
        given = Prepared(kind, create_job(actor, "reassign", params, rows), cases)
        wait_until_planned(given.job)
        confirm([given])
        wait_for_end([given])
        return Prepared(kind, undo(actor, given.job), cases)

    def _count(self, jobs: Sequence[Prepared], since: int, *, may_fail: bool) -> Tally:
        tally = Tally()
        times = times_done(self.stand.sandbox.ledger(), since)
        for one in jobs:
            name = f"{one.kind.operation} job {one.job.pk}"
            states = dict(one.job.items.values_list("app_uid", "state"))
            for app_uid, _index in one.cases:
                state = states.get(app_uid, "nothing")
                seen = one.kind.seen
                tally.add(state, times[app_uid], seen=seen, may_fail=may_fail, name=name)
            tally.faults += left_open(one)
            if may_fail:
                undone = one.job.items.exclude(state="done")
                tally.remarks += undone.values_list("reason", flat=True)
            counted = {app_uid: times[app_uid] for app_uid, _index in one.cases}
            self._counted.append((name, since, counted))
        return tally


def confirm(jobs: Sequence[Prepared]) -> None:
    """Let the planned jobs run."""
    for one in jobs:
        assert lifecycle.confirm(one.job), f"job {one.job.pk} could not be confirmed"


def wait_until_planned(job: Job) -> None:
    give_up = time.monotonic() + LONGEST_PLAN
    while time.monotonic() < give_up:
        job.refresh_from_db()
        if job.state == "planned":
            return
        time.sleep(POLL)
    raise TimeoutError(f"job {job.pk} ({job.operation}) is {job.state} {job.problem}")


def all_over(jobs: Sequence[Prepared]) -> bool:
    """Whether no job has anything left to do."""
    ids = [one.job.pk for one in jobs]
    return not Job.objects.filter(pk__in=ids).exclude(state="finished").exists()


def wait_for_end(jobs: Sequence[Prepared]) -> float:
    """The moment at which the last job ended, or at which we gave up."""
    give_up = time.monotonic() + LONGEST_RECOVERY
    while time.monotonic() < give_up and not all_over(jobs):
        time.sleep(POLL)
    return time.monotonic()


def left_open(one: Prepared) -> list[str]:
    """What must not be left of a job that is over."""
    items = JobItem.objects.filter(job=one.job)
    words = []
    if items.filter(live_key__isnull=False).exists():
        words.append(f"job {one.job.pk}: cases are still reserved")
    if AuditEvent.objects.filter(job_item__in=items, outcome="").exists():
        words.append(f"job {one.job.pk}: a write has no outcome")
    connection.close_if_unusable_or_obsolete()
    return words
