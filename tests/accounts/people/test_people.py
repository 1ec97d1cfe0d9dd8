"""The directory: who sees it, what it finds, what may be changed there."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.directory.states import ADMINISTRATOR
from tests.accounts.people.conftest import group, user
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

PAGES = ["/people/", "/people/groups/", "/people/departments/", "/people/roles/"]


@pytest.fixture(autouse=True)
def fresh(sandbox: SandboxProcess) -> None:
    """With all the cases of the demo."""
    sandbox.reset()


def text(browser: Client, url: str, status: int = 200) -> str:
    page = browser.get(url)
    assert page.status_code == status, page.content.decode()[:500]
    return page.content.decode()


def users_on(html: str) -> list[str]:
    return re.findall(r'data-person="(\w+)"', html)


@pytest.mark.parametrize("url", [*PAGES, f"/people/{ADMINISTRATOR}/"])
def test_admin_and_silvia_see_it_and_wendy_is_told_what_she_lacks(
    sign_in: Callable[[str], Client], url: str
) -> None:
    assert sign_in("admin").get(url).status_code == 200
    assert sign_in("silvia").get(url).status_code == 200
    assert "PM_USERS" in text(sign_in("wendy"), url, 403)


def test_wendy_may_change_nobody(wendy: Client, admin: Client, sandbox: SandboxProcess) -> None:
    uid = user(admin, "bob").uid
    change = {"kind": "groups", "circle": group(admin, "Finance"), "act": "add"}
    assert wendy.post(f"/people/{uid}/membership/", change).status_code == 403
    assert wendy.post(f"/people/{uid}/menu/", {"menu": ""}).status_code == 403
    assert sandbox.ledger() == []


def test_users_are_found_by_name_role_status_and_department(admin: Client) -> None:
    wendy, silvia = user(admin, "wendy").uid, user(admin, "silvia").uid
    api(admin).users.update(wendy, {"usr_status": "VACATION"})
    assert users_on(text(admin, "/people/?q=marsh")) == [wendy]
    assert users_on(text(admin, "/people/?role=OFFICE_SUPERVISOR")) == [silvia]
    assert wendy in users_on(text(admin, "/people/?status=VACATION"))
    assert silvia not in users_on(text(admin, "/people/?status=VACATION"))
    assert wendy in users_on(text(admin, f"/people/?department={_department(admin)}"))
    assert "Nobody matches" in text(admin, "/people/?q=marsh&role=OFFICE_SUPERVISOR")


def _department(browser: Client) -> str:
    return api(browser).users.get(user(browser, "wendy").uid).department_uid


def test_users_are_paged(admin: Client) -> None:
    admin.post(
        "/accounts/preferences/",
        {"theme": "system", "density": "compact", "page_size": "10", "language": "en"},
    )
    first, second = text(admin, "/people/"), text(admin, "/people/?page=2")
    assert len(users_on(first)) == 10
    assert not set(users_on(first)) & set(users_on(second))
    assert "?page=2" in first
    assert len(users_on(text(admin, "/people/?page=99"))) == len(users_on(second))


def test_a_person_on_vacation_gets_no_cases_until_active(admin: Client) -> None:
    uid = user(admin, "wendy").uid
    api(admin).users.update(uid, {"usr_status": "VACATION"})
    html = text(admin, f"/people/{uid}/")
    assert "Gets no cases until the status is Active again." in html
    assert "Customer care" in html
    assert f"/people/{uid}/cases/?action=todo" in html


def test_the_state_is_not_called_a_city(admin: Client) -> None:
    uid = user(admin, "wendy").uid
    api(admin).users.update(uid, {"usr_city": "BST", "usr_location": "Clifton"})
    html = text(admin, f"/people/{uid}/")
    assert re.search(r"<dt>State or region</dt><dd><bdi>BST", html)
    assert re.search(r"<dt>City</dt><dd><bdi>Clifton", html)


def test_a_record_without_a_user_name_is_shown_as_deleted(admin: Client) -> None:
    uid = user(admin, "lars").uid
    api(admin).users.update(uid, {"usr_username": "", "usr_firstname": "", "usr_lastname": ""})
    assert "Deleted user" in text(admin, f"/people/{uid}/")
    assert users_on(text(admin, "/people/?status=CLOSED")) == [uid]


def test_an_unknown_person_is_not_found(admin: Client) -> None:
    assert admin.get(f"/people/{'ab' * 16}/").status_code == 404
    assert admin.get(f"/people/groups/{'ab' * 16}/").status_code == 404


def test_a_member_is_added_and_removed(admin: Client) -> None:
    uid, finance = user(admin, "bob").uid, group(admin, "Finance")
    url, change = f"/people/{uid}/membership/", {"kind": "groups", "circle": finance}
    page = admin.post(url, {**change, "act": "add"}, follow=True).content.decode()
    assert "Bob Tanner is in Finance." in page
    assert uid in {one.uid for one in api(admin).groups.users(finance)}
    page = admin.post(url, {**change, "act": "add"}, follow=True).content.decode()
    assert "Bob Tanner was in Finance already." in page
    page = admin.post(url, {**change, "act": "remove"}, follow=True).content.decode()
    assert "Bob Tanner is not in Finance any more." in page
    assert uid not in {one.uid for one in api(admin).groups.users(finance)}


def test_a_group_takes_a_member_from_its_own_page(silvia: Client, admin: Client) -> None:
    uid, finance = user(admin, "bob").uid, group(admin, "Finance")
    page = silvia.post(f"/people/groups/{finance}/join/", {"user": uid}, follow=True)
    assert page.redirect_chain[-1][0] == f"/people/groups/{finance}/"
    assert "Bob Tanner is in Finance." in page.content.decode()
    page = silvia.post(f"/people/groups/{finance}/join/", {"user": ""}, follow=True)
    assert "Nothing was chosen." in page.content.decode()


def test_the_department_of_a_person_is_changed(admin: Client) -> None:
    uid = user(admin, "bob").uid
    departments = {d.title: d.uid for top in api(admin).departments.tree() for d in top.children}
    change = {"kind": "departments", "act": "add", "circle": departments["Legal"]}
    assert (
        "is in Legal"
        in admin.post(f"/people/{uid}/membership/", change, follow=True).content.decode()
    )
    assert api(admin).users.get(uid).department_uid == departments["Legal"]


def test_a_role_is_given_but_never_to_the_administrator(
    admin: Client, sandbox: SandboxProcess
) -> None:
    manager = next(one for one in api(admin).roles.all() if one.code == "PROCESSMAKER_MANAGER")
    uid, change = user(admin, "bob").uid, {"kind": "roles", "circle": manager.uid, "act": "add"}
    admin.post(f"/people/{uid}/membership/", change)
    assert api(admin).users.get(uid).role == "PROCESSMAKER_MANAGER"
    writes = len(sandbox.ledger())
    page = admin.post(f"/people/{ADMINISTRATOR}/membership/", change, follow=True)
    assert "The role of the administrator cannot be changed." in page.content.decode()
    assert len(sandbox.ledger()) == writes
    assert "Set role" not in text(admin, f"/people/{ADMINISTRATOR}/")


def test_a_role_shows_its_permissions(silvia: Client, admin: Client) -> None:
    role = next(one for one in api(admin).roles.all() if one.code == "OFFICE_SUPERVISOR")
    html = text(silvia, f"/people/roles/{role.uid}/")
    assert "PM_REASSIGNCASE_SUPERVISOR" in html
    assert "Silvia Ortega" in html


def test_a_write_whose_answer_is_lost_is_read_back(admin: Client, sandbox: SandboxProcess) -> None:
    uid, finance = user(admin, "bob").uid, group(admin, "Finance")
    sandbox.fault("applied_then_reset", path="/group/*/user", method="POST", times=1)
    change = {"kind": "groups", "circle": finance, "act": "add"}
    page = admin.post(f"/people/{uid}/membership/", change, follow=True).content.decode()
    assert "Bob Tanner was in Finance already." in page or "Bob Tanner is in Finance." in page
    assert uid in {one.uid for one in api(admin).groups.users(finance)}


def test_the_departments_are_a_tree_that_a_search_keeps(admin: Client) -> None:
    html = text(admin, "/people/departments/?q=ware")
    assert "Warehouse" in html
    assert "Operations" in html
    assert "Legal" not in html


def test_the_start_menu_is_saved(admin: Client) -> None:
    uid = user(admin, "bob").uid
    menus = {"menu": "PM_CASES", "cases_menu": "CASES_SENT"}
    page = admin.post(f"/people/{uid}/menu/", menus, follow=True).content.decode()
    assert "The start menu is saved." in page
    assert api(admin).extrarest.user_config(uid).default_cases_menu == "CASES_SENT"
    refused = admin.post(f"/people/{uid}/menu/", {"menu": "EVIL"}, follow=True).content.decode()
    assert "Nothing was changed." in refused


def test_without_the_plug_in_the_page_says_so(
    sandbox: SandboxProcess, sign_in: Callable[[str], Client]
) -> None:
    sandbox.reset(profile="3.8")
    html = text(sign_in("admin"), f"/people/{ADMINISTRATOR}/")
    assert "extraRest plug-in, which this server lacks" in html
