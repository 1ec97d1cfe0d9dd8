"""Making, changing and deleting groups and departments, with every refusal."""

import pytest
from django.test import Client

from tests.accounts.people.conftest import departments, group, user, words
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db


def test_a_group_is_made_renamed_and_deleted(silvia: Client) -> None:
    page = silvia.post("/people/groups/new/", {"title": "Readers"}, follow=True)
    assert "Readers is there." in words(page)
    uid = group(silvia, "Readers")
    silvia.post(f"/people/groups/{uid}/change/", {"title": "Writers"})
    assert group(silvia, "Writers") == uid
    page = silvia.post(f"/people/groups/{uid}/delete/", follow=True)
    assert page.redirect_chain[-1][0] == "/people/groups/"
    assert "Writers is deleted." in words(page)


def test_an_inactive_group_stays_so_when_it_is_renamed(admin: Client) -> None:
    uid = api(admin).groups.create("Sleepers", status="INACTIVE").uid
    admin.post(f"/people/groups/{uid}/change/", {"title": "Resting"})
    assert api(admin).groups.get(uid).status == "INACTIVE"


@pytest.mark.parametrize("kind", ["groups", "departments"])
def test_titles_are_unique_whatever_the_letter_case(
    admin: Client, sandbox: SandboxProcess, kind: str
) -> None:
    page = admin.post(f"/people/{kind}/new/", {"title": "FINANCE", "parent": ""})
    assert page.status_code == 422
    assert "There is one of this title already. Nothing was changed." in words(page)
    assert 'value="FINANCE"' in page.content.decode()
    assert admin.post(f"/people/{kind}/new/", {"title": " "}).status_code == 422
    assert sandbox.ledger() == []


def test_a_group_with_tasks_is_kept(admin: Client) -> None:
    uid = next(one.uid for one in api(admin).groups.all() if one.tasks)
    assert "ProcessMaker refuses as long as" in words(admin.get(f"/people/groups/{uid}/delete/"))
    page = words(admin.post(f"/people/groups/{uid}/delete/", follow=True))
    assert "Nothing was changed." in page
    assert uid in {one.uid for one in api(admin).groups.all()}


def test_a_department_is_made_below_another_moved_and_deleted(admin: Client) -> None:
    operations, legal = departments(admin)["Operations"], departments(admin)["Legal"]
    assert f'value="{operations.uid}" selected' in (
        admin.get(f"/people/departments/new/?below={operations.uid}").content.decode()
    )
    admin.post("/people/departments/new/", {"title": "Garage", "parent": operations.uid})
    garage = departments(admin)["Garage"]
    assert garage.parent_uid == operations.uid
    admin.post(
        f"/people/departments/{garage.uid}/change/", {"title": "Car pool", "parent": legal.uid}
    )
    moved = api(admin).departments.get(garage.uid)
    assert (moved.title, moved.parent_uid) == ("Car pool", legal.uid)
    page = admin.post(f"/people/departments/{garage.uid}/delete/", follow=True)
    assert "Car pool is deleted." in words(page)


def test_who_leads_a_department_is_one_of_its_members(admin: Client) -> None:
    care = departments(admin)["Customer care"]
    url = f"/people/departments/{care.uid}/change/"
    members = api(admin).departments.users(care.uid)
    other = next(one for one in members if one.uid != care.manager_uid)
    form = {"title": care.title, "parent": care.parent_uid}
    admin.post(url, {**form, "manager": other.uid})
    assert departments(admin)["Customer care"].manager_uid == other.uid
    stranger = user(admin, "admin")
    assert admin.post(url, {**form, "manager": stranger.uid}).status_code == 422


def test_a_department_is_never_put_below_itself(admin: Client) -> None:
    known = departments(admin)
    top, below = known["Operations"], known["Warehouse"]
    form = {"title": top.title, "parent": below.uid, "manager": top.manager_uid}
    assert admin.post(f"/people/departments/{top.uid}/change/", form).status_code == 422


def test_a_department_with_people_is_kept(admin: Client) -> None:
    uid = departments(admin)["Legal"].uid
    page = words(admin.post(f"/people/departments/{uid}/delete/", follow=True))
    assert "Nothing was changed." in page
    assert "Legal" in departments(admin)
