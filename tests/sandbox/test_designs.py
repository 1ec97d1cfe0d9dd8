"""Projects: what a front end reads of the design of a process, and who may."""

import json

import pytest

from tests.sandbox.office import PROCESSES, USERS, Office, task_uid

PURCHASE = PROCESSES["Purchase request"]["uid"]
EXPENSE = PROCESSES["Expense claim"]["uid"]
NOWHERE = "0" * 32


def test_the_diagram_has_places_and_flows(office: Office) -> None:
    diagram = office.get("operator1", f"/project/{PURCHASE}")["diagrams"][0]
    names = {item["act_name"]: item for item in diagram["activities"]}
    assert names["Register request"]["bou_x"] == "100"
    assert len(diagram["flows"]) == 8
    assert {gateway["gat_type"] for gateway in diagram["gateways"]} == {"PARALLEL"}


@pytest.mark.parametrize(
    "part", ["dynaforms", "input-documents", "process", "process-variables", "report-tables"]
)
def test_the_designers_lists_need_pm_factory(office: Office, part: str) -> None:
    assert office.call("admin", "GET", f"/project/{PURCHASE}/{part}").status_code == 200
    assert office.refused("operator1", "GET", f"/project/{PURCHASE}/{part}") == (401, "")


def test_the_diagram_needs_pm_cases(office: Office) -> None:
    assert office.refused("nocases", "GET", f"/project/{PURCHASE}") == (401, "")


@pytest.mark.parametrize(
    "path",
    [
        f"/project/{NOWHERE}",
        f"/project/{NOWHERE}/process-supervisors",
        f"/project/{PURCHASE}/activity/{NOWHERE}",
        f"/project/{PURCHASE}/activity/{NOWHERE}/steps",
        f"/project/{PURCHASE}/trigger/{NOWHERE}",
        f"/project/{PURCHASE}/dynaform/{NOWHERE}",
        f"/project/{PURCHASE}/input-document/{NOWHERE}",
    ],
)
def test_what_is_not_there_is_400(office: Office, path: str) -> None:
    code, message = office.refused("operator1", "GET", path)
    assert (code, NOWHERE in message) == (400, True)


def test_an_unknown_output_document_is_an_empty_list(office: Office) -> None:
    assert office.get("operator1", f"/project/{PURCHASE}/output-document/{NOWHERE}") == []


def test_a_form_comes_as_text_and_from_any_project(office: Office) -> None:
    form = PROCESSES["Expense claim"]["dynaforms"][0]
    found = office.get("nocases", f"/project/{PURCHASE}/dynaform/{form['uid']}")
    assert json.loads(found["dyn_content"]) == form["content"]


def test_assignees_as_groups_and_one_by_one(office: Office) -> None:
    path = f"/project/{PURCHASE}/activity/{task_uid('Purchase request', 'Finance review')}/assignee"
    assert [row["aas_type"] for row in office.get("operator1", path)] == ["group"]
    everybody = {row["aas_uid"] for row in office.get("operator1", f"{path}/all")}
    assert everybody == {USERS[name] for name in ("operator1", "operator2", "operator3")}


def test_a_task_tells_its_settings(office: Office) -> None:
    task = task_uid("Purchase request", "Approve purchase")
    found = office.get("operator1", f"/project/{PURCHASE}/activity/{task}")["properties"]
    assert (found["tas_title"], found["tas_duration"], found["pro_id"]) == (
        "Approve purchase",
        2,
        0,
    )


def test_supervisors_paged_and_what_they_may_see(office: Office) -> None:
    page = office.get("admin", f"/project/{EXPENSE}/process-supervisors/paged", limit=1)
    assert (page["total"], len(page["data"])) == (2, 1)
    forms = office.get("supervisor", f"/project/{EXPENSE}/process-supervisor/dynaforms")
    assert [form["dyn_title"] for form in forms] == ["Expense form"]
    path = f"/project/{EXPENSE}/process-supervisor/input-documents"
    assert len(office.get("supervisor", path)) == 1


def test_categories_count_their_processes(office: Office) -> None:
    found = office.get("admin", "/project/categories")
    assert [(row["cat_name"], row["cat_total_processes"]) for row in found] == [
        ("Finance", 1),
        ("Human resources", 1),
    ]
    one = office.get("admin", f"/project/category/{found[0]['cat_uid']}")
    assert one == found[0]


def test_a_processed_form_has_the_values_of_the_case(office: Office) -> None:
    case = office.start(
        "operator1",
        "Expense claim",
        claimTitle="Taxi",
        costCentre="it",
        lines={"1": {"what": "ride", "price": "9"}},
    )
    form = PROCESSES["Expense claim"]["dynaforms"][1]["uid"]
    path = f"/light/project/{EXPENSE}/dynaformprocessed/{form}"
    found = office.get("operator1", path, app_uid=case)["formContent"]["items"][0]["items"]
    cells = {cell["name"]: cell for row in found for cell in row}
    assert cells["claimTitle"]["data"] == {"value": "Taxi", "label": "Taxi"}
    assert cells["costCentre"]["data"] == {"value": "it", "label": "IT"}
    assert cells["lines"]["data"] == {"1": {"what": "ride", "price": "9"}}
    empty = office.get("operator1", path)["formContent"]["items"][0]["items"]
    assert empty[0][0]["data"] == {"value": "", "label": ""}
