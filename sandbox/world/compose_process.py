"""One process of the demo: tasks, documents, triggers and rights, with uids filled in."""

import json

from sandbox.world.compose_diagram import compose_diagram, compose_routes
from sandbox.world.compose_form import compose_form
from sandbox.world.names import Node, resolve, uid_of

NO_PAGE_MARGIN = {
    "title": "",
    "titleFontSize": "12",
    "titleFontPositionX": "0",
    "titleFontPositionY": "0",
    "logo": "",
    "logoWidth": "60",
    "logoPositionX": "0",
    "logoPositionY": "0",
    "pageNumber": False,
    "pageNumberTitle": "",
    "pageNumberTotal": False,
    "pageNumberPositionX": "0",
    "pageNumberPositionY": "0",
}
STEP_KINDS = {
    "dynaform": "DYNAFORM",
    "input_document": "INPUT_DOCUMENT",
    "output_document": "OUTPUT_DOCUMENT",
}


def compose_process(source: Node, people: Node, first_task_id: int) -> Node:
    """A process in the format of a world file; numeric task ids go up from the first."""
    title = source["title"]
    variables = _variables(title, source["variables"])
    return {
        "uid": uid_of("process", title),
        "id": source["id"],
        "title": title,
        "description": source["description"],
        "status": "ACTIVE",
        "category": uid_of("category", source["category"]) if source["category"] else "",
        "tasks": [
            _task(title, task, people, first_task_id + at)
            for at, task in enumerate(source["tasks"])
        ],
        "routes": compose_routes(source),
        "diagram": compose_diagram(source),
        "variables": variables,
        "dynaforms": [compose_form(title, form, variables) for form in source["dynaforms"]],
        "input_documents": [_input(title, item) for item in source.get("input_documents", [])],
        "output_documents": [_output(title, item) for item in source.get("output_documents", [])],
        "triggers": [_trigger(title, item, people) for item in source["triggers"]],
        "permissions": _permissions(source, people),
        "supervisors": _supervisors(source, people),
        "supervisor_steps": _supervisor_steps(source),
        "case_tracker": _case_tracker(title, source.get("case_tracker", {})),
    }


def _case_tracker(process: str, tracker: Node) -> Node:
    objects = [
        {"cto_type_obj": STEP_KINDS[kind], "cto_uid_obj": uid_of(kind, f"{process}/{item[kind]}")}
        for item in tracker.get("objects", [])
        for kind in STEP_KINDS
        if kind in item
    ]
    return tracker | {"objects": objects}


def _task(process: str, task: Node, people: Node, number: int) -> Node:
    name = f"{process}/{task['title']}"
    return {
        "uid": uid_of("task", name),
        "id": number,
        "title": task["title"],
        "type": "NORMAL",
        "start": task.get("start", False),
        "assign_type": task.get("assign", "BALANCED"),
        "assign_variable": task.get("variable", "@@SYS_NEXT_USER_TO_BE_ASSIGNED"),
        "group_variable": task.get("group_variable", ""),
        "users": [people["user"][user] for user in task.get("users", [])],
        "groups": [people["group"][group] for group in task.get("groups", [])],
        "adhoc_users": [],
        "adhoc_groups": [],
        "title_definition": task["title_definition"],
        "duration": float(task["duration"]),
        "duration_unit": task.get("duration_unit", "DAYS"),
        "type_day": "",
        "can_pause": "FALSE",
        "steps": [_step(process, name, at + 1, step) for at, step in enumerate(task["steps"])],
        "routing_triggers": [
            {"when": when, "trigger": uid_of("trigger", f"{process}/{trigger}")}
            for when, triggers in task.get("triggers", {}).items()
            for trigger in triggers
        ],
    }


def _step(process: str, task: str, position: int, step: Node) -> Node:
    kind = next(kind for kind in STEP_KINDS if kind in step)
    triggers = [
        {"when": when, "trigger": uid_of("trigger", f"{process}/{trigger}"), "position": at + 1}
        for when, names in step.get("triggers", {}).items()
        for at, trigger in enumerate(names)
    ]
    return {
        "uid": uid_of("step", f"{task}/{position}"),
        "position": position,
        "type": STEP_KINDS[kind],
        "object": uid_of(kind, f"{process}/{step[kind]}"),
        "mode": step.get("mode", "EDIT"),
        "condition": step.get("condition", ""),
        "triggers": triggers,
    }


def _variables(process: str, variables: Node) -> list[Node]:
    composed = []
    for name, given in variables.items():
        variable: Node = {"type": given} if isinstance(given, str) else given
        options = [{"value": k, "label": v} for k, v in variable.get("options", {}).items()]
        composed.append(
            {
                "uid": uid_of("variable", f"{process}/{name}"),
                "name": name,
                "type": variable["type"],
                "accepted_values": json.dumps(options),
            }
        )
    return composed


def _input(process: str, item: Node) -> Node:
    return {
        "inp_doc_uid": uid_of("input_document", f"{process}/{item['title']}"),
        "inp_doc_title": item["title"],
        "inp_doc_description": item["description"],
        "inp_doc_form_needed": "VIRTUAL",
        "inp_doc_original": "COPY",
        "inp_doc_published": "PRIVATE",
        "inp_doc_versioning": item.get("versioning", 0),
        "inp_doc_destination_path": "",
        "inp_doc_tags": "INPUT",
        "inp_doc_type_file": item["type_file"],
        "inp_doc_max_filesize": item["max_filesize"],
        "inp_doc_max_filesize_unit": item["unit"],
    }


def _output(process: str, item: Node) -> Node:
    margins = {f"out_doc_{side}_margin": "20" for side in ("left", "right", "top", "bottom")}
    return margins | {
        "out_doc_uid": uid_of("output_document", f"{process}/{item['title']}"),
        "out_doc_title": item["title"],
        "out_doc_description": item["description"],
        "out_doc_filename": item["filename"],
        "out_doc_template": item["template"],
        "out_doc_report_generator": "TCPDF",
        "out_doc_landscape": "0",
        "out_doc_media": "A4",
        "out_doc_generate": item["generate"],
        "out_doc_type": "HTML",
        "out_doc_current_revision": None,
        "out_doc_field_mapping": None,
        "out_doc_versioning": item["versioning"],
        "out_doc_destination_path": "",
        "out_doc_tags": "",
        "out_doc_pdf_security_enabled": "0",
        "out_doc_pdf_security_permissions": "",
        "out_doc_open_type": "1",
        "out_doc_header": {"enableHeader": False} | NO_PAGE_MARGIN,
        "out_doc_footer": {"enableFooter": False} | NO_PAGE_MARGIN,
    }


def _trigger(process: str, item: Node, people: Node) -> Node:
    return {
        "uid": uid_of("trigger", f"{process}/{item['title']}"),
        "title": item["title"],
        "description": item.get("description", ""),
        "php": resolve(item["php"], people),
        "effect": resolve(item["effect"], people),
    }


def _permissions(source: Node, people: Node) -> list[Node]:
    notes = [{"object": "CASES_NOTES", "action": "VIEW", "group": g} for g in source["notes"]]
    return [
        {
            "uid": uid_of("permission", f"{source['title']}/{at}"),
            "object": item["object"],
            "object_uid": "",
            "action": item["action"],
            "holder": people["group"][item["group"]],
            "holder_kind": "group",
            "must_participate": False,
            "case_status": "ALL",
            "task": "",
        }
        for at, item in enumerate(notes + source.get("permissions", []))
    ]


def _supervisors(source: Node, people: Node) -> list[Node]:
    return [
        {
            "uid": uid_of("supervisor", f"{source['title']}/{name}"),
            "kind": "SUPERVISOR",
            "who": people["user"][name],
        }
        for name in source["supervisors"]
    ]


def _supervisor_steps(source: Node) -> list[Node]:
    """A supervisor may read every form and input document of his process."""
    process = source["title"]
    objects = [("dynaform", form["title"]) for form in source["dynaforms"]]
    objects += [("input_document", item["title"]) for item in source.get("input_documents", [])]
    return [
        {
            "uid": uid_of("supervisor step", f"{process}/{at}"),
            "type": STEP_KINDS[kind],
            "object": uid_of(kind, f"{process}/{title}"),
            "position": at + 1,
        }
        for at, (kind, title) in enumerate(objects if source["supervisors"] else [])
    ]
