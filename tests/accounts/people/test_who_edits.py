"""The pages that edit users, groups and departments: who gets them, and where there are none."""

import pytest
from django.test import Client

from accounts.directory.states import ADMINISTRATOR
from tests.accounts.people.conftest import NOBODY, departments, group, user
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db


def pages(browser: Client) -> list[str]:
    """Every page that makes, changes or deletes somebody or something."""
    bob, finance = user(browser, "bob").uid, group(browser, "Finance")
    legal = departments(browser)["Legal"].uid
    return [
        "/people/new/",
        "/people/groups/new/",
        "/people/departments/new/",
        *(f"/people/{bob}/{act}/" for act in ("change", "delete")),
        *(f"/people/groups/{finance}/{act}/" for act in ("change", "delete")),
        *(f"/people/departments/{legal}/{act}/" for act in ("change", "delete")),
    ]


def test_who_may_manage_people_sees_each_page_and_wendy_is_told_what_she_lacks(
    admin: Client, silvia: Client, wendy: Client, sandbox: SandboxProcess
) -> None:
    for url in pages(admin):
        assert admin.get(url).status_code == 200, url
        assert silvia.get(url).status_code == 200, url
        for answer in (wendy.get(url), wendy.post(url, {"title": "Mine", "username": "bob"})):
            assert answer.status_code == 403, url
            assert "PM_USERS" in answer.content.decode()
    assert sandbox.ledger() == []


@pytest.mark.parametrize("path", [NOBODY, f"groups/{NOBODY}", f"departments/{NOBODY}"])
@pytest.mark.parametrize("act", ["change", "delete"])
def test_what_is_not_there_is_not_found(admin: Client, path: str, act: str) -> None:
    assert admin.get(f"/people/{path}/{act}/").status_code == 404


def test_roles_are_not_edited_here(admin: Client) -> None:
    role = api(admin).roles.all()[0].uid
    assert admin.get(f"/people/roles/{role}/change/").status_code == 404
    assert admin.get(f"/people/{ADMINISTRATOR}/").status_code == 200
