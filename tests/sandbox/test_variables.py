"""Case variables: kept as sent, refused where the real server refuses."""

from typing import Any

import pytest

from tests.sandbox.office import PROCESSES, Office

PURCHASE, LEAVE = "Purchase request", "Leave request"
ROW = {"description": "rope", "qty": "4", "unit": "pc"}
LABELLED = {**ROW, **{f"{name}_label": value for name, value in ROW.items()}}


@pytest.mark.parametrize(
    "value", ["12.50", 12.5, 7, True, None, "", ["hw", "sw"], {"1": ROW}, {"a": {"b": [1, None]}}]
)
def test_a_value_comes_back_with_its_type(office: Office, value: Any) -> None:
    case = office.start("operator1", LEAVE, thing=value)
    got = office.get("operator1", f"/cases/{case}/variables")["thing"]
    assert (got, type(got)) == (value, type(value))


def test_a_list_in_place_of_an_object_is_stored_under_numbers(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    for _ in range(2):
        office.put("operator1", f"/cases/{case}/variable", [{"a": 1}], del_index=1)
    values = office.get("operator1", f"/cases/{case}/variables")
    assert values["0"] == values["1"] == {"a": 1}


def test_only_the_holder_and_a_supervisor_write(office: Office) -> None:
    case = office.start("operator1", PURCHASE)
    path = f"/cases/{case}/variable?del_index=1"
    assert "You have not participated" in office.refused("operator2", "PUT", path, {"a": "1"})[1]
    office.put("supervisor", f"/cases/{case}/variable", {"a": "2"}, del_index=1)
    assert office.refused("operator1", "PUT", path, {"TASK": "x"}) == (400, "**ID_CAN_NOT_CHANGE**")
    assert office.get("operator1", f"/cases/{case}/variables")["a"] == "2"


def test_reading_is_for_participants_and_for_supervisors_with_their_form(office: Office) -> None:
    case = office.start("operator1", PURCHASE, requestTitle="ink", other="x")
    path = f"/cases/{case}/variables"
    assert office.refused("supervisor", "GET", path)[0] == 403
    form = PROCESSES[PURCHASE]["supervisor_steps"][0]["object"]
    shown = office.get("supervisor", path, dyn_uid=form)
    assert shown == {"requestTitle": "ink", "SYS_LANG": "en"}


def test_one_variable_carries_its_label_and_null_counts_as_missing(office: Office) -> None:
    case = office.start("operator1", PURCHASE, amount="12", remarks=None)
    path = f"/case/{case}/1/variable"
    assert office.get("operator1", f"{path}/amount") == {"amount": "12", "amount_label": ""}
    assert office.refused("operator1", "GET", f"{path}/remarks") == (
        400,
        'The Variable with var_name: "remarks" does not exist in Case',
    )
    assert office.refused("operator1", "GET", f"{path}/nope") == (
        400,
        "var_name: nope does not exist",
    )


def test_a_grid_grows_by_rows_and_is_numbered_anew_after_a_deletion(office: Office) -> None:
    case = office.start("operator1", PURCHASE, items={"1": ROW, "2": {**ROW, "qty": "9"}})
    path = f"/case/{case}/1/variable/items"
    added = office.call("operator1", "POST", path, json={"1": LABELLED})
    assert (added.status_code, added.json()) == (201, {"3": LABELLED})
    assert office.refused("operator1", "POST", path, {"1": ROW}) == (
        400,
        "1: description_label does not exist",
    )
    assert office.call("operator1", "DELETE", f"{path}?keys=1").status_code == 200
    assert [row["qty"] for row in office.get("operator1", path).values()] == ["9", "4"]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"start": 1, "limit": 1}, {"2"}),
        ({"filter": "OP"}, {"1"}),
        ({"lfilter": "ta"}, {"2"}),
        ({"rfilter": "pe"}, {"1", "2"}),
        ({"limit": 0}, set()),
    ],
)
def test_a_grid_is_paged_and_filtered(
    office: Office, query: dict[str, Any], rows: set[str]
) -> None:
    items = {"1": {"description": "rope"}, "2": {"description": "tape"}, "3": {"description": "x"}}
    case = office.start("operator1", PURCHASE, items=items)
    page = office.get("operator1", f"/case/{case}/1/variable/items/paged", **query)
    assert set(page["data"]) == rows


def test_updating_one_variable_asks_for_no_right_and_answers_nothing(office: Office) -> None:
    case = office.start("operator1", PURCHASE, decision="approve")
    body = {"decision": "reject", "decision_label": "Reject"}
    answer = office.call("operator2", "PUT", f"/case/{case}/1/variable/decision", json=body)
    assert (answer.status_code, answer.content) == (204, b"")
    assert office.get("operator1", f"/cases/{case}/variables")["decision"] == "reject"
