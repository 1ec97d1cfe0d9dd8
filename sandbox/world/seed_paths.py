"""How a case may have come to a task: the layers of tasks that it passed."""

from collections import deque
from random import Random
from typing import TypeAlias

from sandbox.world.loader import World
from sandbox.world.model import END_OF_PROCESS, Process, Task
from sandbox.world.seed_plan import Wish

Layer: TypeAlias = tuple[Task, ...]
Path: TypeAlias = tuple[Layer, ...]


class Paths:
    """The shortest way from a start to every task, and to the end, of each process."""

    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.random = random
        self.to_task: dict[str, Path] = {}
        self.to_end: list[Path] = []
        for process in world.processes.values():
            self._explore(process)

    def _explore(self, process: Process) -> None:
        waiting: deque[Path] = deque(((task,),) for task in process.tasks if task.start)
        while waiting:
            path = waiting.popleft()
            if all(task.uid in self.to_task for task in path[-1]):
                continue
            for task in path[-1]:
                self.to_task.setdefault(task.uid, path)
            waiting.extend((*path, layer) for layer in self._next(path))

    def _next(self, path: Path) -> list[Layer]:
        routes = self.world.routes_from(path[-1][0].uid)
        if any(route.to == END_OF_PROCESS for route in routes):
            self.to_end.append(path)
        onward = [route for route in routes if route.to != END_OF_PROCESS]
        tasks = [self.world.tasks[route.to] for route in onward]
        if any(route.type == "PARALLEL" for route in onward):
            return [tuple(tasks)]
        return [(task,) for task in tasks]

    def target(self, wish: Wish) -> tuple[Path, Task]:
        """The way to a task that fits the wish."""
        tasks = [self.world.tasks[uid] for uid in self.to_task if self._fits(uid, wish)]
        task = self.random.choice(tasks)
        return self.to_task[task.uid], task

    def _fits(self, task_uid: str, wish: Wish) -> bool:
        task = self.world.tasks[task_uid]
        if wish.task:
            return task.title == wish.task
        if task.start != (wish.outcome == "draft"):
            return False
        return not wish.user or self._may_hold(wish.user, task)

    def _may_hold(self, username: str, task: Task) -> bool:
        user = self.world.user_named(username)
        return user is not None and user.uid in self.world.pool(task)
