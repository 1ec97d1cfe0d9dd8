"""A process diagram and the state of a case in it, as shapes and paths for an SVG."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from cases.case_page.diagram import Diagram, Flow, Shape, ShapeKind

MARGIN = 24
LINE_CHARACTERS = 21
LINE_HEIGHT = 15
CAPTION_ROOM = 18
NEAR = 12
WIDEST_SHRUNK = 1500


class TaskState(StrEnum):
    """How far a case is in a task; the value is the CSS class of its shape."""

    DONE = "done"
    MINE = "now"
    OPEN = "open"
    HELD = "held"
    COMING = "coming"

    @property
    def reached(self) -> bool:
        return self is not TaskState.COMING


@dataclass(frozen=True)
class MapText:
    """One line of text inside a shape."""

    x: int
    y: int
    text: str
    small: bool = False


@dataclass(frozen=True)
class MapShape:
    shape: Shape
    state: TaskState
    title: str
    lines: tuple[MapText, ...]
    outline: str

    @property
    def middle_x(self) -> int:
        return self.shape.middle[0]

    @property
    def middle_y(self) -> int:
        return self.shape.middle[1]

    @property
    def radius_x(self) -> int:
        return self.shape.width // 2

    @property
    def radius_y(self) -> int:
        return self.shape.height // 2


@dataclass(frozen=True)
class ProcessMap:
    """Everything an SVG needs: a view box, arrows below, shapes above."""

    view_box: str
    width: int
    height: int
    shapes: tuple[MapShape, ...]
    went: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def may_shrink(self) -> bool:
        """Whether it stays readable when it is drawn as wide as the page."""
        return self.width <= WIDEST_SHRUNK


@dataclass(frozen=True)
class CaseStates:
    """The state and a short caption (who, until when) of each task by its uid.

    ``last_task`` is the task after which a completed case ended, "" while it runs.
    """

    tasks: Mapping[str, TaskState]
    captions: Mapping[str, str] = field(default_factory=dict)
    last_task: str = ""


def draw_map(diagram: Diagram, states: CaseStates) -> ProcessMap:
    """Place the case in the diagram; coordinates stay those of the diagram."""
    by_uid = {shape.uid: shape for shape in diagram.shapes}
    flows = [flow for flow in diagram.flows if flow.origin in by_uid and flow.target in by_uid]
    passed = _passed(flows, by_uid, states)
    went: list[str] = []
    waiting: list[str] = []
    for flow in flows:
        path = _path(flow, by_uid[flow.origin], by_uid[flow.target])
        (went if flow in passed else waiting).append(path)
    left, top, width, height = _bounds(diagram.shapes)
    reached = {uid for flow in passed for uid in (flow.origin, flow.target)}
    return ProcessMap(
        view_box=f"{left} {top} {width} {height}",
        width=width,
        height=height,
        shapes=tuple(_map_shape(shape, states, shape.uid in reached) for shape in diagram.shapes),
        went=tuple(went),
        waiting=tuple(waiting),
    )


def _passed(
    flows: Sequence[Flow], shapes: Mapping[str, Shape], states: CaseStates
) -> frozenset[Flow]:
    """The arrows that the case took: from a finished task (or the start) to a reached one."""
    tasks = {uid for uid, shape in shapes.items() if shape.kind is ShapeKind.TASK}
    starts = {uid for uid, shape in shapes.items() if shape.kind is ShapeKind.START}
    ends = {uid for uid, shape in shapes.items() if shape.kind is ShapeKind.END}
    reached = {uid for uid in tasks if states.tasks.get(uid, TaskState.COMING).reached}
    done = {uid for uid in reached if states.tasks[uid] is TaskState.DONE}
    passed = _between(flows, done | starts, reached, stops=tasks | ends)
    if states.last_task:
        passed |= _between(flows, {states.last_task}, ends, stops=tasks | ends)
    return frozenset(passed)


def _between(
    flows: Sequence[Flow], sources: Set[str], targets: Set[str], stops: Set[str]
) -> set[Flow]:
    """The arrows on ways from a source to a target that do not lead through a stop."""
    after = _spread(sources, [(flow.origin, flow.target) for flow in flows], stops)
    before = _spread(targets, [(flow.target, flow.origin) for flow in flows], stops)
    return {flow for flow in flows if flow.origin in after and flow.target in before}


def _spread(seeds: Set[str], pairs: Sequence[tuple[str, str]], stops: Set[str]) -> frozenset[str]:
    """The seeds and all that can be reached from them without entering a stop."""
    following: dict[str, list[str]] = {}
    for here, there in pairs:
        if there not in stops:
            following.setdefault(here, []).append(there)
    found, edge = set(seeds), list(seeds)
    while edge:
        fresh = [there for there in following.get(edge.pop(), ()) if there not in found]
        found.update(fresh)
        edge.extend(fresh)
    return frozenset(found)


def _bounds(shapes: Iterable[Shape]) -> tuple[int, int, int, int]:
    listed = list(shapes)
    left = min((shape.x for shape in listed), default=0) - MARGIN
    top = min((shape.y for shape in listed), default=0) - MARGIN
    right = max((shape.right for shape in listed), default=0) + MARGIN
    bottom = max((shape.bottom for shape in listed), default=0) + MARGIN + CAPTION_ROOM
    return left, top, right - left, bottom - top


def _map_shape(shape: Shape, states: CaseStates, reached: bool) -> MapShape:
    state = states.tasks.get(shape.uid, TaskState.DONE if reached else TaskState.COMING)
    caption = states.captions.get(shape.uid, "")
    title = f"{shape.name}: {caption}" if shape.name and caption else shape.name
    lines = _task_lines(shape, caption) if shape.kind is ShapeKind.TASK else _event_lines(shape)
    return MapShape(shape, state, title, lines, _outline(shape))


def _task_lines(shape: Shape, caption: str) -> tuple[MapText, ...]:
    room = max(8, shape.width * LINE_CHARACTERS // 150)
    name = wrapped(shape.name, room, 2)
    small = wrapped(caption, room + 2, 1) if caption else []
    texts = [(line, False) for line in name] + [(line, True) for line in small]
    top = shape.y + (shape.height - LINE_HEIGHT * len(texts)) // 2 + 11
    return tuple(
        MapText(shape.x + 10, top + n * LINE_HEIGHT, line, is_small)
        for n, (line, is_small) in enumerate(texts)
    )


def _event_lines(shape: Shape) -> tuple[MapText, ...]:
    if not shape.name.strip():
        return ()
    (line,) = wrapped(shape.name, LINE_CHARACTERS, 1)
    return (MapText(shape.middle[0], shape.bottom + 14, line, small=True),)


def wrapped(text: str, room: int, lines: int) -> list[str]:
    """Break ``text`` at words into at most ``lines`` lines of ``room`` characters."""
    rows = [""]
    for word in text.split():
        joined = f"{rows[-1]} {word}".strip()
        if len(joined) <= room or not rows[-1]:
            rows[-1] = joined
        else:
            rows.append(word)
    kept = rows[:lines]
    if len(rows) > lines:
        kept[-1] = f"{kept[-1]}…"
    return [row if len(row) <= room else f"{row[: room - 1].rstrip(' …')}…" for row in kept]


def _outline(shape: Shape) -> str:
    """The path of a gateway's diamond and its marker; "" for what SVG draws by itself."""
    if shape.kind is not ShapeKind.GATEWAY:
        return ""
    x, y = shape.middle
    half_width, half_height = shape.width // 2, shape.height // 2
    diamond = (
        f"M{x} {y - half_height}L{x + half_width} {y}L{x} {y + half_height}L{x - half_width} {y}Z"
    )
    return diamond + _marker(shape.marker, x, y)


def _marker(marker: str, x: int, y: int) -> str:
    if marker == "parallel":
        return f"M{x - 8} {y}h16M{x} {y - 8}v16"
    if marker == "exclusive":
        return f"M{x - 6} {y - 6}l12 12M{x + 6} {y - 6}l-12 12"
    if marker == "inclusive":
        return f"M{x - 7} {y}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0"
    return ""


def _path(flow: Flow, origin: Shape, target: Shape) -> str:
    """An arrow's line: the designer's points where they fit the shapes, else a route of ours."""
    if _fits(flow.points, origin, target):
        return "M" + "L".join(f"{x} {y}" for x, y in flow.points)
    origin_x, target_x = origin.middle[0], target.middle[0]
    if target.x >= origin.right:
        return _ahead(origin, target)
    if target.y >= origin.bottom:
        return (
            f"M{origin_x} {origin.bottom}V{(origin.bottom + target.y) // 2}H{target_x}V{target.y}"
        )
    if target.bottom <= origin.y:
        return (
            f"M{origin_x} {origin.y}V{(origin.y + target.bottom) // 2}H{target_x}V{target.bottom}"
        )
    below = max(origin.bottom, target.bottom) + MARGIN
    return f"M{origin_x} {origin.bottom}V{below}H{target_x}V{target.bottom}"


def _ahead(origin: Shape, target: Shape) -> str:
    """From left to right; shapes that stand nearly level are joined by a straight line."""
    start, end = origin.middle[1], target.middle[1]
    if abs(start - end) <= NEAR:
        level = end if origin.kind is ShapeKind.TASK else start
        return f"M{origin.right} {level}H{target.x}"
    return f"M{origin.right} {start}H{(origin.right + target.x) // 2}V{end}H{target.x}"


def _fits(points: Sequence[tuple[int, int]], origin: Shape, target: Shape) -> bool:
    return len(points) > 1 and _touches(points[0], origin) and _touches(points[-1], target)


def _touches(point: tuple[int, int], shape: Shape) -> bool:
    x, y = point
    return shape.x - NEAR <= x <= shape.right + NEAR and shape.y - NEAR <= y <= shape.bottom + NEAR
