"""The plug-in: what the recorded stories do not touch."""

import pytest

from tests.sandbox.office import PROCESSES, USERS, Office

LEAVE = "Leave request"


def test_it_is_gone_without_the_plugin(office: Office) -> None:
    office.begin("3.8")
    assert office.refused("admin", "GET", "/extrarest/login-user") == (404, "")


def test_the_signed_in_user_with_his_department(office: Office) -> None:
    found = office.get("operator1", "/extrarest/login-user")
    assert (found["username"], found["departmentname"]) == ("operator1", "Back office")


def test_zeros_stand_for_oneself(office: Office) -> None:
    office.start("operator1", LEAVE)
    path = f"/extrarest/cases/user/{'0' * 32}"
    assert office.get("operator1", path, action="draft")["totalCount"] == 1


def test_what_may_be_reassigned(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    office.route("operator1", case, 1)
    path = f"/extrarest/cases/user/{USERS['supervisor']}"
    assert office.get("supervisor", path, action="to_reassign")["totalCount"] == 0
    office.put("operator2", f"/cases/{case}/claim", {"index": 2})
    found = office.get("supervisor", path, action="to_reassign")["data"]
    assert [row["APP_CURRENT_USER"] for row in found] == ["Twoström Otto"]
    mine = f"/extrarest/cases/user/{USERS['operator1']}"
    assert office.get("operator1", mine, action="to_reassign")["totalCount"] == 0


def test_the_configuration_of_a_user_is_kept(office: Office) -> None:
    path = f"/extrarest/user/{USERS['operator1']}/config"
    assert office.get("admin", path)["DEFAULT_MENU"] == ""
    answer = office.call("admin", "PUT", path, json={"default_menu": "PM_CASES"})
    assert answer.json()["DEFAULT_MENU"] == "PM_CASES"
    assert office.get("admin", path)["DEFAULT_MENU"] == "PM_CASES"
    assert "PM_USERS" in office.refused("operator1", "GET", path)[1]


def test_folders_need_a_permission_that_this_release_lacks(office: Office) -> None:
    code, message = office.refused("admin", "GET", "/extrarest/documents/root/folders")
    assert (code, "PM_FOLDERS_VIEW" in message) == (400, True)


def test_a_status_is_set_and_nothing_changes(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    office.put("operator1", f"/extrarest/case/status/{case}", {"status": "TO_DO"})
    assert office.get("operator1", f"/cases/{case}")["app_status"] == "DRAFT"
    refused = office.refused("operator1", "PUT", f"/extrarest/case/status/{case}", {"status": "X"})
    assert refused[0] == 400


def test_every_session_id_is_another(office: Office) -> None:
    first, second = (office.get("operator1", "/extrarest/session-id") for _ in range(2))
    assert first != second
    assert len(first) == 32


@pytest.mark.parametrize("query", [{"pro_uid": PROCESSES[LEAVE]["uid"]}, {"search": "nothing"}])
def test_review_can_be_filtered(office: Office, query: dict[str, str]) -> None:
    case = office.start("operator1", "Expense claim", amount="10", claimTitle="a")
    office.route("operator1", case, 1)
    assert len(office.get("supervisor", "/extrarest/cases/review")) == 1
    assert office.get("supervisor", "/extrarest/cases/review", **query) == []
