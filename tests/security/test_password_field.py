"""The password form hands on what was typed and stands in nobody's way."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

FORM = "/accounts/login/password/"


@pytest.fixture(autouse=True)
def allowed(settings: Settings, sandbox: SandboxProcess) -> None:
    settings.PROCESSMAKER_PASSWORD_LOGIN = True


def test_it_is_masked_and_open_to_password_managers() -> None:
    html = Client().get("/accounts/login/").content.decode()
    field = next(part for part in html.split("<") if 'name="password"' in part)
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert "readonly" not in field


@pytest.mark.parametrize(
    ("password", "status"),
    [("sandbox", 302), ("sandbox ", 401), ("Sandbox", 401), ("ñ!" * 64, 401), ("x" * 200, 401)],
)
def test_it_is_handed_on_as_it_was_typed(password: str, status: int) -> None:
    """The 200 of a form that is shown again would mean that we refused it ourselves."""
    form = {"username": "wendy", "password": password}
    assert Client().post(FORM, form).status_code == status
