"""``/light/…/tracker``: a case as its tracker shows it.

All of it is open to anybody, without a token, and the process that is judged is the one of the
address, whatever the case belongs to (Services/Api/Light/Tracker.php).
"""

from sandbox.api.case_trackers import tracker_of
from sandbox.engine.records import Case, Delegation
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject, Process
from sandbox.world.names import uid_of

BASE = "/light/process/{pro_uid}/case/{app_uid}"
CLOSED = "Disabled. Please contact the system administrator."


@route("GET", "/light/case/{case}/tracker/{pin}", token=False)
def find(call: Call) -> JsonObject:
    """The uids, for number and PIN."""
    number = call.params["case"]
    case = call.sandbox.store.by_number.get(int(number)) if number.isdigit() else None
    if case is None:
        raise BadRequest("The case does not exist")
    if case.pin != call.params["pin"]:
        raise BadRequest("The PIN is invalid")
    return {"process": case.process.uid, "app_uid": case.uid}


@route("GET", BASE + "/tracker-history", token=False)
def history(call: Call) -> list[JsonObject]:
    process, case = _opened(call, "routing_history")
    return [_turn(call, process, case, turn) for turn in case.delegations]


@route("GET", BASE + "/tracker-messages", token=False)
def messages(call: Call) -> list[JsonObject]:
    """The mails of a process that tells people of their tasks; the sandbox sends none."""
    process, case = _opened(call, "message_history")
    told = case.delegations[1:] if process.case_tracker.notifies else []
    return [_message(call, case, turn) for turn in told if turn.user_uid]


@route("GET", BASE + "/tracker-docs", token=False)
def objects(call: Call) -> list[JsonObject]:
    """The forms and documents of the process, whatever the case has of them."""
    process, _case = _opened(call, "objects")
    rows = sorted(tracker_of(call, process)["objects"].values(), key=lambda r: r["cto_position"])
    return [
        {
            "objectTitle": row["obj_title"],
            "objectType": row["cto_type_obj"],
            "objectId": row["cto_uid_obj"],
            "condition": row["cto_condition"],
            "position": row["cto_position"],
        }
        for row in rows
    ]


def _opened(call: Call, part: str) -> tuple[Process, Case]:
    process = call.sandbox.world.processes.get(call.params["pro_uid"])
    tracker = tracker_of(call, process) if process else {"settings": {}, "objects": {}}
    if process is None or not (tracker["settings"].get(part) or tracker.get(part)):
        raise BadRequest(CLOSED)
    case = call.sandbox.store.cases.get(call.params["app_uid"])
    if case is None:
        raise BadRequest("The Application row doesn't exist!")
    return process, case


def _turn(call: Call, process: Process, case: Case, turn: Delegation) -> JsonObject:
    shown, holder = call.sandbox.clock.shown, call.sandbox.world.users.get(turn.user_uid)
    first, last = (holder.firstname, holder.lastname) if holder else ("", "")
    return {
        "user": {"firstName": first, "lastName": last, "name": f"{last} {first}".strip()},
        "delegateDate": shown(turn.delegated_at),
        "processId": process.uid,
        "taskId": turn.task.uid,
        "caseId": case.uid,
        "index": turn.index,
        "initDate": shown(turn.init_at) if turn.init_at else "",
        "enableAction": "",
        "disableAction": "",
        "taskTitle": turn.task.title,
        "finishDate": shown(turn.finished_at) if turn.finished_at else "-",
        "type": "" if turn.finished_at else "IN_PROGRESS",
    }


def _message(call: Call, case: Case, turn: Delegation) -> JsonObject:
    holder = call.sandbox.world.users[turn.user_uid]
    return {
        "messageId": uid_of("message", f"{case.uid}/{turn.index}"),
        "caseId": case.uid,
        "messageType": "DERIVATION",
        "messageSubject": f"{turn.task.title}: case {case.number}",
        "messageFrom": "ProcessMaker <processes@office.example.test>",
        "messageTo": f"{holder.full_name} <{holder.email}>",
        "messageBody": f"<p>The task <b>{turn.task.title}</b> is yours now.</p>",
        "messageDate": call.sandbox.clock.shown(turn.delegated_at),
        "messageCc": "",
        "messageBcc": "",
        "messageTemplate": "",
        "messageStatus": "sent",
    }
