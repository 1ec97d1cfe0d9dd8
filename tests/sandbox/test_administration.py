"""What administrators make and change: departments, roles, tables, reports, trackers."""

from typing import Any

from tests.sandbox.office import GROUPS, PROCESSES, USERS, WORLD, Office

EXPENSE = PROCESSES["Expense claim"]["uid"]
FORM = PROCESSES["Expense claim"]["dynaforms"][0]
OPERATIONS = WORLD["departments"][0]["dep_uid"]
REPORT = {
    "rep_tab_name": "CLAIMS",
    "fields": [{"fld_name": "APP_UID"}, {"fld_name": "CLAIMTITLE"}, {"fld_name": "AMOUNT"}],
}


def post(office: Office, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = office.call("admin", "POST", path, json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def delete(office: Office, path: str) -> int:
    return office.call("admin", "DELETE", path).status_code


def test_a_department_is_made_peopled_led_and_closed(office: Office) -> None:
    made = post(office, "/department", {"dep_title": "Archive", "dep_parent": OPERATIONS})
    path = f"/department/{made['dep_uid']}"
    assert office.refused("admin", "POST", "/department", {"dep_title": "Archive"})[0] == 400
    post(office, f"{path}/assign-user", {"usr_uid": USERS["operator3"]})
    office.put("admin", f"{path}/set-manager/{USERS['operator3']}", {})
    people = office.get("admin", f"{path}/assigned-user")
    assert [(row["usr_username"], row["usr_supervisor"]) for row in people] == [("operator3", True)]
    assert delete(office, path) == 400
    assert delete(office, f"{path}/unassign-user/{USERS['operator3']}") == 200
    assert delete(office, path) == 200
    assert office.refused("admin", "GET", path)[0] == 400


def test_a_permission_added_to_a_role_opens_a_door(office: Office) -> None:
    role = next(r["uid"] for r in WORLD["roles"] if r["code"] == "PROCESSMAKER_OPERATOR")
    rows = office.get("admin", f"/role/{role}/available-permissions", filter="PM_USERS")
    assert office.refused("operator1", "GET", "/users") == (401, "")
    post(office, f"/role/{role}/permission", {"per_uid": rows[0]["per_uid"]})
    assert office.get("operator1", "/users")
    assert delete(office, f"/role/{role}/permission/{rows[0]['per_uid']}") == 200
    assert office.refused("operator1", "GET", "/users") == (401, "")


def test_a_role_is_made_renamed_and_deleted_while_nobody_has_it(office: Office) -> None:
    made = post(office, "/role", {"rol_code": "READER", "rol_name": "Reader"})
    path = f"/role/{made['rol_uid']}"
    office.put("admin", path, {"rol_name": "Patient reader"})
    assert office.get("admin", path)["rol_name"] == "Patient reader"
    assert office.call("admin", "POST", f"{path}/user", json={"usr_uid": USERS["nocases"]}).ok
    assert delete(office, path) == 400
    assert delete(office, f"{path}/user/{USERS['nocases']}") == 200
    assert delete(office, path) == 200


def test_several_people_join_several_groups_at_once(office: Office) -> None:
    body = [{"groupUid": GROUPS["Auditors"], "users": [USERS["operator1"], USERS["operator2"]]}]
    assert office.call("admin", "POST", "/group/batch-users", json=body).ok
    assert len(office.get("admin", f"/group/{GROUPS['Auditors']}/users")) == 3


def test_a_pm_table_is_designed_filled_and_dropped(office: Office) -> None:
    fields = [
        {"fld_name": "id", "fld_type": "INTEGER", "fld_key": True},
        {"fld_name": "part", "fld_type": "INTEGER", "fld_key": True},
        {"fld_name": "name"},
    ]
    made = post(office, "/pmtable", {"pmt_tab_name": "parts", "fields": fields})
    assert made["pmt_tab_name"] == "PMT_PARTS"
    path = f"/pmtable/{made['pmt_uid']}"
    post(office, f"{path}/data", {"ID": 1, "PART": 2, "NAME": "bolt"})
    assert office.refused("admin", "POST", f"{path}/data", {"ID": 1, "PART": 2})[0] == 400
    post(office, f"{path}/data", {"ID": 1, "PART": 3, "NAME": "nut"})
    assert delete(office, f"{path}/data/ID/1/PART/2") == 200
    assert [row["name"] for row in office.get("admin", f"{path}/data")["rows"]] == ["nut"]
    assert (
        office.refused("admin", "POST", "/pmtable", {"pmt_tab_name": "x", "fields": []})[0] == 400
    )
    assert delete(office, path) == 200
    assert office.refused("admin", "GET", path)[0] == 400


def test_a_report_table_shows_variables_of_cases(office: Office) -> None:
    case = office.start("operator1", "Expense claim", claimTitle="Taxi", amount="12.50")
    made = post(office, f"/project/{EXPENSE}/report-table", REPORT)
    path = f"/project/{EXPENSE}/report-table/{made['rep_uid']}"
    assert office.call("admin", "GET", f"{path}/populate").ok
    found = office.get("admin", f"{path}/data")
    assert found["count"] == 1
    assert found["rows"][0]["app_uid"] == case
    assert (found["rows"][0]["claimtitle"], found["rows"][0]["amount"]) == ("Taxi", "12.50")
    assert [row["rep_uid"] for row in office.get("admin", f"/project/{EXPENSE}/report-tables")]
    assert delete(office, path) == 200
    assert office.get("admin", f"/project/{EXPENSE}/report-tables") == []


def test_a_case_tracker_is_set_up(office: Office) -> None:
    base = f"/project/{EXPENSE}/case-tracker"
    office.put("admin", f"{base}/property", {"map_type": "PROCESSMAP"})
    assert office.get("admin", f"{base}/property")["map_type"] == "PROCESSMAP"
    before = len(office.get("admin", f"{base}/available-objects"))
    made = post(office, f"{base}/object", {"cto_type_obj": "DYNAFORM", "cto_uid_obj": FORM["uid"]})
    assert made["obj_title"] == FORM["title"]
    assert office.call("operator1", "PUT", f"{base}/property", json={}).status_code in (401, 403)
    assert len(office.get("admin", f"{base}/available-objects")) == before - 1
    assert delete(office, f"{base}/object/{made['cto_uid']}") == 200
    assert office.get("admin", f"{base}/objects") == []


def test_a_case_can_be_tracked_with_its_pin_and_no_token(office: Office) -> None:
    case = office.start("operator1", "Expense claim", claimTitle="Taxi")
    about = office.get("operator1", f"/extrarest/case/{case}")
    pin, number = about["APP_DATA"]["PIN"], about["APP_NUMBER"]
    answer = office.call(None, "GET", f"/light/case/{number}/tracker/{pin}")
    assert answer.json() == {"process": EXPENSE, "app_uid": case}
    assert office.call(None, "GET", f"/light/case/{number}/tracker/XXXX").status_code == 400
    history = f"/light/process/{EXPENSE}/case/{case}/tracker-history"
    (turn,) = office.call(None, "GET", history).json()
    assert (turn["taskTitle"], turn["type"], turn["finishDate"]) == (
        "Submit claim",
        "IN_PROGRESS",
        "-",
    )
    settings = f"/project/{EXPENSE}/case-tracker/property"
    assert office.get("operator1", settings)["routing_history"] == 1
    office.put("admin", settings, {"routing_history": 0})
    assert office.call(None, "GET", history).status_code == 400


def test_the_mobile_api_starts_saves_and_hands_over(office: Office) -> None:
    first = next(t for t in PROCESSES["Expense claim"]["tasks"] if t["start"])
    path = f"/light/process/{EXPENSE}/task/{first['uid']}/start-case"
    started = office.call("operator1", "POST", path, json={}).json()
    case = started["caseId"]
    office.put("operator1", f"/light/{case}/variable", {"claimTitle": "Bus"}, del_index=1)
    assert office.get("operator1", f"/light/{case}/variables")["claimTitle"] == "Bus"
    answer = office.call("operator1", "POST", f"/light/reassign/{case}/user/{USERS['operator2']}")
    assert answer.json() == {"status": "ok"}
    assert office.current("operator1", case) == [("2", "operator2", "OPEN")]
    refused = office.refused("supervisor", "POST", path, {})
    assert refused[0] == 400
