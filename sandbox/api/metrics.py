"""``/metrics``: open tasks of everybody by list, process, date and risk."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sandbox.engine.records import Delegation
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.state import Sandbox
from sandbox.world.model import JsonObject

PERMISSION = "TASK_METRICS_VIEW"
COLORS = {"Inbox": "green", "Draft": "yellow", "Paused": "blue", "Unassigned": "gray"}
RISKS = ("ON_TIME", "AT_RISK", "OVERDUE")
TOP = 10


def _state(item: Delegation) -> str:
    if item.status == "PAUSED":
        return "paused"
    return "draft" if item.case.status == "DRAFT" else "inbox"


def _of_list(box: Sandbox, name: str) -> Iterable[Delegation]:
    """The open tasks of a list whoever has them; the inbox has the unassigned ones too."""
    for process in box.world.processes.values():
        for key in box.store.bucket("open", process.uid):
            item = box.store.delegation(key)
            unassigned = item.task.assign_type == "SELF_SERVICE" and not item.user_uid
            if _state(item) == name or (name == "unassigned" and unassigned):
                yield item


def _asked(call: Call, default: str | None = None) -> Iterable[Delegation]:
    name = call.query.get("caseList", default)
    if name is None:
        raise BadRequest("`caseList` is required.")
    return _of_list(call.sandbox, name)


@route("GET", "/metrics/list-total-cases", permission=PERMISSION)
def totals_by_list(call: Call) -> list[JsonObject]:
    return [
        {
            "List Name": name,
            "Total": sum(1 for _ in _of_list(call.sandbox, name.lower())),
            "Color": color,
        }
        for name, color in COLORS.items()
    ]


@route("GET", "/metrics/total-cases-by-process", permission=PERMISSION)
def totals_by_process(call: Call) -> list[JsonObject]:
    """Processes without a task are left out."""
    category, world = call.query_int("category", 0), call.sandbox.world
    top_ten = call.query.get("topTen", "").lower() in ("true", "1")
    wanted = {value for name, value in call.query.items() if name.startswith("processes")}
    uids = {item.uid for item in world.categories.values() if item.id == category}
    counted = Counter(item.case.process.uid for item in _asked(call))
    found = counted.most_common(TOP) if top_ten else sorted(counted.items())
    rows = [(world.processes[uid], count) for uid, count in found]
    return [
        {"TOTAL": str(count), "PRO_ID": str(process.id), "PRO_TITLE": process.title}
        for process, count in rows
        if (not category or process.category in uids) and (not wanted or str(process.id) in wanted)
    ]


@route("GET", "/metrics/process-total-cases", permission=PERMISSION)
def totals_by_date(call: Call) -> list[JsonObject]:
    """Grouped by the date alone: the process in a row is that of one of its tasks."""
    pattern = {"month": "%Y%m", "year": "%Y"}.get(call.query.get("groupBy", "day"), "%Y-%m-%d")
    first, last = call.query.get("dateFrom", ""), call.query.get("dateTo", "")
    process, clock = call.query_int("processId", 0), call.sandbox.clock
    groups: dict[str, list[Delegation]] = {}
    for item in _asked(call):
        if process and item.case.process.id != process:
            continue
        day = clock.local(item.delegated_at)
        if first <= day.date().isoformat() and (not last or day.date().isoformat() <= last):
            groups.setdefault(day.strftime(pattern), []).append(item)
    return [
        {
            "TOTAL": str(len(items)),
            "PRO_ID": str(items[0].case.process.id),
            "PRO_TITLE": items[0].case.process.title,
            "dateGroup": group,
        }
        for group, items in sorted(groups.items())
    ]


@route("GET", "/metrics/cases-risk", permission=PERMISSION)
def risks(call: Call) -> list[JsonObject]:
    """The tasks of one process in one state of risk, with the days to (or since) the limit."""
    clock, status = call.sandbox.clock, call.query.get("riskStatus", "ON_TIME")
    process, now = call.query_int("process", 0), clock.now()
    first, last = call.query.get("dateFrom", ""), call.query.get("dateTo", "")
    found = [
        item
        for item in _asked(call, "inbox")
        if item.case.process.id == process
        and (status not in RISKS or _risk(item, now) == status)
        and first <= clock.plain(item.delegated_at)
        and (not last or clock.plain(item.delegated_at) <= last)
    ]
    if "topCases" in call.query:
        found.sort(key=lambda item: item.delegated_at)
        found = found[: call.query_int("topCases", 0)]
    return [_risk_row(call.sandbox, item, status, now) for item in found]


def _risk(item: Delegation, now: datetime) -> str:
    if now > item.due_at:
        return "OVERDUE"
    return "ON_TIME" if item.risk_at > now else "AT_RISK"


def _risk_row(box: Sandbox, item: Delegation, status: str, now: datetime) -> JsonObject:
    limit = item.risk_at if status == "ON_TIME" else item.due_at
    return {
        "days": abs(limit - now).days,
        "number_case": str(item.case.number),
        "delegated": box.clock.plain(item.delegated_at),
        "at_risk": box.clock.plain(item.risk_at),
        "due_date": box.clock.plain(item.due_at),
        "app_uid": item.case.uid,
        "del_index": str(item.index),
        "tas_uid": item.task.uid,
    }
