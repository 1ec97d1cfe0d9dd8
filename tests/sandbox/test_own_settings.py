"""Saved filters, settings of /home, and what else lists by other names."""

import pytest

from tests.sandbox.office import Office

SUPERVISOR, OTHER = "supervisor", "operator1"
FILTERS = "/cases/advanced-search/filters"
FILTER = "/cases/advanced-search/filter"
LEAVE, PURCHASE = "Leave request", "Purchase request"


def test_a_saved_filter_is_its_makers_own(office: Office) -> None:
    body = {"name": "Mine", "filters": '{"caseStatuses": "TO_DO"}'}
    saved = office.call(SUPERVISOR, "POST", FILTER, json=body).json()
    assert saved["filters"] == {"caseStatuses": "TO_DO"}
    assert office.get(SUPERVISOR, FILTERS) == [saved]
    assert office.get(OTHER, FILTERS) == []
    path = f"{FILTER}/{saved['id']}"
    assert office.refused(OTHER, "GET", path) == (404, f"Filter with Uid '{saved['id']}'.")
    office.put(SUPERVISOR, path, {"name": "Ours", "filters": {}})
    assert office.get(SUPERVISOR, path) == {"id": saved["id"], "name": "Ours", "filters": {}}


def test_anybody_deletes_any_filter(office: Office) -> None:
    body = {"name": "Mine", "filters": "{}"}
    uid = office.call(SUPERVISOR, "POST", FILTER, json=body).json()["id"]
    assert office.call(OTHER, "DELETE", f"{FILTER}/{uid}").status_code == 200
    assert office.get(SUPERVISOR, FILTERS) == []


def test_an_absent_setting_is_told_with_200(office: Office) -> None:
    path = "/home/config/7/userConfig"
    absent = {"status": 404, "message": "does not exist"}
    assert office.get(OTHER, path) == absent
    body = {"id": 7, "name": "userConfig", "setting": {"wide": True}}
    assert office.refused(OTHER, "PUT", "/home/config", body) == (400, "does not exist")
    assert office.call(OTHER, "POST", "/home/config", json=body).json() == body
    assert office.refused(OTHER, "POST", "/home/config", body) == (400, "Exist")
    assert office.get(OTHER, path) == body
    assert office.call(OTHER, "DELETE", path).json() == body
    assert office.get(OTHER, path) == absent


@pytest.mark.parametrize("name", ["", "/inbox", "/participated", "/paused", "/completed"])
def test_the_lists_of_the_older_api_are_empty(office: Office, name: str) -> None:
    office.start(OTHER, LEAVE)
    body = office.get(OTHER, f"/lists{name}", limit=2)
    assert (body["data"], body["totalCount"], body["filters"]["limit"]) == ([], 0, 2)
    assert office.get(OTHER, f"/lists{name}/total") == 0


def test_only_its_unassigned_list_has_rows(office: Office) -> None:
    case = office.start("operator3", PURCHASE, amount=20, item="Desk")
    office.route("operator3", case, 1)
    mine = office.get(OTHER, "/cases/unassigned")
    listed = office.get(OTHER, "/lists/unassigned")
    assert [row["APP_UID"] for row in listed["data"]] == [row["app_uid"] for row in mine]
    assert listed["totalCount"] == str(len(mine))
    assert office.get(OTHER, "/lists/unassigned", search="no such thing")["data"] == []


def test_metrics_count_everybodys_tasks_for_who_may_see_them(office: Office) -> None:
    office.start(OTHER, LEAVE)
    office.start("operator2", LEAVE)
    assert office.call(OTHER, "GET", "/metrics/list-total-cases").status_code == 401
    totals = {
        row["List Name"]: row["Total"] for row in office.get("admin", "/metrics/list-total-cases")
    }
    assert totals == {"Inbox": 0, "Draft": 2, "Paused": 0, "Unassigned": 0}
    rows = office.get("admin", "/metrics/total-cases-by-process", caseList="draft")
    assert [(row["TOTAL"], row["PRO_TITLE"]) for row in rows] == [("2", LEAVE)]
    process = int(rows[0]["PRO_ID"])
    by_year = office.get(
        "admin", "/metrics/process-total-cases", caseList="draft", processId=process, groupBy="year"
    )
    assert [row["TOTAL"] for row in by_year] == ["2"]
    risk = office.get("admin", "/metrics/cases-risk", caseList="draft", process=process)
    assert [row["number_case"] for row in risk] == ["1", "2"]
    assert all(row["days"] >= 0 for row in risk)


def test_a_custom_list_without_a_report_table_is_its_folder(office: Office) -> None:
    office.start(OTHER, LEAVE)
    body = office.call(OTHER, "POST", "/home/draft/1", json={"limit": 5}).json()
    assert [row["APP_NUMBER"] for row in body["data"]] == ["1"]
    assert body["columns"] == office.get(OTHER, "/caseList/draft/default-columns")
    assert office.get(OTHER, "/home/draft/counter/caseList/1")["total"] == 1
    assert office.get(OTHER, "/caseList/draft") == {"total": 0, "data": []}
