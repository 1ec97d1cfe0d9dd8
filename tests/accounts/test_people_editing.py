"""Making, changing and deleting users, groups and departments, with every refusal."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.directory.states import ADMINISTRATOR
from processmaker import Client as ProcessMakerClient
from processmaker.models import User
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

NEWCOMER = {
    "username": "nora",
    "first_name": "Nora",
    "last_name": "Newman",
    "email": "nora@example.test",
    "expires_on": "2035-12-31",
    "role": "PROCESSMAKER_OPERATOR",
    "password": "Zx81-spectrum",
}
NOBODY = "ab" * 16
FEW = 15


@pytest.fixture(autouse=True, scope="module")
def left_as_found(sandbox_process: SandboxProcess) -> Iterator[None]:
    yield
    sandbox_process.reset()


@pytest.fixture(autouse=True)
def fresh(sandbox: SandboxProcess) -> None:
    sandbox.reset(cases=FEW)


def api(browser: Client) -> ProcessMakerClient:
    """The client of ProcessMaker that the person's requests have."""
    client: ProcessMakerClient = browser.get("/accounts/preferences/").wsgi_request.pm  # type: ignore[attr-defined]
    return client


def user(browser: Client, username: str) -> User:
    return next(one for one in api(browser).users.all() if one.username == username)


def group(browser: Client, title: str) -> str:
    return next(one.uid for one in api(browser).groups.all() if one.title == title)


def departments(browser: Client) -> dict[str, Any]:
    tops = api(browser).departments.tree()
    return {one.title: one for top in tops for one in (top, *top.children)}


def words(page: Any) -> str:
    """What a page says, without markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page.content.decode())))


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
