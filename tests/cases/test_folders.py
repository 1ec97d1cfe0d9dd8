"""Folders of documents: the tree, what is asked for, and files of other people."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from cases.folders.contents import read_wanted, row_of
from processmaker.errors import MissingPermission
from processmaker.models import FolderDocument
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(sandbox: SandboxProcess) -> Iterator[None]:
    sandbox.reset()
    yield
    sandbox.reset()


def text(browser: Client, url: str, status: int = 200) -> str:
    page = browser.get(url)
    assert page.status_code == status, page.content.decode()[-2000:]
    return page.content.decode()


def documents_on(html: str) -> list[str]:
    return re.findall(r'data-document="(\w+)"', html)


def full_folder(browser: Client, least: int = 1) -> str:
    """The address of a folder with so many files."""
    for uid in re.findall(r'href="/folders/(\w{32})/"', text(browser, "/folders/")):
        if len(documents_on(text(browser, f"/folders/{uid}/"))) >= least:
            return f"/folders/{uid}/"
    raise AssertionError(f"no folder holds {least} files")


def test_only_a_role_with_the_permission_sees_them(
    admin: Client, sign_in: Callable[[str], Client]
) -> None:
    url = full_folder(admin)
    for name in ("silvia", "wendy"):
        for address in ("/folders/", url):
            assert "PM_FOLDERS_VIEW" in text(sign_in(name), address, 403)
    assert 'href="/folders/"' not in text(sign_in("silvia"), "/cases/inbox/")


def test_a_folder_shows_its_files_with_their_cases(admin: Client) -> None:
    html = text(admin, full_folder(admin))
    assert documents_on(html)
    assert re.search(r'href="/cases/\w{32}/"', html)
    assert 'aria-current="page"' in html


def test_files_are_found_by_name_and_type(admin: Client) -> None:
    url = full_folder(admin)
    assert documents_on(text(admin, f"{url}?q=zzzz")) == []
    assert documents_on(text(admin, f"{url}?type=output")) == documents_on(text(admin, url))
    assert documents_on(text(admin, f"{url}?type=input")) == []


def test_files_are_sorted_both_ways(admin: Client) -> None:
    url = full_folder(admin, least=2)
    rising = documents_on(text(admin, f"{url}?sort=appDocCreateDate&dir=asc&type=output"))
    falling = documents_on(text(admin, f"{url}?sort=appDocCreateDate&dir=desc&type=output"))
    assert rising == falling[::-1]
    assert len(rising) >= 2


@pytest.fixture
def viewer(admin: Client, sign_in: Callable[[str], Client]) -> Client:
    """Wendy, whose role may see folders; she takes part in many cases."""
    roles = admin.get("/folders/").wsgi_request.pm.roles  # type: ignore[attr-defined]
    operator = next(one.uid for one in roles.all() if one.code == "PROCESSMAKER_OPERATOR")
    found = roles.available_permissions(operator)
    roles.add_permission(operator, next(one.uid for one in found if one.code == "PM_FOLDERS_VIEW"))
    return sign_in("wendy")


def all_files(browser: Client) -> list[str]:
    """The addresses of all files in all folders."""
    folders = re.findall(r'href="(/folders/\w{32}/)"', text(browser, "/folders/"))
    return [f"{url}files/{uid}/" for url in folders for uid in documents_on(text(browser, url))]


def files_seen_by(browser: Client, user_uid: str) -> list[str]:
    """The files of all folders as `user_uid` sees them; a blank stands for oneself."""
    folders = re.findall(r'href="(/folders/\w{32}/)"', text(browser, "/folders/"))
    pages = [text(browser, f"{url}?user={user_uid}") for url in folders]
    return [uid for page in pages for uid in documents_on(page)]


def test_an_administrator_sees_the_folders_as_somebody_else_does(admin: Client) -> None:
    client = admin.get("/folders/").wsgi_request.pm  # type: ignore[attr-defined]
    people = {one.username: one.uid for one in client.users.all()}
    everything = files_seen_by(admin, "")
    hers, his = files_seen_by(admin, people["wendy"]), files_seen_by(admin, people["jun"])
    assert hers
    assert set(hers) < set(everything)
    assert set(his) != set(hers)
    assert files_seen_by(admin, "f" * 32) == []
    page = text(admin, f"{full_folder(admin)}?user={people['wendy']}")
    assert f'<option value="{people["wendy"]}" selected>' in page


def test_only_those_who_may_see_all_cases_take_the_view_of_others(
    viewer: Client, admin: Client
) -> None:
    users = admin.get("/folders/").wsgi_request.pm.users.all()  # type: ignore[attr-defined]
    other = next(one.uid for one in users if one.username == "jun")
    assert "As seen by" not in text(viewer, full_folder(viewer))
    assert files_seen_by(viewer, other) == files_seen_by(viewer, "")
    extrarest = viewer.get("/folders/").wsgi_request.pm.extrarest  # type: ignore[attr-defined]
    with pytest.raises(MissingPermission):
        extrarest.folder_documents("root", {"user": other})


def test_nothing_here_has_a_tag(admin: Client) -> None:
    url = full_folder(admin)
    assert documents_on(text(admin, f"{url}?q=_&in=tag")) == []
    assert documents_on(text(admin, f"{url}?q=_")) != []


def test_a_file_is_saved_under_locks(viewer: Client) -> None:
    answers = {url: viewer.get(f"{url}?format=pdf") for url in all_files(viewer)}
    url, answer = next((url, one) for url, one in answers.items() if one.status_code == 200)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    shown = viewer.get(f"{url}preview/")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")
    b"".join(shown.streaming_content)  # type: ignore[attr-defined]


def test_a_file_that_is_kept_back_is_explained(admin: Client) -> None:
    assert "keeps this file back" in text(admin, f"{all_files(admin)[0]}?format=pdf", 403)


def test_a_file_of_another_folder_does_not_exist(admin: Client) -> None:
    uid = documents_on(text(admin, full_folder(admin)))[0]
    assert admin.get(f"/folders/{'ab' * 16}/files/{uid}/").status_code == 404
    assert admin.get(f"/folders/{'ab' * 16}/").status_code == 404


def test_every_parameter_has_its_name_of_the_plug_in() -> None:
    query = {"q": "bill", "in": "tag", "sort": "name", "dir": "desc", "user": "f" * 32}
    asked = read_wanted(query, others=True).query(25, 10)
    assert asked == {
        "start": 25,
        "limit": 10,
        "keyword": "bill",
        "search_type": "TAG",
        "sort": "name",
        "direction": "DESC",
        "only_active": "true",
        "user": "f" * 32,
    }
    assert read_wanted({**query, "show": "all"}, others=False).query(0, 1)["only_active"] == "false"
    assert read_wanted(query, others=False).user == ""


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/passwd", "_etc_passwd"),
        ("bill\u202efdp.exe", "billfdp.exe"),
        ("<script>.html", "_script_.html"),
        ("", "a" * 32),
    ],
)
def test_hostile_names_are_tamed(name: str, saved: str) -> None:
    row = row_of(FolderDocument(uid="a" * 32, file_name=name, type="INPUT"))
    assert row.saved_as().lstrip("._") == saved.lstrip("._")
    assert "/" not in row.saved_as()


def test_hostile_names_are_text_on_the_page(admin: Client, sandbox: SandboxProcess) -> None:
    url = full_folder(admin)
    sandbox.fault("hostile_titles", path="/extrarest/documents/*", method="GET", times=20)
    html = text(admin, url)
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_without_the_plug_in_it_is_explained(
    sandbox: SandboxProcess, sign_in: Callable[[str], Client]
) -> None:
    sandbox.reset(profile="3.8")
    admin = sign_in("admin")
    assert "extraRest plug-in" in text(admin, "/folders/")
    assert 'href="/folders/"' not in text(admin, "/cases/inbox/")
