"""``/project/…/case-tracker``: what people outside may see of a case.

Reading needs a token and no permission. A process whose tracker nobody has set up shows map,
history and messages.
"""

from sandbox.api.project_tasks import object_names
from sandbox.api.projects import project
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import JsonObject, Process
from sandbox.world.names import uid_of

BASE = "/project/{prj_uid}/case-tracker"
OBJECT = BASE + "/object/{cto_uid}"
PERMISSION = "PM_FACTORY"
SETTINGS = ("map_type", "routing_history", "message_history")


def tracker_of(call: Call, process: Process) -> JsonObject:
    """``settings`` and ``objects``, by uid, of the tracker of a process as it stands now."""
    kept: dict[str, JsonObject] = call.sandbox.extra.setdefault("case trackers", {})
    return kept.setdefault(process.uid, _designed(process))


def _designed(process: Process) -> JsonObject:
    tracker = process.case_tracker
    rows = [_row(process, item, at + 1) for at, item in enumerate(tracker.objects)]
    return {
        "settings": {name: getattr(tracker, name) for name in SETTINGS},
        "objects": {row["cto_uid"]: row for row in rows},
    }


def _row(process: Process, item: JsonObject, position: int) -> JsonObject:
    title, description = object_names(process, item["cto_uid_obj"])
    return {
        "cto_uid": uid_of("tracker", f"{process.uid}/{position}"),
        "cto_condition": "",
        **item,
        "cto_position": position,
        "obj_title": title,
        "obj_description": description,
    }


def _tracker(call: Call) -> JsonObject:
    return tracker_of(call, project(call))


@route("GET", BASE + "/property")
def get_settings(call: Call) -> JsonObject:
    settings: JsonObject = _tracker(call)["settings"]
    return settings


@route("PUT", BASE + "/property", permission=PERMISSION)
def set_settings(call: Call) -> None:
    settings = get_settings(call)
    settings.update({key: call.fields[key] for key in SETTINGS if key in call.fields})
    call.accepted()


@route("GET", BASE + "/objects")
def list_objects(call: Call) -> list[JsonObject]:
    return sorted(_tracker(call)["objects"].values(), key=lambda row: row["cto_position"])


@route("GET", BASE + "/available-objects")
def list_available(call: Call) -> list[JsonObject]:
    """Forms and documents that are not shown yet."""
    shown = {item["cto_uid_obj"] for item in list_objects(call)}
    return [item for item in _all_objects(project(call)) if item["obj_uid"] not in shown]


def _all_objects(process: Process) -> list[JsonObject]:
    found = [("DYNAFORM", form.uid) for form in process.dynaforms]
    found += [("INPUT_DOCUMENT", d["inp_doc_uid"]) for d in process.input_documents]
    found += [("OUTPUT_DOCUMENT", d["out_doc_uid"]) for d in process.output_documents]
    rows = []
    for kind, uid in found:
        title, description = object_names(process, uid)
        rows.append(
            {
                "obj_uid": uid,
                "obj_title": title,
                "obj_description": description,
                "obj_type": kind,
            }
        )
    return sorted(rows, key=lambda row: (row["obj_type"], row["obj_title"]))


@route("GET", OBJECT)
def get_object(call: Call) -> JsonObject:
    uid, objects = call.uid("cto_uid"), _tracker(call)["objects"]
    if uid not in objects:
        raise BadRequest(f"The case tracker object with cto_uid: {uid} does not exist.")
    found: JsonObject = objects[uid]
    return found


@route("POST", BASE + "/object", permission=PERMISSION)
def add_object(call: Call) -> Answer:
    uid, process = call.required_uid("cto_uid_obj"), project(call)
    objects = _tracker(call)["objects"]
    if not object_names(process, uid)[0]:
        raise BadRequest(f"The object with cto_uid_obj: {uid} does not exist.")
    item = {
        "cto_type_obj": str(call.fields.get("cto_type_obj", "DYNAFORM")),
        "cto_uid_obj": uid,
        "cto_condition": str(call.fields.get("cto_condition", "")),
    }
    row = _row(process, item, len(objects) + 1) | {"cto_uid": call.sandbox.store.new_uid()}
    objects[row["cto_uid"]] = row
    call.accepted()
    return Answer(row, status=201)


@route("PUT", OBJECT, permission=PERMISSION)
def update_object(call: Call) -> None:
    row = get_object(call)
    changeable = ("cto_condition", "cto_position")
    row.update({key: call.fields[key] for key in changeable if key in call.fields})
    call.accepted()


@route("DELETE", OBJECT, permission=PERMISSION)
def delete_object(call: Call) -> None:
    del _tracker(call)["objects"][get_object(call)["cto_uid"]]
    call.accepted()
