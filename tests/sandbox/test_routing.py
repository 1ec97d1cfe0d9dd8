"""The engine routes by rule, condition, turn, variable and join."""

import pytest

from tests.sandbox.office import GROUPS, USERS, Office, task_uid

EXPENSE, PURCHASE, LEAVE, COMPLAINT = (
    "Expense claim",
    "Purchase request",
    "Leave request",
    "Complaint",
)


@pytest.mark.parametrize(("amount", "holder"), [("1000", "operator3"), ("1000.01", "supervisor")])
def test_an_exclusive_gateway_takes_the_branch_whose_condition_holds(
    office: Office, amount: str, holder: str
) -> None:
    case = office.start("operator1", EXPENSE, claimTitle="taxi", amount=amount)
    office.route("operator1", case, 1)
    assert office.current("operator1", case) == [("2", holder, "OPEN")]


def test_a_split_waits_at_its_join_for_both_branches(office: Office) -> None:
    case = office.start("operator1", PURCHASE, requestTitle="router")
    office.route("operator1", case, 1)
    assert office.current("operator1", case) == [("2", "operator2", "OPEN"), ("3", "", "OPEN")]
    office.put("operator3", f"/cases/{case}/claim", {"index": 3})
    office.route("operator2", case, 2)
    assert office.current("operator1", case) == [("3", "operator3", "OPEN")]
    office.route("operator3", case, 3)
    assert office.current("operator1", case) == [("4", "operator2", "OPEN")]
    office.route("operator2", case, 4)
    assert office.get("operator1", f"/cases/{case}")["app_status"] == "COMPLETED"


def test_a_paused_branch_holds_the_join_back(office: Office) -> None:
    case = office.start("operator1", PURCHASE)
    office.route("operator1", case, 1)
    office.put("operator2", f"/cases/{case}/pause", {"index": 2})
    office.put("operator3", f"/cases/{case}/claim", {"index": 3})
    office.route("operator3", case, 3)
    assert office.current("operator1", case) == [("2", "operator2", "PAUSED")]
    office.put("operator2", f"/cases/{case}/unpause", {"index": 2})
    assert office.current("operator1", case) == [("4", "operator2", "OPEN")]
    office.route("operator2", case, 4)
    assert office.current("operator1", case) == [("5", "operator2", "OPEN")]


def test_turns_go_round_the_pool_by_uid_beginning_with_the_second(office: Office) -> None:
    holders = []
    for _ in range(4):
        case = office.start("operator1", EXPENSE, amount="1")
        office.route("operator1", case, 1)
        holders.append(office.current("operator1", case)[0][1])
    assert holders == ["operator3", "operator2", "operator1", "operator3"]


def test_a_task_goes_to_the_person_whom_a_variable_names(office: Office) -> None:
    case = office.start("operator2", EXPENSE, amount="1", decision="reject")
    office.route("operator2", case, 1)
    office.route("operator3", case, 2)
    assert office.current("operator2", case) == [("3", "operator2", "OPEN")]


def test_without_a_name_in_the_variable_nothing_moves(office: Office) -> None:
    case = office.start("operator2", COMPLAINT, handlerGroups=[GROUPS["Complaints team"]])
    office.route("operator2", case, 1)
    office.put("operator3", f"/cases/{case}/claim", {"index": 2})
    refusal = office.refused("operator3", "PUT", f"/cases/{case}/route-case", {"del_index": "2"})
    assert refusal == (
        400,
        "Task doesn't have a valid user in variable closer or this variable doesn't exist.",
    )
    assert office.current("operator2", case) == [("2", "operator3", "OPEN")]


def test_triggers_before_assignment_run_only_where_asked_for(office: Office) -> None:
    case = office.start("operator2", COMPLAINT, handlerGroups=[GROUPS["Complaints team"]])
    office.route("operator2", case, 1)
    office.put("operator3", f"/cases/{case}/claim", {"index": 2})
    body = {"del_index": "2", "executeTriggersBeforeAssignment": True}
    office.put("operator3", f"/cases/{case}/route-case", body)
    assert office.current("operator2", case) == [("3", "operator3", "OPEN")]


@pytest.mark.parametrize(
    ("named", "sees"),
    [
        ([GROUPS["Complaints team"]], {"operator1", "operator3"}),
        ([USERS["supervisor"]], {"supervisor"}),
        (GROUPS["Approvers"], {"supervisor", "operator2"}),
    ],
)
def test_value_based_self_service_is_open_to_whom_the_variable_names(
    office: Office, named: object, sees: set[str]
) -> None:
    case = office.start("operator2", COMPLAINT, handlerGroups=named)
    office.route("operator2", case, 1)
    people = ("operator1", "operator2", "operator3", "supervisor", "admin")
    seen = {
        user for user in people if office.get(user, "/cases/unassigned/paged")["totalCount"] == 1
    }
    assert seen == sees


def test_routing_triggers_change_variables_and_say_which(office: Office) -> None:
    case = office.start("operator1", EXPENSE, amount="1")
    office.route("operator1", case, 1)
    values = office.get("operator1", f"/cases/{case}/variables")
    assert values["submitted"] == "yes"
    assert values["claimant"] == USERS["operator1"]
    assert values["routedCount"] == 1
    named = "submitted,claimant,USER_LOGGED,routedCount,routedCount"
    assert values["__VAR_CHANGED__"] == named


def test_titles_follow_the_variables_and_the_task(office: Office) -> None:
    case = office.start("operator1", EXPENSE, claimTitle='the "big" one', amount="1")
    assert office.get("operator1", f"/cases/{case}")["app_name"] == 'Expense "the \\"big\\" one"'
    office.put("operator1", f"/cases/{case}/variable", {"claimTitle": "small"}, del_index=1)
    assert office.get("operator1", f"/cases/{case}")["app_name"] == 'Expense "small"'


def test_the_index_must_be_text_and_one_s_own(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    path = f"/cases/{case}/route-case"
    assert office.refused("operator1", "PUT", path, {"del_index": 1}) == (
        400,
        "Invalid value specified for `del_index`. Expecting alpha numeric value",
    )
    assert office.refused("operator2", "PUT", path, {"del_index": "1"}) == (
        400,
        "This case is assigned to another user",
    )
    office.route("operator1", case, 1)
    assert office.refused("operator1", "PUT", path, {"del_index": "1"}) == (
        400,
        "This case delegation is already closed or does not exist",
    )


def test_due_dates_are_in_working_hours_and_risk_at_four_fifths(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    row = next(r for r in office.get("operator1", "/cases/draft") if r["app_uid"] == case)
    assert row["del_task_due_date"] > row["del_risk_date"] > row["del_delegate_date"]
    assert "09:00:00" <= row["del_task_due_date"][11:] <= "17:00:00"


def test_the_tasks_of_a_case_tell_how_far_it_is(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    office.route("operator1", case, 1)
    tasks = office.get("operator1", f"/cases/{case}/tasks")
    assert {task["tas_title"]: task["status"] for task in tasks} == {
        "Apply for leave": "TASK_COMPLETED",
        "Decide": "TASK_IN_PROGRESS",
        "Archive": "TASK_PENDING_NOT_EXECUTED",
    }
    assert task_uid(LEAVE, "Decide") in [task["tas_uid"] for task in tasks]
