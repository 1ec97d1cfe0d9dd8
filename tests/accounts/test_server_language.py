"""The language of ProcessMaker itself, set beside that of pmdash."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

PAGE = "/accounts/preferences/"
URL = "/accounts/preferences/server-language/"


def test_it_is_offered_and_sent(wendy: Client, sandbox: SandboxProcess) -> None:
    assert URL in wendy.get(PAGE).content.decode()
    html = wendy.get(URL).content.decode()
    assert "Language of ProcessMaker" in html
    assert "does not tell which one is set" in html
    sandbox.forget_asked()
    page = wendy.post(URL, {"code": "en"}, follow=True).content.decode()
    assert "ProcessMaker was told the language." in page
    assert any(one.startswith("PUT") and one.endswith("/language/en") for one in sandbox.asked())


def test_a_language_that_is_not_installed_is_never_sent(
    wendy: Client, sandbox: SandboxProcess
) -> None:
    sandbox.forget_asked()
    page = wendy.post(URL, {"code": "../sql"}, follow=True).content.decode()
    assert "Nothing was changed." in page
    assert not [one for one in sandbox.asked() if one.startswith("PUT")]


def test_who_is_signed_out_is_sent_to_the_door(db: None) -> None:
    assert Client().post(URL, {"code": "en"})["Location"].startswith("/accounts/login/")


def test_without_the_plug_in_it_is_not_offered(
    sandbox: SandboxProcess, sign_in: Callable[[str], Client]
) -> None:
    sandbox.reset(profile="3.8")
    html = sign_in("wendy").get(PAGE).content.decode()
    sandbox.reset()
    assert "Language of ProcessMaker" not in html


def test_the_page_stays_where_processmaker_fails(wendy: Client, sandbox: SandboxProcess) -> None:
    wendy.get(PAGE)
    sandbox.fault("error_500_null", path="/system/*", method="GET", times=5)
    page = wendy.get(URL)
    assert page.status_code == 200
    assert "does not tell which languages it speaks" in page.content.decode()
