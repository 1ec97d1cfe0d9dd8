"""Signing out of one workspace or of all, and what ends by itself."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.held import OTHERS_KEY, SEEN_KEY, SESSION_KEY
from accounts.models import Grant
from accounts.server import forget
from accounts.workspaces import first_workspace
from tests.conftest import SignIn
from tests.support.workspaces import LOGIN, LOGOUT, Sales, both, here, switch

pytestmark = pytest.mark.django_db


def test_signing_out_asks_which(sign_in: SignIn, sales: Sales) -> None:
    browser = both(sign_in, sales)
    page = browser.post(LOGOUT).content.decode()
    assert "Sign out of sales only" in page
    assert "<bdi>workflow</bdi>" in page
    assert Grant.objects.count() == 2


def test_signing_out_of_one_leaves_the_other(sign_in: SignIn, sales: Sales) -> None:
    browser = both(sign_in, sales)
    assert browser.post(LOGOUT, {"scope": "this"})["Location"] == "/"
    assert here(browser) == "workflow"
    assert [grant.workspace for grant in Grant.objects.all()] == ["workflow"]
    assert "reason=signed-out" in browser.post(LOGOUT)["Location"]


def test_signing_out_of_all_leaves_none(sign_in: SignIn, sales: Sales) -> None:
    browser = both(sign_in, sales)
    assert "reason=signed-out" in browser.post(LOGOUT, {"scope": "all"})["Location"]
    assert not Grant.objects.exists()
    assert SESSION_KEY not in browser.session


def test_an_idle_session_ends_for_all_workspaces(sign_in: SignIn, sales: Sales) -> None:
    browser = both(sign_in, sales)
    session = browser.session
    session[SEEN_KEY] = time.time() - 25 * 3600
    session.save()
    assert browser.get("/accounts/preferences/").status_code == 302
    assert not Grant.objects.filter(left_at=None).exists()
    assert OTHERS_KEY not in browser.session


def test_an_idle_session_leads_nowhere_where_one_sign_in_has_ended(
    sign_in: SignIn, sales: Sales
) -> None:
    browser = both(sign_in, sales)
    Grant.objects.filter(workspace="sales").update(ended_at=timezone.now())
    session = browser.session
    session[SEEN_KEY] = time.time() - 25 * 3600
    session.save()
    assert switch(browser, first_workspace().key).startswith(LOGIN)
    assert browser.get("/accounts/preferences/").status_code == 302


def test_a_sign_in_of_a_fortnight_ends_alone(sign_in: SignIn, sales: Sales) -> None:
    browser = both(sign_in, sales)
    long_ago = timezone.now() - timedelta(days=15)
    Grant.objects.filter(workspace="sales").update(created_at=long_ago)
    assert browser.get("/accounts/preferences/").status_code == 302
    assert not Grant.objects.filter(workspace="sales", left_at=None).exists()
    assert switch(browser, first_workspace().key) == "/"
    assert here(browser) == "workflow"


def test_the_sign_in_page_of_a_workspace_that_is_held_leads_there(
    sign_in: SignIn, sales: Sales
) -> None:
    browser = both(sign_in, sales)
    page = browser.get(f"{LOGIN}?workspace={first_workspace().key}").content.decode()
    assert "Go on in workflow" in page


def test_where_one_has_ended_the_other_is_offered(sign_in: SignIn, sales: Sales) -> None:
    browser = both(sign_in, sales)
    Grant.objects.filter(workspace="sales").update(ended_at=timezone.now())
    asked = browser.get("/accounts/preferences/")
    page = browser.get(asked["Location"]).content.decode()
    assert "Go on in workflow" in page
    assert f'name="workspace" value="{sales.workspace.key}"' in page
    assert switch(browser, first_workspace().key) == "/"
    assert here(browser) == "workflow"


def test_a_workspace_that_is_configured_no_more_is_signed_out(
    settings: Settings, sign_in: SignIn, sales: Sales
) -> None:
    browser = both(sign_in, sales)
    settings.FURTHER_WORKSPACES = ()
    forget()
    assert browser.get("/accounts/preferences/").status_code == 302
    assert browser.post(LOGOUT)["Location"].startswith(LOGIN)
