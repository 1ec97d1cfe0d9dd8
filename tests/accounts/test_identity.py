"""Who is signed in: read once, kept with the grant, read again when it is in doubt."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.grants import keep_identity_fresh
from accounts.models import Grant
from accounts.people import Me
from processmaker import Client as ProcessMakerClient
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

URL = "/accounts/preferences/"


def me_of(browser: Client) -> Me:
    return browser.get(URL).wsgi_request.me


def test_name_role_and_permissions_are_those_of_processmaker(wendy: Client, silvia: Client) -> None:
    operator, supervisor = me_of(wendy), me_of(silvia)
    assert (operator.name, operator.initials, operator.role) == ("Wendy Marsh", "WM", "Operator")
    assert operator.can("PM_CASES")
    assert not operator.can("PM_REASSIGNCASE")
    assert supervisor.can("PM_REASSIGNCASE")
    assert supervisor.can("PM_SUPERVISOR")


def test_a_page_of_our_own_asks_processmaker_nothing(
    wendy: Client, sandbox: SandboxProcess
) -> None:
    sandbox.forget_asked()
    assert wendy.get(URL).status_code == 200
    assert sandbox.asked() == []


def test_a_page_costs_one_query_for_person_and_preferences(wendy: Client) -> None:
    wendy.get("/nowhere/")
    with CaptureQueriesContext(connection) as queries:
        wendy.get("/nowhere/")
    ours = [query["sql"] for query in queries if "accounts_" in query["sql"]]
    assert len(ours) == 1
    assert "accounts_grant" in ours[0]


def test_it_is_read_again_after_an_hour(wendy: Client) -> None:
    Grant.objects.update(role="Old", identity_at=timezone.now() - timedelta(minutes=61))
    assert me_of(wendy).role == "Operator"


def test_the_old_answer_stands_where_processmaker_fails(
    wendy: Client, sandbox: SandboxProcess
) -> None:
    Grant.objects.update(role="Old", identity_at=timezone.now() - timedelta(minutes=61))
    sandbox.fault("error_500_null")
    assert me_of(wendy).role == "Old"


def test_it_is_read_again_after_a_refusal(wendy: Client) -> None:
    Grant.objects.update(role="Old", identity_at=timezone.now() - timedelta(minutes=5))
    assert wendy.get("/cases/reassign/").status_code == 403
    assert me_of(wendy).role == "Operator"


def test_untold_permissions_are_supposed(wendy: Client) -> None:
    grant = Grant.objects.get()
    grant.permissions, grant.permissions_known = ["PM_CASES"], False
    me = Me(grant, ProcessMakerClient.__new__(ProcessMakerClient))
    assert me.can("PM_CASES")
    assert me.can("PM_REASSIGNCASE")
    assert not me.can("PM_ALLCASES")


def test_of_two_pages_at_once_one_asks(wendy: Client, sandbox: SandboxProcess) -> None:
    Grant.objects.update(role="Old", identity_at=timezone.now() - timedelta(minutes=61))
    first, second = Grant.objects.get(), Grant.objects.get()
    client = wendy.get("/nowhere/").wsgi_request.pm
    Grant.objects.update(role="Old", identity_at=first.identity_at)
    keep_identity_fresh(first, client)
    sandbox.forget_asked()
    keep_identity_fresh(second, client)
    assert (first.role, second.role) == ("Operator", "Old")
    assert sandbox.asked() == []
