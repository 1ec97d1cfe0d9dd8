"""Nothing is serialised for a case: what two writes at once leave behind."""

from typing import Any

from tests.sandbox.office import USERS, Office

EXPENSE, LEAVE = "Expense claim", "Leave request"


def pair(office: Office, one: tuple[str, str, str, Any], two: tuple[str, str, str, Any]) -> None:
    assert office.together(one, two) == [200, 200]


def test_a_double_route_doubles_the_case(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    call = ("operator1", "PUT", f"/cases/{case}/route-case", {"del_index": "1"})
    pair(office, call, call)
    assert [index for index, _, _ in office.current("operator1", case)] == ["2", "3"]


def test_two_claims_are_both_told_yes_and_one_holds_it(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    office.route("operator1", case, 1)
    path, body = f"/cases/{case}/claim", {"index": 2}
    pair(office, ("operator2", "PUT", path, body), ("supervisor", "PUT", path, body))
    assert len(office.current("operator1", case)) == 1


def test_of_two_variables_written_at_once_one_is_lost(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    path = f"/cases/{case}/variable?del_index=1"
    pair(office, ("operator1", "PUT", path, {"a": "1"}), ("operator1", "PUT", path, {"b": "1"}))
    values = office.get("operator1", f"/cases/{case}/variables")
    assert ("a" in values) != ("b" in values)


def test_a_route_and_a_reassignment_both_take_effect(office: Office) -> None:
    case = office.start("operator1", EXPENSE, amount="1", decision="approve")
    office.route("operator1", case, 1)
    body = {
        "usr_uid_source": USERS["operator3"],
        "usr_uid_target": USERS["operator1"],
        "del_index": 2,
    }
    statuses = office.together(
        ("operator3", "PUT", f"/cases/{case}/route-case", {"del_index": "2"}),
        ("supervisor", "PUT", f"/cases/{case}/reassign-case", body),
    )
    assert statuses[0] == 200


def test_of_two_reassignments_one_is_refused(office: Office) -> None:
    case = office.start("operator1", EXPENSE, amount="1")
    office.route("operator1", case, 1)
    calls = [
        (
            "supervisor",
            "PUT",
            f"/cases/{case}/reassign-case",
            {
                "usr_uid_source": USERS["operator3"],
                "usr_uid_target": USERS[target],
                "del_index": 2,
            },
        )
        for target in ("operator1", "operator2")
    ]
    assert office.together(*calls) == [200, 400]
    assert len(office.current("operator1", case)) == 1


def test_two_pauses_leave_one(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    call = ("operator1", "PUT", f"/cases/{case}/pause", {"index": 1})
    pair(office, call, call)
    assert office.current("operator1", case) == [("1", "operator1", "PAUSED")]
