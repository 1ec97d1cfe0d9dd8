"""What changes between two looks: cases that go, tokens that end, permissions that are refused."""

import pytest

from accounts.models import Grant
from accounts.vault import TokenPair, seal, unseal
from tests.cases.lists_page import asked, forget_asked, rows
from tests.conftest import SignIn
from tests.faults.screens import LISTS, Desk, Screen, assert_no_token
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_case_deleted_after_it_was_listed_says_so(
    sign_in: SignIn, office: Office, sandbox: SandboxProcess
) -> None:
    browser = sign_in("wendy")
    app_uid = office.purchase()
    assert app_uid in {row.app_uid for row in rows(browser.get("/cases/draft/?size=100"))}
    office.wendy.delete(app_uid)
    for path, target in (
        (f"/cases/{app_uid}/1/", ""),
        (f"/cases/{app_uid}/1/notes/", "case-body"),
        (f"/cases/{app_uid}/1/pane/", "pane"),
    ):
        headers = {"HX-Request": "true", "HX-Target": target} if target else {}
        answer = browser.get(path, headers=headers)
        assert answer.status_code == 403, path
        assert "It was deleted, or you do not take part in it" in answer.content.decode(), path
    assert app_uid not in {row.app_uid for row in rows(browser.get("/cases/draft/?size=100"))}


def test_a_case_that_goes_while_its_page_is_read_is_said_to_be_gone(
    desk: Desk, sandbox: SandboxProcess
) -> None:
    sandbox.fault("case_gone", path="/cases/*")
    for screen in desk.screens[len(LISTS) :]:
        answer = desk.look(screen)
        assert answer.status_code == 403, screen
        assert "It was deleted" in answer.content.decode(), screen


def test_a_token_that_ends_meanwhile_is_renewed_once_and_nobody_notices(
    desk: Desk, sandbox: SandboxProcess
) -> None:
    spoil_access_token()
    forget_asked(sandbox)
    assert rows(desk.look(LISTS[1]))
    assert paths(sandbox).count("/workflow/oauth2/token") == 1
    forget_asked(sandbox)
    assert desk.look(Screen(f"{desk.case}notes/", "case-body")).status_code == 200
    assert "/workflow/oauth2/token" not in paths(sandbox)


def test_a_sign_in_that_is_dead_leads_to_sign_in_and_back(
    desk: Desk, sandbox: SandboxProcess
) -> None:
    for grant in Grant.objects.all():
        dead = TokenPair("0" * 40, "0" * 40)
        Grant.objects.filter(id=grant.id).update(sealed_tokens=seal(dead))
    htmx = {**LISTS[1].headers, "HX-Current-URL": f"http://testserver{LISTS[1].path}"}
    part = desk.browser.get(LISTS[1].path, headers=htmx)
    assert (part.status_code, part.content) == (401, b"")
    assert part["HX-Redirect"].startswith("/accounts/login/?next=%2Fcases%2Finbox%2F%3Fq%3De")
    whole = desk.look(LISTS[0])
    assert whole.status_code == 302
    assert whole["Location"].startswith("/accounts/login/?next=%2Fcases%2Finbox%2F%3Fq%3De")


def test_a_401_that_means_not_permitted_is_replayed_once_and_keeps_the_session(
    desk: Desk, sandbox: SandboxProcess
) -> None:
    sandbox.fault("unauthorized_401", path="/api/*")
    forget_asked(sandbox)
    for screen in LISTS:
        answer = desk.look(screen)
        assert answer.status_code == 403
        assert "You may not do this" in answer.content.decode()
        assert not rows(answer)
    assert paths(sandbox).count("/workflow/oauth2/token") <= 1
    assert len(paths(sandbox)) <= 5
    sandbox.clear_faults()
    assert desk.look(LISTS[0]).status_code == 200


def test_a_refresh_that_fails_is_an_error_and_no_sign_out(
    desk: Desk, sandbox: SandboxProcess
) -> None:
    spoil_access_token()
    sandbox.fault("error_503_html", path="*/oauth2/token")
    answer = desk.look(LISTS[0])
    assert answer.status_code == 503
    assert_no_token(answer.content.decode(), "inbox")
    sandbox.clear_faults()
    assert desk.look(LISTS[0]).status_code == 200


def spoil_access_token() -> None:
    """ProcessMaker does not know the access token any more; the refresh token is good."""
    for grant in Grant.objects.all():
        ended = TokenPair("0" * 40, unseal(grant.sealed_tokens).refresh)
        Grant.objects.filter(id=grant.id).update(sealed_tokens=seal(ended))


def paths(sandbox: SandboxProcess) -> list[str]:
    return [one["path"] for one in asked(sandbox)]
