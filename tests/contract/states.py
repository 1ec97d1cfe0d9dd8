"""Cases in every state that recorded calls were made in, built over HTTP."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.sandbox.office import PROCESSES, USERS, Office, task_uid

PURCHASE, LEAVE, EXPENSE = "Purchase request", "Leave request", "Expense claim"
RECORDINGS = Path(__file__).parent / "recordings"


class Place(NamedTuple):
    """A case in some state, and a document in it ("" = none)."""

    app_uid: str
    doc_uid: str = ""


def _recorded_values() -> Mapping[str, Any]:
    """The variables of a recorded purchase, without those of the system."""
    recorded = json.loads((RECORDINGS / "case-variables.get.json").read_text("utf-8"))
    body = next(one["response"]["body"] for one in recorded if one["note"] == "own draft")
    return {name: value for name, value in body.items() if not name.isupper()}


VALUES = _recorded_values()


def purchase(office: Office, user: str = "operator1") -> Place:
    """A draft with a quotation."""
    case = office.start(user, PURCHASE, **VALUES)
    form = {
        "inp_doc_uid": PROCESSES[PURCHASE]["input_documents"][1]["inp_doc_uid"],
        "tas_uid": task_uid(PURCHASE, "Register request"),
        "app_doc_comment": "first offer",
    }
    file = {"form": ("quote.pdf", b"%PDF-1.4 quote", "application/pdf")}
    path = f"/cases/{case}/input-document"
    uploaded = office.call(user, "POST", path, files=file, data=form).json()
    return Place(case, uploaded["app_doc_uid"])


def purchase_of_operator3(office: Office) -> Place:
    return purchase(office, "operator3")


def deleted_draft(office: Office) -> Place:
    place = purchase(office, "operator3")
    office.call("operator3", "DELETE", f"/cases/{place.app_uid}")
    return place


def announced(office: Office) -> Place:
    """A draft with a file that was announced and not sent."""
    case = office.start("operator1", PURCHASE, **VALUES)
    path = f"/light/case/{case}/upload"
    file = office.call("operator1", "POST", path, json=[{"name": "photo.png"}]).json()[0]
    return Place(case, file["appDocUid"])


def parallel(office: Office) -> Place:
    """Finance review unclaimed, stock check with operator2."""
    place = purchase(office)
    office.route("operator1", place.app_uid, 1)
    return place


def claimed(office: Office) -> Place:
    place = parallel(office)
    unclaimed = [task for task in office.current("operator1", place.app_uid) if not task[1]]
    claim = {"index": int(unclaimed[0][0])}
    office.put("operator1", f"/cases/{place.app_uid}/claim", claim)
    return place


def given_to_operator1(office: Office) -> Place:
    """The stock check was reassigned from operator2 to operator1: index 4."""
    place = parallel(office)
    tasks = office.current("operator1", place.app_uid)
    index = next(int(task[0]) for task in tasks if task[1] == "operator2")
    reassign(office, place.app_uid, index, "operator2", "operator1")
    return place


def reassign(office: Office, case: str, index: int, source: str, target: str) -> None:
    body = {"usr_uid_source": USERS[source], "usr_uid_target": USERS[target], "del_index": index}
    office.put("supervisor", f"/cases/{case}/reassign-case", body)


def turn_of_operator1(office: Office) -> Place:
    """As ``parallel``, with the stock check at operator1, whose turn is the second."""
    parallel(office)
    return parallel(office)


def paused(office: Office) -> Place:
    """As ``given_to_operator1``, and paused."""
    place = given_to_operator1(office)
    office.put("operator1", f"/cases/{place.app_uid}/pause", {"index": 4})
    return place


def approval(office: Office) -> Place:
    """Both branches done; the approval has generated its purchase order."""
    place = claimed(office)
    case = place.app_uid
    route_all(office, case)
    index, approver, _ = office.current("operator1", case)[0]
    document = PROCESSES[PURCHASE]["output_documents"][1]["out_doc_uid"]
    path = f"/cases/{case}/{index}/output-document/{document}"
    return Place(case, office.call(approver, "POST", path).json()["app_doc_uid"])


def route_all(office: Office, case: str) -> None:
    for index, holder, _ in office.current("operator1", case):
        office.route(holder, case, int(index))


def completed(office: Office) -> Place:
    place = approval(office)
    route_all(office, place.app_uid)
    return place


def leave(office: Office, user: str = "operator1") -> Place:
    return Place(office.start(user, LEAVE, leaveReason="Family"))


def unclaimed_leave(office: Office) -> Place:
    place = leave(office)
    office.route("operator1", place.app_uid, 1)
    return place


def claimed_leave(office: Office) -> Place:
    place = unclaimed_leave(office)
    office.put("operator2", f"/cases/{place.app_uid}/claim", {"index": 2})
    return place


def archive(office: Office) -> Place:
    place = claimed_leave(office)
    office.route("operator2", place.app_uid, 2)
    return place


def completed_leave(office: Office) -> Place:
    place = archive(office)
    route_all(office, place.app_uid)
    return place


def expense(office: Office) -> Place:
    """A claim that waits for its check."""
    case = office.start("operator1", EXPENSE, claimTitle="Taxi", amount=5)
    office.route("operator1", case, 1)
    return Place(case)


def of_director(office: Office) -> str:
    """A claim that waits for the supervisor, at index 2."""
    case = office.start("operator1", EXPENSE, claimTitle="Car", amount=5000)
    office.route("operator1", case, 1)
    return case


def cancelled(office: Office) -> Place:
    """The approval went to another and back, to index 4, and was cancelled there."""
    case = of_director(office)
    reassign(office, case, 2, "supervisor", "supervisor2")
    reassign(office, case, 3, "supervisor2", "supervisor")
    office.put("supervisor", f"/cases/{case}/cancel", {"index": 4})
    return Place(case)


def paused_by_director(office: Office) -> Place:
    case = of_director(office)
    office.put("supervisor", f"/cases/{case}/pause", {"index": 2})
    return Place(case)


STATES: tuple[Callable[[Office], Place], ...] = (
    purchase,
    parallel,
    claimed,
    approval,
    paused,
    unclaimed_leave,
    claimed_leave,
    leave,
    archive,
    expense,
    cancelled,
    completed,
    completed_leave,
    given_to_operator1,
    turn_of_operator1,
    paused_by_director,
    purchase_of_operator3,
    deleted_draft,
    announced,
)
