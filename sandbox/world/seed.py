"""Fills an empty store with cases of the demo world, the same ones for the same count.

Dates are relative to the clock, so there is always something late, at risk, due
today and due later. The cases are built as the engine would leave them; they do
not run through it, so that 100,000 take seconds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from sandbox.dates import RISK_SHARE, Clock
from sandbox.engine.records import Case, Delegation, Pause, Thread
from sandbox.engine.store import Store
from sandbox.engine.titles import fill_in
from sandbox.world.loader import World
from sandbox.world.model import Task
from sandbox.world.names import Node
from sandbox.world.seed_documents import add_documents
from sandbox.world.seed_notes import add_notes
from sandbox.world.seed_paths import Layer, Path, Paths
from sandbox.world.seed_plan import Wish, wishes
from sandbox.world.seed_values import DECISIONS, fill

SEED = 20_260_901
HOURS = {"DAYS": 24.0, "HOURS": 1.0, "MINUTES": 1 / 60}
DEMO_PEOPLE = ("admin", "silvia", "wendy", "bob", "mary")

DUE_IN_HOURS = ((-240, -30), (-30, -1), (0.3, 4), (4, 12), (12, 60), (60, 240))
"""Late, just late, soon, today, this week, later: hours from now."""
DUE_WEIGHTS = (2, 2, 2, 3, 5, 4)
PRIORITIES, PRIORITY_WEIGHTS = (1, 2, 3, 4, 5), (3, 8, 76, 9, 4)


def seed_cases(world: World, store: Store, clock: Clock, count: int) -> None:
    """Adds ``count`` cases (0…100,000) in the order of their creation."""
    seeder = _Seeder(world, store, clock)
    plans = sorted(
        (seeder.plan(wish) for wish in wishes(count, seeder.random)), key=lambda plan: plan.started
    )
    for plan in plans:
        seeder.build(plan)
    _put_below(store)


def _put_below(store: Store) -> None:
    """The latest purchase under way is a sub-process of the latest onboarding under way."""
    under_way = (case for case in store.cases.values() if case.status == "TO_DO")
    latest = {case.process.title: case for case in under_way}
    parent, child = latest.get("Onboarding"), latest.get("Purchase order")
    if parent and child:
        child.parent_uid = parent.uid


@dataclass(slots=True)
class _Plan:
    """A case before it is built: the way that it went and when it began."""

    wish: Wish
    path: Path
    target: Task
    due_at: datetime
    started: datetime


class _Seeder:
    def __init__(self, world: World, store: Store, clock: Clock) -> None:
        self.world, self.store, self.clock = world, store, clock
        self.random = Random(SEED)
        self.paths = Paths(world, self.random)
        self.now = clock.now()
        self.uid_of = {user.username: user.uid for user in world.users.values()}
        self.demo_people = {self.uid_of[name] for name in DEMO_PEOPLE}

    def plan(self, wish: Wish) -> _Plan:
        if wish.outcome == "completed":
            path = self.random.choice(self.paths.to_end)
            target = path[-1][0]
            due_at = self.now - timedelta(hours=self.random.uniform(10, 2400))
        else:
            path, target = self.paths.target(wish)
            nearest, farthest = self.random.choices(DUE_IN_HOURS, DUE_WEIGHTS)[0]
            due_at = self.now + timedelta(hours=self.random.uniform(nearest, farthest))
        latest = self.now - timedelta(minutes=self.random.randint(5, 600))
        started = min(due_at - _allowed(target), latest)
        for layer in path[:-1]:
            started -= max(_allowed(task) for task in layer) * self.random.uniform(0.4, 1.2)
        return _Plan(wish, path, target, due_at, started)

    def build(self, plan: _Plan) -> None:
        starter = self._starter(plan)
        case = self._new_case(plan, starter)
        moment = plan.started
        for layer in plan.path[:-1]:
            moment = self._pass(case, layer, moment, plan, starter)
        self._reach(case, plan, moment, starter)
        self._settle(case, plan)
        case.title = case.delegations[case.title_index - 1].title
        add_notes(case, self.random, self.now)
        add_documents(case, self.random)
        self.store.add(case)
        self.store.changed(case)

    def _starter(self, plan: _Plan) -> str:
        if plan.wish.outcome == "draft" and plan.wish.user:
            return self.uid_of[plan.wish.user]
        return self._someone(plan.path[0][0], avoid_demo=plan.wish.outcome == "draft")

    def _someone(self, task: Task, *, avoid_demo: bool) -> str:
        pool = self.world.pool(task)
        if avoid_demo:
            pool = [uid for uid in pool if uid not in self.demo_people] or pool
        return self.random.choice(pool)

    def _new_case(self, plan: _Plan, starter: str) -> Case:
        process = self.world.process_of_task[plan.target.uid]
        case = Case(
            uid=self.store.new_uid(),
            number=self.store.take_number(),
            process=process,
            creator_uid=starter,
            created_at=plan.started,
            updated_at=plan.started,
            title="",
            pin=f"{self.random.randrange(36**4):04X}"[:4],
            status="DRAFT" if plan.wish.outcome == "draft" else "TO_DO",
        )
        person: Node = {"uid": starter, "name": self.world.users[starter].full_name}
        local = self.clock.local(plan.started).replace(tzinfo=None, microsecond=0)
        case.variables = fill(process.title, self.random, local, person)
        for layer in plan.path:
            for task in layer:
                case.variables |= DECISIONS.get(task.title, {})
        return case

    def _pass(
        self, case: Case, layer: Layer, moment: datetime, plan: _Plan, starter: str
    ) -> datetime:
        """Every task of the layer is done; the time when the last one was."""
        finished = moment
        previous = len(case.delegations)
        for task in layer:
            user = starter if task.start else self._holder(case, task)
            thread = _thread(case, previous, split=len(layer) > 1)
            due_at = moment + _allowed(task)
            delegation = self._delegate(case, task, user, moment, due_at, previous, thread)
            spent = _allowed(task) * self.random.uniform(0.2, 1.0)
            ends = min(moment + spent, self.now - timedelta(minutes=2), plan.due_at)
            self._finish(delegation, max(ends, moment + timedelta(seconds=30)))
            finished = max(finished, delegation.finished_at or moment)
        return finished

    def _reach(self, case: Case, plan: _Plan, moment: datetime, starter: str) -> None:
        """The last layer: the task of the wish and, beside it, the other branches."""
        begun = min(moment, self.now - timedelta(minutes=1))
        previous = len(case.delegations)
        for task in plan.path[-1]:
            user = starter if task.start else self._last_holder(case, plan, task)
            due_at = plan.due_at if task is plan.target else begun + _allowed(task)
            thread = _thread(case, previous, split=len(plan.path[-1]) > 1)
            delegation = self._delegate(case, task, user, begun, due_at, previous, thread)
            if task is not plan.target and self.random.random() < 0.5:
                self._finish(delegation, begun + (self.now - begun) * self.random.random())
            elif task.start or self.random.random() < 0.55:
                delegation.init_at = begun + (self.now - begun) * self.random.random()
            if not user:
                delegation.init_at = None

    def _last_holder(self, case: Case, plan: _Plan, task: Task) -> str:
        if task is not plan.target:
            return self._someone(task, avoid_demo=True)
        if plan.wish.outcome == "unassigned":
            return ""
        if plan.wish.user:
            return self.uid_of[plan.wish.user]
        return self._holder(case, task, avoid_demo=plan.wish.outcome in ("inbox", "paused"))

    def _holder(self, case: Case, task: Task, *, avoid_demo: bool = False) -> str:
        """Who is given the task, by its way of assignment."""
        if task.assign_type == "EVALUATE":
            return str(case.variables[task.assign_variable.lstrip("@")])
        if task.group_variable:
            members = self.world.members(_named(case, task.group_variable))
            return self.random.choice([uid for uid in members if uid in self.world.pool(task)])
        return self._someone(task, avoid_demo=avoid_demo)

    def _delegate(
        self,
        case: Case,
        task: Task,
        user: str,
        at: datetime,
        due_at: datetime,
        previous: int,
        thread: Thread,
    ) -> Delegation:
        due_at = max(due_at, at + timedelta(minutes=30))
        delegation = Delegation(
            case=case,
            index=len(case.delegations) + 1,
            previous=previous,
            thread=thread.index,
            task=task,
            user_uid=user,
            delegated_at=at,
            due_at=due_at,
            risk_at=at + (due_at - at) * RISK_SHARE,
            title=_title(case, task),
            priority=self.random.choices(PRIORITIES, PRIORITY_WEIGHTS)[0],
        )
        if task.group_variable:
            delegation.candidates = (_named(case, task.group_variable),)
        thread.del_index = delegation.index
        case.delegations.append(delegation)
        case.updated_at = max(case.updated_at, at)
        return delegation

    def _finish(self, delegation: Delegation, at: datetime) -> None:
        delegation.status = "CLOSED"
        delegation.finished_at = at
        delegation.init_at = (
            delegation.delegated_at + (at - delegation.delegated_at) * self.random.random()
        )
        delegation.case.threads[delegation.thread - 1].open = False
        delegation.case.updated_at = max(delegation.case.updated_at, at)

    def _settle(self, case: Case, plan: _Plan) -> None:
        target = next(item for item in case.delegations if item.task is plan.target)
        match plan.wish.outcome:
            case "paused":
                self._pause(case, target)
            case "completed":
                self._end(case, "COMPLETED", min(plan.due_at, self.now - timedelta(minutes=9)))
            case "cancelled":
                self._end(
                    case, "CANCELLED", self.now - timedelta(hours=self.random.uniform(1, 300))
                )
        case.title_index, case.saved_by = target.index, target.user_uid or case.creator_uid

    def _pause(self, case: Case, delegation: Delegation) -> None:
        at = delegation.delegated_at + (self.now - delegation.delegated_at) * 0.5
        until = self.now + timedelta(days=self.random.randint(1, 20))
        delegation.status, delegation.init_at = "PAUSED", delegation.delegated_at
        delegation.finished_at = at
        holder = delegation.user_uid
        pause = Pause(delegation.index, delegation.thread, delegation.task.uid, holder, at, until)
        case.pauses.append(pause)

    def _end(self, case: Case, status: Literal["COMPLETED", "CANCELLED"], at: datetime) -> None:
        for delegation in case.open_delegations():
            self._finish(delegation, max(at, delegation.delegated_at + timedelta(minutes=1)))
        case.status = status
        case.finished_at = max(item.finished_at or at for item in case.delegations)


def _allowed(task: Task) -> timedelta:
    return timedelta(hours=task.duration * HOURS[task.duration_unit])


def _thread(case: Case, previous: int, *, split: bool) -> Thread:
    """The thread of the next delegation: each branch of a split has its own."""
    if case.threads and not split:
        thread = case.threads[-1]
        thread.open = True
        return thread
    parent = case.delegations[previous - 1].thread if previous else 0
    thread = Thread(len(case.threads) + 1, parent, 0)
    case.threads.append(thread)
    return thread


def _title(case: Case, task: Task) -> str:
    definition = task.title_definition or "# @#APP_NUMBER"
    return fill_in(definition, case.variables | {"APP_NUMBER": case.number})


def _named(case: Case, variable: str) -> str:
    return str(case.variables[variable.lstrip("@")])
