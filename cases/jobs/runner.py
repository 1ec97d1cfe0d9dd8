"""Runs a job: a sliding window of calls inside one task, one service call an item.

The main thread claims items and commits; the threads wait for ProcessMaker. A run lasts one
slice, the shorter the more jobs take turns, and ends early when the job is paused or has nothing
due.
"""

from __future__ import annotations

import queue
import sys
import threading
import time

import structlog
from django.db import connections

from cases.job_states import ItemState, JobState
from cases.jobs import claims, lifecycle
from cases.jobs.attempts import attempt, later, recover
from cases.jobs.desk import (
    RESULTS_TOGETHER,
    TOGETHER,
    Desk,
    ItemJournal,
    Resolution,
    Result,
)
from cases.jobs.opening import Opening
from cases.jobs.operations import operation_of
from cases.jobs.owners import actor_of
from cases.models import Job, JobItem
from cases.services.actor import Actor
from processmaker import places
from processmaker.errors import SignedOut
from processmaker.places import Places

logger = structlog.get_logger(__name__)

SLICE_SECONDS = 20.0
_POLL = 0.05
_LOOK_EVERY = 0.5
_SOON = 3.0
_SWITCH_SECONDS = 0.001
"""How long one thread may keep the others from running: an answer that nobody takes up is a place
in the window that stands empty."""

Work = tuple[JobItem, bool]
"""An item, and whether it was sent before and never answered."""


def run_slice(job_id: int) -> bool:
    """Work on a job for one slice; ``True`` where it has more to do at once."""
    job = Job.objects.get(pk=job_id)
    if job.state not in (JobState.RUNNING, JobState.STOPPING):
        return False
    try:
        actor = actor_of(job)
    except SignedOut:
        lifecycle.park(job)
        return False
    return Run(job, actor).work()


class Run:
    """One slice of one job in one process."""

    def __init__(self, job: Job, actor: Actor) -> None:
        self.job = job
        self.actor = actor
        self.fence = claims.take_fence(job.pk)
        unseen = operation_of(job).sent_unseen
        self.desk = Desk(self.fence, RESULTS_TOGETHER if unseen else TOGETHER)
        self.opening = Opening(job, actor, self.desk)
        self.window = claims.window_of(job, self.fence)
        # More threads than places: an answer lets the next request go, which has to be ready then.
        self.crew = self.window + max(4, self.window // (4 if unseen else 2))
        self.places = Places(self.window)
        self.todo: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self.in_hand = 0
        self.at_case: dict[str, list[Work]] = {}
        self.signed_out = threading.Event()
        self.sharing = claims.jobs_at_work()
        self.ends_at = time.monotonic() + SLICE_SECONDS / max(1, self.sharing)
        self.state = JobState(job.state)
        self._next_look = 0.0
        self._next_claim = 0.0
        self._next_read = 0.0

    def work(self) -> bool:
        """Claim, hand out and commit until the slice is over or nothing is due."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        claims.put_back_abandoned(self.job)
        threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(self.crew)]
        for thread in threads:
            thread.start()
        is_over = False
        try:
            self._loop()
            is_over = not self.signed_out.is_set() and lifecycle.finish_if_over(self.job.pk)
        finally:
            self.desk.close()
            self._hand_back()
            for _ in threads:
                self.todo.put(None)
            for thread in threads:
                thread.join()
            claims.end_run(self.job.pk, self.fence)
        if self.signed_out.is_set():
            lifecycle.park(self.job)
            return False
        return not is_over and self._over_time()

    def _loop(self) -> None:
        self._look()
        if self._may_claim():
            # The fewer are claimed before the first calls, the sooner these go out.
            self._claim(self.window)
        while True:
            self._look()
            if not self._may_claim():
                self._hand_back()
            elif self._runs_low() and time.monotonic() >= self._next_claim:
                self._claim(2 * self.window)
            if not self.in_hand and not self._comes_soon():
                return
            through = [result.item for result in self.desk.serve(_POLL, self.in_hand)]
            self.opening.close(through)
            for item in through:
                self._through(item)

    def _look(self) -> None:
        """Tell the sweeper that the job is in work, see whether its owner paused it, and end the
        slice where another job has begun."""
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + _LOOK_EVERY
            self.state = claims.heartbeat(self.job.pk)
            if claims.jobs_at_work() > self.sharing:
                # Everybody's share of the window is smaller from now on.
                self.ends_at = time.monotonic()

    def _runs_low(self) -> bool:
        """Whether threads could look for items in vain before the next ones are claimed; what
        waits for another item of its case, or for the desk, is of no use to them."""
        return self.todo.qsize() <= 2 * self.window and self.in_hand <= 6 * self.window

    def _may_claim(self) -> bool:
        if self._over_time() or self.signed_out.is_set():
            return False
        return self.state in (JobState.RUNNING, JobState.STOPPING)

    def _comes_soon(self) -> bool:
        """Whether to wait for what is due in a moment, which would else wait for the sweeper."""
        return (
            self.state is JobState.RUNNING
            and self._may_claim()
            and claims.is_due_within(self.job, _SOON)
        )

    def _over_time(self) -> bool:
        return time.monotonic() >= self.ends_at

    def _claim(self, most: int) -> None:
        found = self._unanswered()
        if self.state is JobState.RUNNING:
            due = claims.claim_due(self.job, self.fence, most)
            found += [(item, False) for item in due]
        if found:
            self._hand_out(found)
            self.in_hand += len(found)
        else:
            self._next_claim = time.monotonic() + _LOOK_EVERY

    def _unanswered(self) -> list[Work]:
        """What was sent and never answered; it is seldom there, and there is no hurry with it."""
        if time.monotonic() < self._next_read:
            return []
        self._next_read = time.monotonic() + _LOOK_EVERY
        return [(item, True) for item in claims.claim_unanswered(self.job, self.fence, self.window)]

    def _hand_out(self, found: list[Work]) -> None:
        """Let threads have them; where one is at the same case, after that one."""
        now = []
        for work in found:
            waiting = self.at_case.get(work[0].app_uid)
            if waiting is None:
                self.at_case[work[0].app_uid] = []
                now.append(work)
            else:
                waiting.append(work)
        self.opening.open([item for item, unanswered in now if not unanswered])
        for work in now:
            self.todo.put(work)

    def _through(self, item: JobItem) -> None:
        """A thread is through with this item: the next one of its case may go."""
        self.in_hand -= 1
        waiting = self.at_case[item.app_uid]
        if waiting:
            self.todo.put(waiting.pop(0))
        else:
            del self.at_case[item.app_uid]

    def _hand_back(self) -> None:
        """Return what no thread has begun."""
        unbegun = []
        while True:
            try:
                work = self.todo.get_nowait()
            except queue.Empty:
                break
            if work is not None:
                unbegun += [work, *self.at_case.pop(work[0].app_uid)]
        for waiting in self.at_case.values():
            unbegun += waiting
            waiting.clear()
        if unbegun:
            items = [item for item, _unanswered in unbegun]
            claims.put_back_opened(self.opening.close(items), self.fence)
            claims.put_back([item.pk for item in items], self.fence)
            self.in_hand -= len(unbegun)

    def _serve(self) -> None:
        """What each thread does."""
        places.use(self.places)
        try:
            while (work := self.todo.get()) is not None:
                self.desk.report(self._one(*work))
        finally:
            connections.close_all()

    def _one(self, item: JobItem, unanswered: bool) -> Result:
        journal = ItemJournal(self.desk, item)
        actor = self.actor.hurried(journal)
        try:
            if unanswered:
                resolution = recover(actor, self.job, item)
            else:
                if opened := self.opening.intent(item):
                    journal.resume(opened)
                resolution = attempt(actor, self.job, item, opened)
        except SignedOut:
            self.signed_out.set()
            resolution = self._untold(item, unanswered)
        except Exception:
            logger.exception("job_item_broke", job=self.job.pk, item=item.pk)
            resolution = self._untold(item, unanswered or item.state == ItemState.SENT)
        return Result(item, resolution, journal.event, journal.outcome)

    def _untold(self, item: JobItem, sent: bool) -> Resolution:
        """What to do with an item whose thread came back without an outcome."""
        if sent:
            return Resolution(ItemState.SENT, again_in=claims.quiet_seconds())
        return later(item, "stopped")
