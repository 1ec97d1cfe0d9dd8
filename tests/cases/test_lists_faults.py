"""Faults of ProcessMaker on lists: the reason in place of the rows, never an empty list."""

import pytest

from tests.cases.lists_page import PARTIAL, html, notes, rows

FAULTS = (
    "error_500_null",
    "error_500_empty",
    "error_503_json",
    "error_503_html",
    "redirect_to_login",
    "html_200",
    "fatal_200",
    "empty_200",
    "truncated_json",
    "null_for_array",
    "invalid_utf8",
    "deep_json",
    "reset_before_body",
    "reset_inside_body",
    "rate_limited_429",
    "token_in_error",
)
READABLE = ("php_warning", "bom", "numbers_as_strings", "object_for_array", "zero_dates")
INBOX = "*/cases/paged"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_an_error_in_place_of_the_rows(wendy, sandbox, fault):
    wendy.get("/cases/draft/")
    sandbox.fault(fault, path=INBOX)
    for headers in ({}, PARTIAL):
        answer = wendy.get("/cases/inbox/?q=a", headers=headers)
        shown = html(answer)
        assert answer.status_code >= 400
        assert 'role="alert"' in shown
        assert answer["X-Request-ID"] in shown
        assert "Try again" in shown
        assert 'hx-get="?q=a"' in shown
        assert not rows(answer)
        assert 'class="empty"' not in shown
        assert "Traceback" not in shown
        assert "Bearer" not in shown


@pytest.mark.parametrize("fault", READABLE)
def test_odd_but_readable_answers_are_read(wendy, sandbox, fault):
    before = len(rows(wendy.get("/cases/inbox/?q=e")))
    sandbox.fault(fault, path=INBOX)
    answer = wendy.get("/cases/inbox/?q=e")
    assert answer.status_code == 200
    assert len(rows(answer)) == before > 0


def test_hostile_titles_are_text(wendy, sandbox):
    sandbox.fault("hostile_titles", path=INBOX)
    answer = wendy.get("/cases/inbox/")
    assert answer.status_code == 200
    assert rows(answer)
    assert "<script>alert" not in html(answer)


def test_a_list_seen_before_stays_with_its_age_and_the_reason(wendy, sandbox):
    seen = rows(wendy.get("/cases/inbox/"))
    sandbox.fault("error_500_null", path=INBOX)
    answer = wendy.get("/cases/inbox/")
    assert answer.status_code >= 500
    assert [row[:2] for row in rows(answer)] == [row[:2] for row in seen]
    assert notes(answer)[0].startswith("These rows are from")
    assert "Try again" in notes(answer)[0]


def test_rows_of_another_order_are_never_shown_as_these(wendy, sandbox):
    wendy.get("/cases/inbox/")
    wendy.get("/cases/inbox/filters/")
    by_title = rows(wendy.get("/cases/inbox/?sort=title"))
    sandbox.fault("error_500_null", path=INBOX)
    assert [row[:2] for row in rows(wendy.get("/cases/inbox/?sort=title"))] == [
        row[:2] for row in by_title
    ]
    assert rows(wendy.get("/cases/inbox/?sort=task")) == []


def test_a_dead_token_leads_to_sign_in(wendy, sandbox):
    sandbox.fault("unauthorized_401")
    answer = wendy.get("/cases/inbox/", headers=PARTIAL)
    assert answer.status_code in (401, 403)
    assert not rows(answer)


def test_counters_that_fail_leave_the_screen_as_it_is(wendy, sandbox):
    sandbox.fault("error_500_null")
    answer = wendy.get("/cases/counters/")
    assert answer.status_code >= 500
    assert answer["HX-Reswap"] == "none"
    assert not answer.content
