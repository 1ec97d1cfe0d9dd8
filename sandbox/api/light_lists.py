"""``/light`` lists, counters and start tasks, camelCase for the mobile app."""

from dataclasses import dataclass
from typing import Any

from sandbox.api.case_lists import (
    CaseListSource,
    draft_source,
    inbox_source,
    participated_source,
    unassigned_source,
)
from sandbox.api.cases import start_tasks
from sandbox.engine.listing import ListQuery, page_of, previous_user
from sandbox.engine.records import Delegation
from sandbox.errors import PhpFatal
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject, Process, Step, Task

PARTICIPATED_LIMIT = 10
NO_CATEGORY = ("No Category", "_OTHER_")


def _paused_source(box: Any, user_uid: str) -> CaseListSource:
    """One's own only, also for supervisors."""
    return CaseListSource(box.store.bucket("paused", user_uid))


@dataclass(frozen=True, slots=True)
class _LightList:
    """How one list sorts by itself and which parts its rows have."""

    source: Any
    parts: tuple[str, ...]
    sort: str = "APP_UPDATE_DATE"
    limit: int = 0


LISTS = {
    "todo": _LightList(inbox_source, ("user", "prevUser", "delRiskDate", "offline")),
    "draft": _LightList(draft_source, ("user", "currentUser", "offline")),
    "paused": _LightList(_paused_source, ("currentUser", "prevUser")),
    "unassigned": _LightList(unassigned_source, ("prevUser", "currentUser")),
    "participated": _LightList(
        participated_source,
        ("currentUser", "prevUser", "newest task"),
        "DEL_DELEGATE_DATE",
        PARTICIPATED_LIMIT,
    ),
}


def _register(name: str) -> None:
    @route("GET", f"/light/{name}")
    def light_list(call: Call) -> list[JsonObject]:
        chosen, query = LISTS[name], call.query
        asked = ListQuery(
            start=call.query_int("start", 0),
            limit=call.query_int("limit", chosen.limit),
            sort=query.get("sort", chosen.sort),
            descending=query.get("dir", "DESC") == "DESC",
            category=query.get("cat_uid", "") if name != "participated" else "",
            process=query.get("pro_uid", ""),
            search=query.get("search", ""),
        )
        source = chosen.source(call.sandbox, call.user_uid)
        rows = page_of(call.sandbox, source.keys, asked).rows
        return [_row(call, item, chosen.parts) for item in rows]


for list_name in LISTS:
    _register(list_name)


def _row(call: Call, item: Delegation, parts: tuple[str, ...]) -> JsonObject:
    box, newest = call.sandbox, item.case.delegations[-1]
    task: JsonObject = {"taskId": item.task.uid, "name": item.task.title}
    if "newest task" in parts:
        task["name"] = newest.task.title
    if "offline" in parts:
        task |= {"offlineEnabled": "FALSE", "autoRoot": "FALSE"}
    row: JsonObject = {
        "caseId": item.case.uid,
        "delIndex": str(item.index),
        "caseNumber": str(item.case.number),
        "task": task,
        "process": {"processId": item.case.process.uid, "name": item.case.process.title},
        "delegateDate": box.clock.shown(item.delegated_at),
        "dueDate": box.clock.shown(item.due_at),
        "caseTitle": item.title,
        "date": box.clock.shown(item.case.updated_at),
    }
    optional = {
        "user": {"userId": item.user_uid},
        "prevUser": _person(call, previous_user(item)),
        "currentUser": _person(call, newest.user_uid),
        "delRiskDate": box.clock.shown(item.risk_at),
    }
    return row | {name: value for name, value in optional.items() if name in parts}


def _person(call: Call, user_uid: str) -> JsonObject:
    user = call.sandbox.world.users.get(user_uid)
    return {
        "userId": user_uid,
        "firstName": user.firstname if user else "",
        "lastName": user.lastname if user else "",
        "userName": user.username if user else "",
    }


@route("GET", "/light/counters")
def counters(call: Call) -> JsonObject:
    """``participated`` counts every delegation of the workspace, for everybody the same."""
    box, user_uid = call.sandbox, call.user_uid
    unassigned = unassigned_source(box, user_uid).keys
    return {
        "cancelled": 0,
        "completed": 0,
        "draft": len(box.store.bucket("draft", user_uid)),
        "toDo": len(box.store.bucket("inbox", user_uid)),
        "participated": sum(len(case.delegations) for case in box.store.cases.values()),
        "paused": len(box.store.bucket("paused", user_uid)),
        "unassigned": sum(1 for _ in unassigned),
    }


@route("GET", "/light/category")
def categories(_: Call) -> None:
    """Dies: the class is not found."""
    raise PhpFatal


@route("GET", "/light/process/{action}")
def processes(_: Call) -> list[list[str]]:
    return [["", "All Processes"]]


@route("GET", "/light/start-case")
def start_cases(call: Call) -> list[JsonObject]:
    """Start tasks with their forms, by category."""
    rows = [_start_row(call, task) for task in start_tasks(call.sandbox, call.user_uid)]
    return sorted(rows, key=lambda row: (row["categoryName"], row["text"]))


def _start_row(call: Call, task: Task) -> JsonObject:
    world = call.sandbox.world
    process = world.process_of_task[task.uid]
    category = world.categories.get(process.category)
    name, uid = (category.name, category.uid) if category else NO_CATEGORY
    return {
        "text": f"{process.title} ({task.title})",
        "processId": process.uid,
        "taskId": task.uid,
        "offlineEnabled": "FALSE",
        "autoRoot": "FALSE",
        "categoryName": name,
        "categoryId": uid,
        "forms": [
            {
                "formId": step.object,
                "formUpdateDate": call.sandbox.clock.plain(call.sandbox.started_at),
                "index": at,
                "title": _form_title(process, step),
                "description": "",
                **step_keys(step),
            }
            for at, step in enumerate(form_steps(task), 1)
        ],
    }


def form_steps(task: Task) -> list[Step]:
    """The steps with a DynaForm, in their order."""
    steps = sorted(task.steps, key=lambda step: step.position)
    return [step for step in steps if step.type == "DYNAFORM"]


def step_keys(step: Step) -> JsonObject:
    """What ``/light`` tells of a step wherever it shows one."""
    kinds = {item.when for item in step.triggers}
    return {
        "stepId": step.uid,
        "stepUidObj": step.object,
        "stepMode": step.mode,
        "stepCondition": step.condition,
        "stepPosition": step.position,
        "triggers": {"before": "BEFORE" in kinds, "after": "AFTER" in kinds},
    }


def _form_title(process: Process, step: Step) -> str:
    return next((form.title for form in process.dynaforms if form.uid == step.object), "")
