"""The way into ProcessMaker's own page of a case."""

import re

import pytest

from tests.support.sandbox import SandboxProcess

PAGE = r"/sysworkflow/en/neoclassic/cases/cases_Open\?"


def test_processmaker_is_opened_in_a_session_that_stands_in_no_page_of_ours(wendy, office):
    app_uid = office.purchase()
    page = wendy.get(f"/cases/{app_uid}/1/").content.decode()
    assert f'action="/cases/{app_uid}/1/open/"' in page

    answer = wendy.post(f"/cases/{app_uid}/1/open/")

    assert answer.status_code == 303
    assert re.search(
        rf"APP_UID={app_uid}&DEL_INDEX=1&action=todo&sid=[0-9a-f]{{32}}$", answer["Location"]
    )
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert wendy.get(f"/cases/{app_uid}/1/open/").status_code == 405


def test_a_stranger_gets_no_session_for_the_case(bob, office):
    assert bob.post(f"/cases/{office.purchase()}/1/open/").status_code == 403


def test_no_session_and_no_secret_where_the_server_makes_none(wendy, office, sandbox):
    app_uid = office.purchase()
    sandbox.fault("error_500_empty", path="/extrarest/session-id", method="GET")

    answer = wendy.post(f"/cases/{app_uid}/1/open/")

    assert re.search(PAGE + f"APP_UID={app_uid}&DEL_INDEX=1&action=todo$", answer["Location"])


def test_a_server_without_extrarest_is_opened_too(
    office, sandbox: SandboxProcess, request: pytest.FixtureRequest
) -> None:
    sandbox.reset(profile="3.8")
    try:
        wendy = request.getfixturevalue("wendy")
        app_uid = office.purchase()

        page = wendy.get(f"/cases/{app_uid}/1/").content.decode()
        answer = wendy.post(f"/cases/{app_uid}/1/open/")

        assert "Open in ProcessMaker" in page
        assert answer["Location"].endswith("action=todo")
    finally:
        sandbox.reset()
