"""The drawn process of a demo file → diagram elements and routes.

A flow is ``[from, to]`` or ``[from, to, condition]``, by the names of tasks,
events and gateways. ProcessMaker routes from task to task, so the routes are
what lies between two tasks when the gateway in the middle is taken out.
"""

from sandbox.world.names import Node, uid_of

END_OF_PROCESS = "-1"
TASK_SIZE = ("150", "75")
EVENT_SIZE = ("33", "33")
GATEWAY_SIZE = ("41", "41")


def compose_diagram(source: Node) -> Node:
    """Activities, events, gateways and flows with ``bou_*`` places."""
    kinds = _kinds(source)
    return {
        "activities": [_activity(source, task) for task in source["tasks"]],
        "events": [_event(source, event) for event in source["events"]],
        "gateways": [_gateway(source, gateway) for gateway in source["gateways"]],
        "flows": [_flow(source, kinds, *flow) for flow in source["flows"]],
    }


def compose_routes(source: Node) -> list[Node]:
    """One route for each pair of neighbouring tasks, in the order of the flows."""
    gateways = {gateway["name"]: gateway for gateway in source["gateways"]}
    events = {event["name"] for event in source["events"]}
    routes: list[Node] = []
    for task in source["tasks"]:
        flows = _from(source, task["title"])
        arrows = [arrow for flow in flows for arrow in _arrows(source, gateways, flow)]
        for number, (to, kind, condition) in enumerate(arrows, 1):
            route = {
                "uid": uid_of("route", f"{source['title']}/{task['title']}/{number}"),
                "from": _uid(source, task["title"]),
                "to": END_OF_PROCESS if to in events else _uid(source, to),
                "number": number,
                "type": kind,
                "condition": condition,
                "default": "0",
            }
            routes.append(route)
    return routes


def _arrows(source: Node, gateways: Node, flow: list[str]) -> list[tuple[str, str, str]]:
    """(to, route type, condition) for each way on from one flow."""
    gateway = gateways.get(flow[1])
    if gateway is None:
        return [(flow[1], "SEQUENTIAL", "")]
    if gateway["direction"] == "CONVERGING":
        kind = "SEC-JOIN"
    else:
        kind = "PARALLEL" if gateway["type"] == "PARALLEL" else "EVALUATE"
    return [(onward[1], kind, _condition(onward)) for onward in _from(source, gateway["name"])]


def _from(source: Node, name: str) -> list[list[str]]:
    return [flow for flow in source["flows"] if flow[0] == name]


def _condition(flow: list[str]) -> str:
    return flow[2] if len(flow) > 2 else ""


def _kinds(source: Node) -> dict[str, str]:
    kinds = {task["title"]: "bpmnActivity" for task in source["tasks"]}
    kinds |= {event["name"]: "bpmnEvent" for event in source["events"]}
    return kinds | {gateway["name"]: "bpmnGateway" for gateway in source["gateways"]}


def _uid(source: Node, name: str) -> str:
    """Activities share the uid of their task, as in ProcessMaker."""
    is_task = any(task["title"] == name for task in source["tasks"])
    return uid_of("task" if is_task else "element", f"{source['title']}/{name}")


def _place(element: Node, size: tuple[str, str]) -> Node:
    left, top = element["at"]
    return {
        "bou_element": "pm_canvas",
        "bou_x": str(left),
        "bou_y": str(top),
        "bou_width": size[0],
        "bou_height": size[1],
    }


def _activity(source: Node, task: Node) -> Node:
    return {
        "act_uid": _uid(source, task["title"]),
        "act_name": task["title"],
        "act_type": "TASK",
        "act_task_type": "EMPTY",
        "act_script_type": None,
        "act_loop_type": "EMPTY",
        "act_loop_condition": None,
        "act_completion_condition": None,
    } | _place(task, TASK_SIZE)


def _event(source: Node, event: Node) -> Node:
    return {
        "evn_uid": _uid(source, event["name"]),
        "evn_name": event["name"],
        "evn_type": event["type"],
        "evn_error_name": None,
        "evn_escalation_name": None,
        "evn_operation_name": None,
    } | _place(event, EVENT_SIZE)


def _gateway(source: Node, gateway: Node) -> Node:
    return {
        "gat_uid": _uid(source, gateway["name"]),
        "gat_name": gateway["name"],
        "gat_type": gateway["type"],
        "gat_direction": gateway["direction"],
        "gat_event_gateway_type": "NONE",
    } | _place(gateway, GATEWAY_SIZE)


def _flow(source: Node, kinds: dict[str, str], start: str, end: str, condition: str = "") -> Node:
    return {
        "flo_uid": uid_of("flow", f"{source['title']}/{start}/{end}"),
        "flo_type": "SEQUENCE",
        "flo_name": " ",
        "flo_element_origin": _uid(source, start),
        "flo_element_origin_type": kinds[start],
        "flo_element_dest": _uid(source, end),
        "flo_element_dest_type": kinds[end],
        "flo_condition": condition,
    }
