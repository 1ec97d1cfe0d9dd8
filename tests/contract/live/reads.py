"""Every read of the client, with the uids of our case and process."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.contract.live.careful import CarefulClient
from tests.contract.live.story import NAME, Story
from tests.contract.live.verdicts import Verdicts
from tests.support.every_endpoint import PART, call, methods

WORDS = {"action": "todo", "folder": "root", "list": "inbox", "var_name": NAME, "lang": "en"}


def read_everything(story: Story, app_uid: str, del_index: int) -> None:
    """Call every read whose path can be filled in; say what lacks for the others."""
    known = WORDS | _uids(story, app_uid, del_index)
    verdicts = story.verdicts
    for endpoint, resource, method in methods():
        name = f"{resource}.{method}"
        if not endpoint.is_read or name in verdicts.of:
            continue
        parts = {part: _part(part, known, endpoint.path) for part in PART.findall(endpoint.path)}
        lacking = [part for part, value in parts.items() if value is None]
        if lacking:
            verdicts.skip(name, f"nothing here for {', '.join(lacking)}")
            continue
        segments = list(parts.values())
        verdicts.check(name, call, story.client, resource, method, segments, known)


def _part(part: str, known: Mapping[str, Any], path: str) -> Any:
    if part == "app_doc_uid":
        part = "out_app_doc_uid" if "/output-document/" in path else "app_doc_uid"
    return known.get(part)


def _uids(story: Story, app_uid: str, del_index: int) -> dict[str, Any]:
    """What stands for each part of a path; a part without a value is None."""
    found: dict[str, Any] = {
        "app_uid": app_uid,
        "app_number": story.client.own[app_uid],
        "case_number": story.client.own[app_uid],
        "del_index": del_index,
        "usr_uid": story.user_uid,
        "user_uid": story.user_uid,
    }
    found |= dict.fromkeys(("prj_uid", "pro_uid", "process_uid", "project_uid"), story.process_uid)
    found |= dict.fromkeys(("tas_uid", "task_uid", "act_uid"), story.task_uid)
    for step in reversed(story.steps):
        found[_OBJECTS.get(step.type, "")] = step.uid
        found["step_uid"] = step.step_uid
    if story.document:
        found["app_doc_uid"] = story.document.uid
    outputs = story.verdicts.check("documents.outputs", story.client.documents.outputs, app_uid)
    found["out_app_doc_uid"] = outputs[0].uid if outputs else None
    return found | _first_of_each(story.client, story.verdicts, story.process_uid)


_OBJECTS = {
    "DYNAFORM": "dyn_uid",
    "INPUT_DOCUMENT": "inp_doc_uid",
    "OUTPUT_DOCUMENT": "out_doc_uid",
}


def _first_of_each(client: CarefulClient, verdicts: Verdicts, process_uid: str) -> dict[str, Any]:
    """The uid of the first group, role, table and so on that the user may list."""
    check, projects = verdicts.check, client.projects
    lists: dict[str, Sequence[Any] | None] = {
        "grp_uid": check("groups.all", client.groups.all),
        "dep_uid": check("departments.tree", client.departments.tree),
        "rol_uid": check("roles.all", client.roles.all),
        "pmt_uid": check("pm_tables.all", client.pm_tables.all),
        "cat_uid": check("projects.categories", projects.categories),
        "tri_uid": check("projects.triggers", projects.triggers, process_uid),
        "rep_uid": check("projects.report_tables", projects.report_tables, process_uid),
    }
    return {part: rows[0].uid if rows else None for part, rows in lists.items()}
