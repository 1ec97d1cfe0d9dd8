"""Claim, pause, hand over, cancel, delete: effects and refusals."""

from tests.sandbox.office import USERS, Office, trigger_uid

EXPENSE, PURCHASE, LEAVE = "Expense claim", "Purchase request", "Leave request"


def waiting_expense(office: Office) -> str:
    """A claim that operator3 has to check at index 2."""
    case = office.start("operator1", EXPENSE, claimTitle="taxi", amount="1")
    office.route("operator1", case, 1)
    return case


def reassignment(source: str, target: str, index: int) -> dict[str, object]:
    return {
        "usr_uid_source": USERS[source],
        "usr_uid_target": USERS[target],
        "del_index": index,
    }


def test_a_reassignment_opens_a_new_index_and_enters_the_ledger(office: Office) -> None:
    case = waiting_expense(office)
    path = f"/cases/{case}/reassign-case"
    body = {**reassignment("operator3", "operator2", 2), "reason": "on leave"}
    office.put("supervisor", path, body)
    assert office.current("operator1", case) == [("3", "operator2", "OPEN")]
    entry = office.ledger()[-1]
    assert (entry["method"], entry["case"], entry["del_index"]) == ("PUT", case, 2)
    assert (entry["from"], entry["to"]) == (USERS["operator3"], USERS["operator2"])
    stale = office.refused("supervisor", "PUT", path, reassignment("operator3", "operator1", 2))
    assert stale == (400, "Invalid Case Delegation index for this user")


def test_reassignment_is_for_those_who_may_and_to_those_who_can(office: Office) -> None:
    case = waiting_expense(office)
    path = f"/cases/{case}/reassign-case"
    body = reassignment("operator3", "operator2", 2)
    assert office.refused("operator3", "PUT", path, {**body, "usr_uid_target": USERS["admin"]}) == (
        400,
        "The target user does not have rights to execute the task",
    )
    assert office.refused("operator1", "PUT", path, body)[0] == 403
    office.put("operator3", path, body)


def test_a_batch_answers_json_inside_a_json_string(office: Office) -> None:
    case = waiting_expense(office)
    entries = [{"APP_UID": case, "DEL_INDEX": "2"}, {"APP_UID": "0" * 32, "DEL_INDEX": "1"}]
    body = {"cases": entries, "usr_uid_target": USERS["operator1"]}
    answer = office.call("supervisor", "POST", "/cases/reassign", json=body).json()
    assert answer == (
        f'{{"cases":[{{"APP_UID":"{case}","DEL_INDEX":"2","RESULT":1,"STATUS":"SUCCESS"}},'
        f'{{"APP_UID":"{"0" * 32}","DEL_INDEX":"1","RESULT":0,"STATUS":"DELEGATION_NOT_EXISTS"}}]}}'
    )
    assert office.current("operator1", case) == [("3", "operator1", "OPEN")]


def test_a_pause_keeps_the_index_and_its_end_opens_a_new_one(office: Office) -> None:
    case = waiting_expense(office)
    office.put("operator3", f"/cases/{case}/pause", {"index": 2, "unpaused_date": "2030-01-01"})
    assert office.current("operator1", case) == [("2", "operator3", "PAUSED")]
    assert office.get("operator3", "/cases/paged")["totalCount"] == 0
    assert office.get("operator3", "/cases/paused/paged")["totalCount"] == 1
    again = office.refused("operator3", "PUT", f"/cases/{case}/pause", {"index": 2})
    assert again == (400, "**ID_CASE_PAUSED**")
    office.put("supervisor", f"/cases/{case}/unpause", {"index": 2})
    assert office.current("operator1", case) == [("3", "operator3", "OPEN")]


def test_a_refused_pause_tells_the_caller_s_token(office: Office) -> None:
    case = waiting_expense(office)
    refusal = office.refused("operator1", "PUT", f"/cases/{case}/pause", {"index": 2})
    token = office.token("operator1")
    assert refusal == (400, f'The user with "Bearer {token}" is invalid to pause the case.')


def test_claims_are_for_members_and_only_once(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    office.route("operator1", case, 1)
    path = f"/cases/{case}/claim"
    assert office.refused("operator3", "PUT", path, {"index": 2})[1].startswith(
        "You cannot open this case because of one of the following reasons:  You do not"
    )
    assert office.call("operator2", "GET", f"/cases/{case}").status_code == 403
    office.put("operator2", path, {"index": 2})
    assert office.current("operator2", case) == [("2", "operator2", "OPEN")]
    assert (
        "is invalid to claim the case" in office.refused("supervisor", "PUT", path, {"index": 2})[1]
    )


def test_cancel_wants_the_permission_a_running_case_and_one_thread(office: Office) -> None:
    case = waiting_expense(office)
    assert office.refused("operator3", "PUT", f"/cases/{case}/cancel", {}) == (401, "")
    split = office.start("operator1", PURCHASE)
    assert office.refused("supervisor", "PUT", f"/cases/{split}/cancel", {}) == (
        400,
        "This case is in status DRAFT",
    )
    office.route("operator1", split, 1)
    assert "no parallel threads" in office.refused("supervisor", "PUT", f"/cases/{split}/cancel")[1]
    office.put("supervisor", f"/cases/{case}/cancel", {})
    assert office.get("operator1", f"/cases/{case}")["app_status"] == "CANCELLED"
    assert office.get("operator3", "/cases/paged")["totalCount"] == 0


def test_drafts_are_deleted_by_their_creator_or_with_the_permission(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    assert "not allowed to delete" in office.refused("operator2", "DELETE", f"/cases/{case}")[1]
    assert office.call("supervisor", "DELETE", f"/cases/{case}").status_code == 200
    assert office.refused("operator1", "DELETE", f"/cases/{case}") == (
        400,
        f"The application with $app_uid: '{case}' does not exist.",
    )
    assert office.get("operator1", "/cases/draft/paged")["totalCount"] == 0


def test_an_exception_of_a_trigger_is_its_text_and_changes_nothing(office: Office) -> None:
    case = office.start("operator1", PURCHASE, remarks="first")
    path = f"/cases/{case}/execute-trigger/"
    broken = office.refused("operator1", "PUT", path + trigger_uid(PURCHASE, "Broken trigger"), {})
    assert broken == (400, "stock system is offline")
    assert office.get("operator1", f"/cases/{case}/variables")["remarks"] == "first"
    office.put("operator1", path + trigger_uid(PURCHASE, "Set due remark"), {})
    assert office.get("operator1", f"/cases/{case}/variables")["remarks"] == "checked by trigger"


def test_an_impersonated_case_belongs_to_the_other_and_is_called_by_its_number(
    office: Office,
) -> None:
    draft = office.start("operator1", LEAVE)
    number = office.get("operator1", f"/cases/{draft}")["app_number"]
    body = {
        "pro_uid": office.get("operator1", f"/cases/{draft}")["pro_uid"],
        "tas_uid": office.get("operator1", f"/cases/{draft}/current-task")["tas_uid"],
        "usr_uid": USERS["admin"],
    }
    answer = office.call("operator1", "POST", "/cases/impersonate", json=body)
    assert answer.status_code == 201
    row = office.get("admin", "/cases/draft")[0]
    assert row["app_title"] == f"#{number + 1}"
