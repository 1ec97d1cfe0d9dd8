"""Several workspaces: chosen at sign-in, switched without losing the other, never mixed."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Grant, Preferences
from accounts.server import forget
from accounts.workspaces import first_workspace, workspaces
from tests.conftest import SignIn
from tests.support.sandbox import SandboxProcess
from tests.support.workspaces import LOGIN, LOGOUT, SWITCH, Sales, both, here, switch

pytestmark = pytest.mark.django_db


def test_with_one_workspace_nobody_chooses(wendy: Client) -> None:
    assert 'aria-label="Workspace"' not in Client().get(LOGIN).content.decode()
    page = wendy.get("/accounts/preferences/").content.decode()
    assert "Switch" not in page
    assert "X-Workspace" not in page


def test_the_sign_in_page_offers_them_all(sales: Sales) -> None:
    page = Client().get(f"{LOGIN}?next=/cases/draft/").content.decode()
    key = sales.workspace.key
    assert f'href="?next=%2Fcases%2Fdraft%2F&amp;workspace={key}"' in page.replace(
        "/cases", "%2Fcases"
    )
    chosen = Client().get(f"{LOGIN}?workspace={key}").content.decode()
    assert f'name="workspace" value="{key}"' in chosen
    assert f"/accounts/login/server/?workspace={key}" in chosen


def test_the_server_line_is_that_of_the_chosen_workspace(sales: Sales) -> None:
    sales.sandbox.fault("error_503_html", path="*")
    line = f"{LOGIN}server/?workspace="
    assert "does not answer" in Client().get(line + sales.workspace.key).content.decode()
    assert "answers in" in Client().get(line + first_workspace().key).content.decode()


def test_one_switches_without_a_sign_in_and_back(sign_in: SignIn, sales: Sales) -> None:
    browser = sign_in("wendy")
    asked = switch(browser, sales.workspace.key)
    assert asked == f"{LOGIN}?workspace={sales.workspace.key}"
    assert here(browser) == "workflow"
    sales.sign_in(browser, "bob")
    assert here(browser) == "sales"
    assert switch(browser, first_workspace().key) == "/"
    assert here(browser) == "workflow"
    assert switch(browser, sales.workspace.key) == "/"
    page = browser.get("/accounts/preferences/")
    assert page.wsgi_request.me.username == "bob"
    assert Grant.objects.count() == 2


def test_the_session_key_changes_with_the_workspace(sign_in: SignIn, sales: Sales) -> None:
    browser = both(sign_in, sales)
    before = browser.cookies["pmdash_session"].value
    switch(browser, first_workspace().key)
    assert browser.cookies["pmdash_session"].value != before
    stolen = Client()
    stolen.cookies["pmdash_session"] = before
    assert stolen.get("/accounts/preferences/").status_code == 302


def test_who_signs_in_anew_replaces_the_sign_in_of_that_workspace_alone(
    sign_in: SignIn, sales: Sales
) -> None:
    browser = both(sign_in, sales)
    sales.sign_in(browser, "mary")
    assert sorted(Grant.objects.values_list("workspace", "username")) == [
        ("sales", "mary"),
        ("workflow", "wendy"),
    ]


def test_a_name_in_the_settings_is_what_people_read(
    settings: Settings, wendy: Client, sales: Sales
) -> None:
    place = settings.FURTHER_WORKSPACES[0]
    settings.FURTHER_WORKSPACES = (replace(place, name="Sales <EU>"),)
    forget()
    assert "Switch to Sales &lt;EU&gt;" in wendy.get("/accounts/preferences/").content.decode()
    settings.FURTHER_WORKSPACES = (replace(place, workspace="workflow"),)
    forget()
    assert [one.label.partition(" · ")[0] for one in workspaces()] == ["workflow", "workflow"]
    assert len({one.label for one in workspaces()}) == 2


def test_each_call_goes_to_its_own_server(
    sign_in: SignIn, sales: Sales, sandbox: SandboxProcess
) -> None:
    browser = both(sign_in, sales)
    sandbox.forget_asked()
    assert browser.get("/cases/inbox/").status_code == 200
    assert sandbox.asked() == []
    switch(browser, first_workspace().key)
    sales.sandbox.forget_asked()
    assert browser.get("/cases/inbox/").status_code == 200
    assert sales.sandbox.asked() == []


def test_lists_and_figures_are_those_of_the_workspace(sign_in: SignIn, sales: Sales) -> None:
    browser = sign_in("wendy")
    assert browser.get("/cases/inbox/").content.count(b"<tr data-case=") > 1
    figure = rb'data-count="inbox"[^>]*>(\d*)<'
    assert re.search(figure, browser.get("/cases/counters/").content)[1] != b"0"
    sales.sign_in(browser, "wendy")
    assert browser.get("/cases/inbox/").content.count(b"<tr data-case=") == 0
    assert re.search(figure, browser.get("/cases/counters/").content)[1] == b"0"


def test_a_server_that_is_down_leaves_the_other_alone(sign_in: SignIn, sales: Sales) -> None:
    browser = both(sign_in, sales)
    sales.sandbox.fault("error_503_html", path="*")
    for _ in range(8):
        assert browser.get("/cases/inbox/").status_code == 503
    switch(browser, first_workspace().key)
    assert browser.get("/cases/inbox/").status_code == 200


def test_preferences_are_kept_for_each_workspace(sign_in: SignIn, sales: Sales) -> None:
    both(sign_in, sales)
    rows = Preferences.objects.values_list("workspace", "user_uid")
    assert len(rows) == 2
    assert len({uid for _workspace, uid in rows}) == 1


def test_a_form_drawn_in_the_other_workspace_waits_until_one_is_back(
    sign_in: SignIn, sales: Sales
) -> None:
    """A copy of a workspace has cases of the same uids: an old tab must not write into it."""
    browser = both(sign_in, sales)
    browser.handler.enforce_csrf_checks = True
    drawn = browser.get("/accounts/preferences/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', drawn)[1]
    form = {"csrfmiddlewaretoken": token, "workspace": first_workspace().key}
    assert browser.post(SWITCH, form).status_code == 302
    refused = browser.post(LOGOUT, {"csrfmiddlewaretoken": token, "scope": "all"})
    assert refused.status_code == 403
    assert "This form is too old" in refused.content.decode()
    drawn = browser.get("/accounts/preferences/").content.decode()
    other = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', drawn)[1]
    form = {"csrfmiddlewaretoken": other, "workspace": sales.workspace.key}
    assert browser.post(SWITCH, form).status_code == 302
    assert browser.post(LOGOUT, {"csrfmiddlewaretoken": other}).status_code == 403
    assert browser.post(LOGOUT, {"csrfmiddlewaretoken": token}).status_code == 200


def test_a_part_drawn_in_the_other_workspace_makes_the_page_load_anew(
    sign_in: SignIn, sales: Sales
) -> None:
    browser = both(sign_in, sales)
    other = {"HTTP_X_WORKSPACE": first_workspace().key}
    answer = browser.get("/cases/inbox/", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="list", **other)
    assert (answer.status_code, answer.content) == (409, b"")
    assert answer["HX-Refresh"] == "true"
    own = {"HTTP_X_WORKSPACE": sales.workspace.key}
    assert browser.get("/cases/inbox/", HTTP_HX_REQUEST="true", **own).status_code == 200


def test_the_id_of_a_grant_of_somebody_else_is_worth_nothing_in_a_form(
    sign_in: SignIn, sales: Sales
) -> None:
    both(sign_in, sales)
    stranger = sign_in("bob")
    assert switch(stranger, str(UUID(int=0))).startswith(LOGIN)
    assert switch(stranger, sales.workspace.key).startswith(LOGIN)
    assert here(stranger) == "workflow"


def test_attempts_with_a_password_are_counted_for_each_workspace(
    settings: Settings, sales: Sales
) -> None:
    settings.PROCESSMAKER_PASSWORD_LOGIN = True
    wrong = {"username": "wendy", "password": "wrong", "workspace": sales.workspace.key}
    answers = [Client().post(f"{LOGIN}password/", wrong).status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]
    right = {**wrong, "password": "sandbox", "workspace": first_workspace().key}
    assert Client().post(f"{LOGIN}password/", right).status_code == 302


def test_all_servers_are_checked(settings: Settings, db: None, sales: Sales) -> None:
    checks = Client().get("/readyz").json()["checks"]
    assert {"processmaker", "processmaker_2"} <= set(checks)
