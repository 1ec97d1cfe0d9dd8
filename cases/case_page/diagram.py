"""The shapes of a process: what the map draws, before it knows how a case went.

Two sources give the same ``Diagram``: the BPMN drawing of ``GET /project/{pro_uid}``, and, where
a process has none (classic processes, no permission), a chain laid out from the routes that
``GET /cases/{app_uid}/tasks`` lists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

TASK_WIDTH, TASK_HEIGHT = 150, 75
COLUMN, ROW = 210, 110
EVENT = 33
END = "end"


class ShapeKind(StrEnum):
    TASK = "task"
    START = "start"
    END = "end"
    EVENT = "event"
    GATEWAY = "gateway"


@dataclass(frozen=True)
class Shape:
    """One element; ``marker`` tells gateways apart: parallel, exclusive, inclusive or ""."""

    uid: str
    kind: ShapeKind
    name: str
    x: int
    y: int
    width: int
    height: int
    marker: str = ""

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True)
class Flow:
    """An arrow from ``origin`` to ``target``; ``points`` are those of the designer, if usable."""

    origin: str
    target: str
    points: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Diagram:
    shapes: tuple[Shape, ...]
    flows: tuple[Flow, ...]


@dataclass(frozen=True)
class Step:
    """A task and the tasks its route leads to; "-1" and unknown uids end the case."""

    uid: str
    name: str
    starts: bool
    leads_to: tuple[str, ...]


def chain(steps: Sequence[Step]) -> Diagram:
    """Lay tasks out in columns by their distance from the start, in the given order."""
    known = {step.uid: step for step in steps}
    columns = _columns(known)
    shapes = [*_task_shapes(known, columns)]
    last = max(columns.values(), default=0) + 1
    start = Shape("start", ShapeKind.START, "", 0, (TASK_HEIGHT - EVENT) // 2, EVENT, EVENT)
    end_x = EVENT + 40 + last * COLUMN
    end = Shape(END, ShapeKind.END, "", end_x, (TASK_HEIGHT - EVENT) // 2, EVENT, EVENT)
    return Diagram((start, *shapes, end), tuple(_chain_flows(known)))


def _columns(known: Mapping[str, Step]) -> dict[str, int]:
    """Shortest distance of each task from a start task; unreachable ones stand in column 0."""
    columns = {uid: 0 for uid, step in known.items() if step.starts}
    edge = list(columns)
    while edge:
        reached = [
            target
            for uid in edge
            for target in known[uid].leads_to
            if target in known and target not in columns
        ]
        depth = columns[edge[0]] + 1
        columns.update(dict.fromkeys(reached, depth))
        edge = list(dict.fromkeys(reached))
    return {uid: columns.get(uid, 0) for uid in known}


def _task_shapes(known: Mapping[str, Step], columns: Mapping[str, int]) -> Iterable[Shape]:
    used: dict[int, int] = {}
    for uid, step in known.items():
        column = columns[uid]
        row = used.get(column, 0)
        used[column] = row + 1
        x, y = EVENT + 40 + column * COLUMN, row * ROW
        yield Shape(uid, ShapeKind.TASK, step.name, x, y, TASK_WIDTH, TASK_HEIGHT)


def _chain_flows(known: Mapping[str, Step]) -> Iterable[Flow]:
    for uid, step in known.items():
        if step.starts:
            yield Flow("start", uid)
        targets = [target if target in known else END for target in step.leads_to]
        for target in dict.fromkeys(targets):
            yield Flow(uid, target)
