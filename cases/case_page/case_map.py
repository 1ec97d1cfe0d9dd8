"""The process map of one case: its diagram, or a chain of its tasks, with how far it came."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cases.case_page import diagram
from cases.case_page.diagram import Diagram, ShapeKind
from cases.case_page.process_map import CaseStates, ProcessMap, TaskState, draw_map
from cases.case_page.server_diagram import server_diagram
from cases.case_page.timeline import Event, EventState
from processmaker.models import CaseTask, Project

LABELS: dict[TaskState, str | Promise] = {
    TaskState.DONE: _("done"),
    TaskState.MINE: _("yours"),
    TaskState.OPEN: _("in progress"),
    TaskState.HELD: _("waiting"),
    TaskState.COMING: _("not reached"),
}


@dataclass(frozen=True)
class MapStep:
    """A task in the list that says the same as the map."""

    title: str
    label: str | Promise
    caption: str


@dataclass(frozen=True)
class CaseMap:
    drawing: ProcessMap
    steps: tuple[MapStep, ...]
    summary: str


def read_map(
    project: Project | None, tasks: Sequence[CaseTask], events: Sequence[Event], *, completed: bool
) -> CaseMap:
    """Draw the process with the case in it; ``project`` None means that it cannot be read."""
    states = _states(tasks, events, completed)
    shapes = server_diagram(project) or _chain(tasks)
    return CaseMap(
        drawing=draw_map(shapes, states),
        steps=_steps(tasks, states),
        summary=_summary(states),
    )


def _states(tasks: Sequence[CaseTask], events: Sequence[Event], completed: bool) -> CaseStates:
    """The newest turn at a task decides; tasks without one have not been reached."""
    newest: dict[str, Event] = {}
    for event in events:
        newest.setdefault(event.task_uid, event)
    reached = {task.task_uid: newest.get(task.task_uid) for task in tasks}
    return CaseStates(
        tasks={uid: _state(event) for uid, event in reached.items()},
        captions={uid: _caption(event) for uid, event in reached.items() if event},
        last_task=_last_task(events) if completed else "",
    )


def _state(event: Event | None) -> TaskState:
    if event is None:
        return TaskState.COMING
    if event.state is EventState.FINISHED:
        return TaskState.DONE
    if event.state is EventState.OPEN:
        return TaskState.MINE if event.mine else TaskState.OPEN
    return TaskState.HELD


def _caption(event: Event) -> str:
    if event.state is EventState.UNCLAIMED:
        return gettext("not claimed yet")
    if event.state is EventState.PAUSED:
        return gettext("%(who)s, paused") % {"who": event.holder}
    if event.state is EventState.OPEN and event.mine:
        return gettext("you")
    return event.holder


def _last_task(events: Sequence[Event]) -> str:
    finished = [event for event in events if event.finished_at]
    last = max(finished, key=lambda event: (event.finished_at, event.del_index), default=None)
    return last.task_uid if last else ""


def _steps(tasks: Sequence[CaseTask], states: CaseStates) -> tuple[MapStep, ...]:
    """Tasks in the order in which the chain has them, each once."""
    ordered = sorted(_chain(tasks).shapes, key=lambda shape: (shape.x, shape.y))
    return tuple(
        MapStep(shape.name, LABELS[states.tasks[shape.uid]], states.captions.get(shape.uid, ""))
        for shape in ordered
        if shape.kind is ShapeKind.TASK
    )


def _summary(states: CaseStates) -> str:
    counts = {state: list(states.tasks.values()).count(state) for state in TaskState}
    running = counts[TaskState.MINE] + counts[TaskState.OPEN]
    parts = (
        ngettext("%(n)d task done", "%(n)d tasks done", counts[TaskState.DONE])
        % {"n": counts[TaskState.DONE]},
        gettext("%(n)d in progress") % {"n": running},
        gettext("%(n)d waiting") % {"n": counts[TaskState.HELD]},
        gettext("%(n)d not reached") % {"n": counts[TaskState.COMING]},
    )
    return ", ".join(parts)


def _chain(tasks: Sequence[CaseTask]) -> Diagram:
    unique: dict[str, CaseTask] = {}
    for task in tasks:
        unique.setdefault(task.task_uid, task)
    return diagram.chain(
        [
            diagram.Step(
                task.task_uid,
                task.title,
                task.is_start,
                tuple(target.task_uid for target in task.route.to) if task.route else (),
            )
            for task in unique.values()
        ]
    )
