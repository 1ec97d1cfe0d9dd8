"""Faults of ProcessMaker on the case page: an honest part, never a trace, never a lie."""

import pytest

BODY = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "case-body"}
FAULTS = (
    "error_500_null",
    "error_503_json",
    "error_503_html",
    "redirect_to_login",
    "html_200",
    "fatal_200",
    "empty_200",
    "truncated_json",
    "reset_before_body",
    "rate_limited_429",
)
CALLS = {
    "data": "/cases/*/variables",
    "documents": "/cases/*/input-documents",
    "notes": "/cases/*/notes/paged",
    "history": "/cases/*/tasks",
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("tab", CALLS)
def test_a_tab_that_fails_leaves_the_rest(wendy, office, sandbox, tab, fault):
    app_uid = office.purchase()
    sandbox.fault(fault, path=CALLS[tab])
    answer = wendy.get(f"/cases/{app_uid}/1/{tab}/")
    shown = answer.content.decode()
    assert answer.status_code >= 400
    assert "Label printers" in shown
    assert 'role="alert"' in shown
    assert answer["X-Request-ID"] in shown
    assert 'id="tab-notes"' in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("fault", FAULTS)
def test_a_case_that_cannot_be_read_is_an_error_and_no_empty_page(wendy, office, sandbox, fault):
    app_uid = office.purchase()
    sandbox.fault(fault, path=f"/cases/{app_uid}")
    page = wendy.get(f"/cases/{app_uid}/1/data/")
    part = wendy.get(f"/cases/{app_uid}/1/data/", **BODY)
    assert page.status_code == part.status_code >= 400
    assert page["X-Request-ID"] in page.content.decode()
    assert part.content.decode().partition("</title>")[2].lstrip().startswith("<div id=")
    assert b"Try again" in part.content or fault in ("fatal_200",)


def test_without_the_tasks_the_case_is_still_shown(wendy, office, sandbox):
    app_uid = office.purchase()
    sandbox.fault("error_500_null", path="/cases/*/tasks")
    answer = wendy.get(f"/cases/{app_uid}/1/data/")
    assert answer.status_code == 200
    assert b"You are here" in answer.content


@pytest.mark.parametrize("fault", ["php_warning", "numbers_as_strings", "object_for_array", "bom"])
def test_odd_but_readable_answers_are_read(wendy, office, sandbox, fault):
    app_uid = office.purchase()
    sandbox.fault(fault)
    for tab in CALLS:
        assert wendy.get(f"/cases/{app_uid}/1/{tab}/").status_code == 200


SPOILED = (
    "deep_json",
    "invalid_utf8",
    "json_in_string",
    "null_for_array",
    "duplicate_rows",
    "zero_dates",
    "hostile_titles",
    "wrong_content_type",
)


@pytest.mark.parametrize("fault", SPOILED)
def test_spoiled_answers_never_break_the_page(wendy, office, sandbox, fault):
    app_uid = office.purchase(rows={"1": {"a": "1"}, "2": {"a": "2"}})
    sandbox.fault(fault, path=f"/cases/{app_uid}/*")
    for tab in CALLS:
        answer = wendy.get(f"/cases/{app_uid}/1/{tab}/")
        assert answer.status_code in (200, 502), tab
        assert "<script>" not in answer.content.decode()


def test_tokens_in_error_texts_are_not_shown(wendy, office, sandbox):
    app_uid = office.purchase()
    sandbox.fault("token_in_error", path="/cases/*/variables")
    shown = wendy.get(f"/cases/{app_uid}/1/data/").content.decode()
    assert "Bearer" not in shown


@pytest.mark.django_db(transaction=True)
def test_a_401_that_a_fresh_token_does_not_cure_is_a_refusal_and_no_sign_out(
    wendy, office, sandbox
):
    app_uid = office.purchase()
    sandbox.fault("unauthorized_401", path="/cases/*")
    assert wendy.get(f"/cases/{app_uid}/1/data/").status_code == 403
    sandbox.clear_faults()
    assert wendy.get(f"/cases/{app_uid}/1/data/").status_code == 200
