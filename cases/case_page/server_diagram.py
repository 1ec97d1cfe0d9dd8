"""The BPMN drawing of ``GET /project/{pro_uid}`` as shapes and arrows."""

from cases.case_page.diagram import EVENT, TASK_HEIGHT, TASK_WIDTH, Diagram, Flow, Shape, ShapeKind
from processmaker.models import Project
from processmaker.models.process import Activity, Event, Gateway
from processmaker.models.process import Diagram as ServerDiagram
from processmaker.models.process import Flow as ServerFlow

GATEWAYS = {"PARALLEL": "parallel", "EXCLUSIVE": "exclusive", "INCLUSIVE": "inclusive"}
EVENTS = {"START": ShapeKind.START, "END": ShapeKind.END}
SIZES = {ShapeKind.TASK: (TASK_WIDTH, TASK_HEIGHT), ShapeKind.GATEWAY: (41, 41)}
FARTHEST = 100_000


def server_diagram(project: Project | None) -> Diagram | None:
    """The first diagram of a project; None where it has none with tasks at places of their own."""
    if project is None or not project.diagrams:
        return None
    drawn = project.diagrams[0]
    shapes = _shapes(drawn)
    places = {(shape.x, shape.y) for shape in shapes if shape.kind is ShapeKind.TASK}
    if len(places) < max(1, len(drawn.activities)):
        return None
    return Diagram(tuple(shapes), tuple(_flow(flow) for flow in drawn.flows))


def _shapes(drawn: ServerDiagram) -> list[Shape]:
    tasks = [_shape(task, ShapeKind.TASK) for task in drawn.activities]
    events = [_shape(event, EVENTS.get(event.type, ShapeKind.EVENT)) for event in drawn.events]
    gateways = [
        _shape(gateway, ShapeKind.GATEWAY, GATEWAYS.get(gateway.type, ""))
        for gateway in drawn.gateways
    ]
    return tasks + events + gateways


def _shape(element: Activity | Event | Gateway, kind: ShapeKind, marker: str = "") -> Shape:
    width, height = SIZES.get(kind, (EVENT, EVENT))
    return Shape(
        uid=element.uid,
        kind=kind,
        name=element.name.strip(),
        x=_place(element.x),
        y=_place(element.y),
        width=_place(element.width) or width,
        height=_place(element.height) or height,
        marker=marker,
    )


def _flow(flow: ServerFlow) -> Flow:
    points = tuple((_place(point.x), _place(point.y)) for point in flow.points)
    return Flow(flow.origin_uid, flow.target_uid, points)


def _place(position: float) -> int:
    return int(min(max(position, -FARTHEST), FARTHEST))
