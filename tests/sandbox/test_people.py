"""Users, groups, departments, roles: who may, what is there, what changes."""

import pytest

from tests.sandbox.office import CLIENT, GROUPS, USERS, WORLD, Office

NEWCOMER = {
    "usr_username": "newcomer",
    "usr_firstname": "Nora",
    "usr_lastname": "New",
    "usr_email": "nora@example.test",
    "usr_due_date": "2035-12-31",
    "usr_role": "PROCESSMAKER_OPERATOR",
    "usr_new_pass": "sandbox",
    "usr_cnf_pass": "sandbox",
}
DEPARTMENT = WORLD["departments"][0]
SUPERVISOR_ROLE = next(r["uid"] for r in WORLD["roles"] if r["code"] == "INBOX_SUPERVISOR")
NOBODY = "0" * 32


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["usr_username"] for row in rows]


def test_users_come_by_last_name_and_in_pages(office: Office) -> None:
    everybody = names(office.get("admin", "/users"))
    assert everybody[:3] == ["admin", "operator1", "supervisor2"]
    assert names(office.get("admin", "/users", start=1, limit=2)) == everybody[1:3]
    assert office.get("admin", "/users", limit=0) == []
    assert names(office.get("admin", "/users", lfilter="oper")) == [
        "operator1",
        "operator3",
        "operator2",
    ]


@pytest.mark.parametrize("path", ["/users", f"/user/{USERS['operator1']}", "/roles"])
def test_without_pm_users_it_is_401_even_for_oneself(office: Office, path: str) -> None:
    assert office.refused("operator1", "GET", path) == (401, "")


@pytest.mark.parametrize(
    "path", ["/groups", f"/group/{GROUPS['Clerks']}/users", f"/department/{DEPARTMENT['dep_uid']}"]
)
def test_groups_and_departments_refuse_with_400(office: Office, path: str) -> None:
    code, message = office.refused("operator1", "GET", path)
    assert (code, USERS["operator1"] in message) == (400, True)


def test_a_user_lives_and_dies(office: Office) -> None:
    created = office.call("admin", "POST", "/user", json=NEWCOMER)
    assert (created.status_code, created.json()["USR_USERNAME"]) == (201, "newcomer")
    uid = created.json()["USR_UID"]
    taken = office.refused("admin", "POST", "/user", NEWCOMER)
    assert taken == (400, "The User Name 'newcomer' already exists.")
    assert office.get("newcomer", "/cases") == []
    office.put("admin", f"/user/{uid}", {"usr_phone": "123", "usr_status": "VACATION"})
    assert office.get("admin", f"/user/{uid}")["usr_phone"] == "123"
    assert office.get("newcomer", "/cases") == []
    office.put("admin", f"/user/{uid}", {"usr_status": "INACTIVE"})
    assert office.call("newcomer", "GET", "/cases").status_code == 401
    assert office.call("admin", "DELETE", f"/user/{uid}").content == b""
    assert office.refused("admin", "GET", f"/user/{uid}")[0] == 400


def test_an_inactive_user_cannot_sign_in(office: Office) -> None:
    office.put("admin", f"/user/{USERS['operator1']}", {"usr_status": "INACTIVE"})
    body = {**CLIENT, "grant_type": "password", "username": "operator1", "password": "sandbox"}
    answer = office.http.post(f"{office.url}/workflow/oauth2/token", json=body, timeout=60)
    assert answer.json()["error"] == "invalid_grant"


def test_somebody_with_cases_cannot_be_deleted(office: Office) -> None:
    office.start("operator1", "Leave request")
    assert office.refused("admin", "DELETE", f"/user/{USERS['operator1']}")[0] == 400


def test_group_members_change_who_sees_a_task(office: Office) -> None:
    case = office.start("operator1", "Leave request")
    office.route("operator1", case, 1)
    assert office.get("operator3", "/cases/unassigned") == []
    path = f"/group/{GROUPS['Approvers']}/user"
    added = office.call("admin", "POST", path, json={"usr_uid": USERS["operator3"]})
    assert added.status_code == 201
    assert len(office.get("operator3", "/cases/unassigned")) == 1
    assert office.call("admin", "DELETE", f"{path}/{USERS['operator3']}").status_code == 200
    assert office.get("operator3", "/cases/unassigned") == []
    assert office.refused("admin", "DELETE", f"{path}/{USERS['operator3']}")[0] == 400


def test_a_group_is_made_renamed_and_deleted(office: Office) -> None:
    created = office.call("admin", "POST", "/group", json={"grp_title": "Readers"}).json()
    assert office.refused("admin", "POST", "/group", {"grp_title": "Readers"})[0] == 400
    office.put("admin", f"/group/{created['grp_uid']}", {"grp_title": "Writers"})
    assert office.get("admin", f"/group/{created['grp_uid']}")["grp_title"] == "Writers"
    assert office.call("admin", "DELETE", f"/group/{created['grp_uid']}").status_code == 200
    assert office.refused("admin", "DELETE", f"/group/{GROUPS['Clerks']}")[0] == 400


def test_available_users_are_the_others(office: Office) -> None:
    path = f"/group/{GROUPS['Clerks']}"
    inside = set(names(office.get("admin", f"{path}/users")))
    outside = set(names(office.get("admin", f"{path}/available-users")))
    assert inside == {"operator1", "operator2", "operator3"}
    assert inside | outside == set(USERS)
    assert not inside & outside


def test_the_department_tree_and_its_people(office: Office) -> None:
    tree = office.get("admin", "/departments")
    assert tree[0]["dep_children"][0]["dep_title"] == "Back office"
    one = office.get("admin", f"/department/{DEPARTMENT['dep_uid']}")
    assert (one["dep_last"], "dep_children" in one) == (0, False)
    people = office.get("admin", f"/department/{DEPARTMENT['dep_uid']}/assigned-user")
    assert [(row["usr_username"], row["usr_supervisor"]) for row in people] == [
        ("supervisor", True)
    ]
    assert office.refused("admin", "GET", f"/department/{NOBODY}")[0] == 400


def test_roles_their_people_and_permissions(office: Office) -> None:
    roles = {role["rol_code"]: role for role in office.get("admin", "/roles")}
    assert roles["INBOX_SUPERVISOR"]["rol_total_users"] == 2
    path = f"/role/{SUPERVISOR_ROLE}"
    assert names(office.get("admin", f"{path}/users")) == ["supervisor", "supervisor2"]
    has = {row["per_code"] for row in office.get("operator1", f"{path}/permissions")}
    lacks = {row["per_code"] for row in office.get("operator1", f"{path}/available-permissions")}
    assert "PM_SUPERVISOR" in has
    assert "PM_FACTORY" in lacks
    assert not has & lacks


def test_a_role_given_takes_effect_at_once(office: Office) -> None:
    assert office.refused("operator1", "GET", "/users") == (401, "")
    body = {"usr_uid": USERS["operator1"]}
    assert office.call("admin", "POST", f"/role/{SUPERVISOR_ROLE}/user", json=body).ok
    assert len(office.get("operator1", "/users")) == len(USERS)
