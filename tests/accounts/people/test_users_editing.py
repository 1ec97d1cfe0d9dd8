"""Making, changing and deleting users, with every refusal."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.accounts.people.conftest import NOBODY, user, words
from tests.support.clients import api
from tests.support.newcomer import NEWCOMER
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db


def form_of(browser: Client, who: str, **changes: str) -> dict[str, str]:
    """The form of a person as it is shown, with changes."""
    uid = user(browser, who).uid
    html = browser.get(f"/people/{uid}/change/").content.decode()
    form = html[html.index('id="user-form"') :]
    inputs = re.findall(r'<input[^>]* name="(\w+)"(?: value="([^"]*)")?', form)
    selects = re.findall(r'<select name="(\w+)".*?</select>', form, re.DOTALL)
    chosen = re.findall(r'<option value="([^"]*)" selected>', form)
    found = {name: unescape(value) for name, value in inputs if name != "csrfmiddlewaretoken"}
    return found | dict(zip(selects, chosen, strict=True)) | changes


def change(browser: Client, who: str, **changes: str) -> Any:
    uid = user(browser, who).uid
    return browser.post(f"/people/{uid}/change/", form_of(browser, who, **changes))


def test_a_person_is_changed_and_nothing_else_is_touched(
    admin: Client, sandbox: SandboxProcess
) -> None:
    before = user(admin, "bob")
    answer = change(admin, "bob", last_name="Turner", phone="+44 1", city="Leeds")
    assert answer["Location"] == f"/people/{before.uid}/"
    assert "Bob Turner is saved." in words(admin.get(answer["Location"]))
    now = user(admin, "bob")
    assert (now.last_name, now.phone, now.city) == ("Turner", "+44 1", "Leeds")
    assert (now.email, now.expires_on, now.state) == (before.email, before.expires_on, before.state)
    assert [write["path"].rsplit("/", 2)[-2] for write in sandbox.ledger()] == ["user"]


def test_a_form_without_a_change_sends_nothing(admin: Client, sandbox: SandboxProcess) -> None:
    assert change(admin, "bob").status_code == 302
    assert sandbox.ledger() == []


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("username", "", "User name"),
        ("username", "bob tanner", "User name"),
        ("first_name", "", "First name"),
        ("email", "nobody", "E-mail"),
        ("expires_on", "soon", "Account ends"),
        ("status", "CLOSED", "Status"),
        ("replaced_by_uid", NOBODY, "Replaced by"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(
    admin: Client, sandbox: SandboxProcess, field: str, value: str, label: str
) -> None:
    page = change(admin, "bob", **{field: value, "position": "Typed before"})
    html = page.content.decode()
    assert page.status_code == 422
    wrong = re.search(rf"<label[^>]*>{label}.*?</div>", html, re.DOTALL)
    assert wrong
    assert 'class="err"' in wrong[0]
    assert 'value="Typed before"' in html
    assert sandbox.ledger() == []


def test_a_name_that_is_taken_is_said_plainly(admin: Client) -> None:
    page = change(admin, "bob", username="mary")
    assert page.status_code == 422
    assert "Something of this name is there already." in words(page)
    assert user(admin, "bob")


def test_vacation_is_set_with_who_takes_over(admin: Client) -> None:
    mary = user(admin, "mary")
    answer = change(admin, "bob", status="VACATION", replaced_by_uid=mary.uid)
    page = words(admin.get(answer["Location"]))
    assert "Gets no cases until the status is Active again." in page
    assert "Replaced by" in page


def test_inactive_is_asked_for_twice(admin: Client, sign_in: Callable[[str], Client]) -> None:
    bob = sign_in("bob")
    page = change(admin, "bob", status="INACTIVE")
    assert page.status_code == 422
    assert "Tick this to make the person inactive." in words(page)
    assert user(admin, "bob").status == "ACTIVE"
    assert change(admin, "bob", status="INACTIVE", sure="on").status_code == 302
    assert user(admin, "bob").status == "INACTIVE"
    assert bob.get("/cases/inbox/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("username", ["admin", "silvia"])
def test_nobody_locks_the_administrator_or_oneself_out(silvia: Client, username: str) -> None:
    page = change(silvia, username, status="INACTIVE", sure="on")
    assert page.status_code == 422
    assert "The administrator and you yourself stay active." in words(page)


def test_a_write_whose_answer_is_lost_is_read_back(admin: Client, sandbox: SandboxProcess) -> None:
    form, uid = form_of(admin, "bob", last_name="Turner"), user(admin, "bob").uid
    sandbox.fault("applied_then_reset", path="/user/*", method="PUT", times=1)
    assert admin.post(f"/people/{uid}/change/", form).status_code == 302
    assert user(admin, "bob").last_name == "Turner"


def test_a_newcomer_can_sign_in_at_once(admin: Client, sign_in: Callable[..., Client]) -> None:
    page = admin.post("/people/new/", NEWCOMER, follow=True)
    assert "Nora Newman can sign in." in words(page)
    assert sign_in("nora", "Zx81-spectrum").get("/cases/inbox/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("username", "wendy", "There is a user of this name already. Nothing was changed."),
        ("username", "WENDY", "There is a user of this name already. Nothing was changed."),
        ("password", "abc", "Nothing was changed. Look at the marked fields."),
        ("role", "KING", "Nothing was changed. Look at the marked fields."),
    ],
)
def test_a_newcomer_is_refused_and_the_password_not_shown_again(
    admin: Client, sandbox: SandboxProcess, field: str, value: str, said: str
) -> None:
    page = admin.post("/people/new/", {**NEWCOMER, field: value})
    assert page.status_code == 422
    assert said in words(page)
    assert "Zx81-spectrum" not in page.content.decode()
    assert sandbox.ledger() == []


def test_a_user_is_deleted_once_his_name_is_typed(admin: Client, sandbox: SandboxProcess) -> None:
    admin.post("/people/new/", NEWCOMER)
    uid = user(admin, "nora").uid
    writes = len(sandbox.ledger())
    wrong = admin.post(f"/people/{uid}/delete/", {"username": "nor"})
    assert wrong.status_code == 422
    assert "That is another name." in words(wrong)
    assert len(sandbox.ledger()) == writes
    page = admin.post(f"/people/{uid}/delete/", {"username": "nora"}, follow=True)
    assert "Nora Newman is deleted." in words(page)
    assert "nora" not in {one.username for one in api(admin).users.all()}


def test_a_user_with_cases_is_kept_and_the_way_out_named(admin: Client) -> None:
    uid = user(admin, "bob").uid
    page = words(admin.post(f"/people/{uid}/delete/", {"username": "bob"}, follow=True))
    assert "ProcessMaker refused it" in page
    assert "Reassign the open cases first, or make the person inactive." in page


@pytest.mark.parametrize("username", ["admin", "silvia"])
def test_the_administrator_and_oneself_are_never_deleted(
    silvia: Client, sandbox: SandboxProcess, username: str
) -> None:
    uid = user(silvia, username).uid
    page = silvia.post(f"/people/{uid}/delete/", {"username": username})
    assert page.status_code == 422
    assert "cannot be deleted" in words(page)
    assert sandbox.ledger() == []
