"""``/project/…/case-tracker``: what people outside may see of a case."""

from sandbox.api.project_tasks import object_names
from sandbox.api.projects import project
from sandbox.errors import BadRequest
from sandbox.rest import Answer, Call, route
from sandbox.world.model import JsonObject, Process

BASE = "/project/{prj_uid}/case-tracker"
OBJECT = BASE + "/object/{cto_uid}"
PERMISSION = "PM_FACTORY"
SETTINGS = {"map_type": "NONE", "routing_history": 0, "message_history": 0}


def _tracker(call: Call) -> JsonObject:
    kept: dict[str, JsonObject] = call.sandbox.extra.setdefault("case trackers", {})
    return kept.setdefault(project(call).uid, {"settings": dict(SETTINGS), "objects": {}})


@route("GET", BASE + "/property", permission=PERMISSION)
def get_settings(call: Call) -> JsonObject:
    settings: JsonObject = _tracker(call)["settings"]
    return settings


@route("PUT", BASE + "/property", permission=PERMISSION)
def set_settings(call: Call) -> None:
    settings = get_settings(call)
    settings.update({key: call.fields[key] for key in SETTINGS if key in call.fields})
    call.accepted()


@route("GET", BASE + "/objects", permission=PERMISSION)
def list_objects(call: Call) -> list[JsonObject]:
    return list(_tracker(call)["objects"].values())


@route("GET", BASE + "/available-objects", permission=PERMISSION)
def list_available(call: Call) -> list[JsonObject]:
    """Forms and documents that are not shown yet."""
    shown = {item["cto_uid_obj"] for item in list_objects(call)}
    return [item for item in _all_objects(project(call)) if item["obj_uid"] not in shown]


def _all_objects(process: Process) -> list[JsonObject]:
    found = [("DYNAFORM", form.uid) for form in process.dynaforms]
    found += [("INPUT_DOCUMENT", d["inp_doc_uid"]) for d in process.input_documents]
    found += [("OUTPUT_DOCUMENT", d["out_doc_uid"]) for d in process.output_documents]
    return [
        {"obj_uid": uid, "obj_title": object_names(process, uid)[0], "obj_type": kind}
        for kind, uid in found
    ]


@route("GET", OBJECT, permission=PERMISSION)
def get_object(call: Call) -> JsonObject:
    uid, objects = call.uid("cto_uid"), _tracker(call)["objects"]
    if uid not in objects:
        raise BadRequest(f"The case tracker object with cto_uid: {uid} does not exist.")
    found: JsonObject = objects[uid]
    return found


@route("POST", BASE + "/object", permission=PERMISSION)
def add_object(call: Call) -> Answer:
    uid, objects = call.required_uid("cto_uid_obj"), _tracker(call)["objects"]
    title = object_names(project(call), uid)[0]
    if not title:
        raise BadRequest(f"The object with cto_uid_obj: {uid} does not exist.")
    row = {
        "cto_uid": call.sandbox.store.new_uid(),
        "cto_type_obj": str(call.fields.get("cto_type_obj", "DYNAFORM")),
        "cto_uid_obj": uid,
        "cto_condition": str(call.fields.get("cto_condition", "")),
        "cto_position": len(objects) + 1,
        "obj_title": title,
    }
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
