"""The case page: its head, its states, who may open it, its tabs as pages and as partials."""

import re

import pytest

BODY = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "case-body"}
TABS = ("data", "documents", "notes", "history", "tracker")


def text_of(response):
    """What a person reads: the page without its markup."""
    main = response.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_head_names_the_case_its_tasks_and_where_one_is(wendy, office):
    app_uid = office.purchase()
    page = wendy.get(f"/cases/{app_uid}/1/?list=draft")
    assert page.status_code == 200
    read = text_of(page)
    assert "Label printers" in read
    assert "Draft" in read
    assert "Started by Wendy Marsh" in read
    assert "Request purchase" in read
    assert "You are here" in read
    assert 'href="/cases/draft/"' in page.content.decode()


def test_without_an_index_one_is_at_ones_own_task(wendy, office):
    assert "You are here" in text_of(wendy.get(f"/cases/{office.purchase()}/"))


def test_tasks_side_by_side_are_all_shown_with_their_titles(wendy, office):
    read = text_of(wendy.get(f"/cases/{office.split_purchase()}/"))
    assert "Check budget" in read
    assert "nobody yet; waits to be claimed" in read
    assert "Check stock" in read
    assert "You are here" not in read


def test_an_index_that_is_over_says_so(wendy, office):
    read = text_of(wendy.get(f"/cases/{office.split_purchase()}/1/"))
    assert "The task you came from is finished or went to somebody else" in read


def test_a_paused_case_says_so(wendy, office):
    app_uid = office.purchase()
    office.wendy.pause(app_uid, 1)
    read = text_of(wendy.get(f"/cases/{app_uid}/1/"))
    assert "This case is paused" in read
    assert "you, paused" in read


def test_a_cancelled_case_says_so(silvia, office):
    read = text_of(silvia.get(f"/cases/{office.cancelled_leave()}/"))
    assert "This case was cancelled" in read


def test_a_completed_case_says_so(wendy, office):
    read = text_of(wendy.get(f"/cases/{office.completed_leave()}/"))
    assert "Completed" in read
    assert "This case is completed" in read


def test_a_supervisor_sees_it_without_taking_it(silvia, office, sandbox):
    app_uid = office.split_purchase()
    before = len(sandbox.ledger())
    assert "Check stock" in text_of(silvia.get(f"/cases/{app_uid}/"))
    assert len(sandbox.ledger()) == before


def test_who_may_see_all_cases_looks_in_from_outside(admin, office):
    read = text_of(admin.get(f"/cases/{office.split_purchase()}/history/?list=search"))
    assert "Label printers" in read
    assert "Purchase order" in read
    assert "Started by Wendy Marsh" in read
    assert "Check stock" in read


def test_without_extrarest_nobody_looks_in_from_outside(admin, office, sandbox):
    app_uid = office.purchase()
    sandbox.fault("error_500_null", path="/extrarest/*")
    assert admin.get(f"/cases/{app_uid}/history/").status_code == 403


def test_an_unclaimed_case_explains_itself_to_who_may_claim_it(wendy, office):
    app_uid = office.unclaimed_leave()
    page = wendy.get(f"/cases/{app_uid}/2/?list=unassigned")
    assert page.status_code == 403
    read = text_of(page)
    assert "Nobody has claimed this case yet" in read
    assert "Approve leave" in read
    assert "Back to Unassigned" in read


@pytest.mark.parametrize("tab", TABS)
def test_nothing_of_a_case_is_shown_to_who_takes_no_part(mary, office, tab):
    app_uid = office.purchase(what="Secret supplier")
    for headers in ({}, BODY):
        page = mary.get(f"/cases/{app_uid}/{tab}/", **headers)
        assert page.status_code == 403
        assert b"This case is not open to you" in page.content
        assert b"Secret supplier" not in page.content


def test_a_case_that_is_gone_says_so(wendy, office):
    app_uid = office.purchase()
    office.wendy.delete(app_uid)
    page = wendy.get(f"/cases/{app_uid}/1/")
    assert page.status_code == 403
    assert "It was deleted, or you do not take part in it" in text_of(page)


@pytest.mark.parametrize("path", ["zz/", "0" * 31 + "/", "0" * 33 + "/", "0" * 32 + "/nothing/"])
def test_addresses_that_name_nothing_are_not_found(wendy, path, sandbox):
    assert wendy.get(f"/cases/{path}").status_code == 404


def test_signed_out_people_come_back_here_after_sign_in(client, sandbox):
    path = f"/cases/{'0' * 32}/1/notes/"
    answer = client.get(path)
    assert answer.status_code == 302
    assert "next=" + path.replace("/", "%2F") in answer["Location"]
    partial = client.get(path, **BODY)
    assert partial.status_code == 401
    assert partial["HX-Redirect"]


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_is_a_page_and_a_partial_of_it(wendy, office, tab):
    url = f"/cases/{office.purchase()}/1/{tab}/?list=draft"
    page, part = wendy.get(url), wendy.get(url, **BODY)
    assert page.status_code == part.status_code == 200
    body = part.content.decode()
    assert re.match(r'\s*<title>Case \d+, [^<]+</title>\s*<div id="case-body"', body)
    assert "<main" not in body
    assert f'id="tab-{tab}"' in body
    assert re.search(rf'id="tab-{tab}"[^>]*aria-current="page"', body)
    assert "list=draft" in body
    assert "<html" in page.content.decode()
    assert "HX-Target" in page["Vary"]


def test_boosted_requests_get_the_whole_page(wendy, office):
    url = f"/cases/{office.purchase()}/1/data/"
    assert b"<html" in wendy.get(url, **BODY, HTTP_HX_BOOSTED="true").content


def test_a_page_reads_the_case_once_and_side_by_side(wendy, office, sandbox):
    url = f"/cases/{office.purchase()}/1/data/"
    wendy.get(url)
    sandbox.forget_asked()
    wendy.get(url)
    calls = sandbox.asked()
    assert len(calls) == len(set(calls)) > 1
    with sandbox.silent_until(len(calls)):
        assert wendy.get(url).status_code == 200


def test_the_list_one_came_from_is_only_a_known_one(wendy, office):
    page = wendy.get(f"/cases/{office.purchase()}/1/?list=//evil.test")
    assert 'href="/cases/inbox/"' in page.content.decode()
    assert b"evil.test" not in page.content


HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}{% debug %}\u202e\U0001f4a3"
)


@pytest.mark.parametrize("tab", TABS)
def test_hostile_strings_stay_text(wendy, office, tab):
    app_uid = office.purchase(what=HOSTILE, odd_name=HOSTILE, grid={"1": {HOSTILE: HOSTILE}})
    office.wendy.note(app_uid, HOSTILE)
    page = wendy.get(f"/cases/{app_uid}/1/{tab}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_pane_is_a_summary_with_a_way_in(wendy, office):
    app_uid = office.purchase()
    pane = wendy.get(
        f"/cases/{app_uid}/1/pane/?list=draft", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="pane"
    )
    body = pane.content.decode()
    assert body.lstrip().startswith("<aside")
    assert f'href="/cases/{app_uid}/1/?list=draft"' in body
    assert "Request purchase" in body
    whole = wendy.get(f"/cases/{app_uid}/1/pane/?list=draft")
    assert whole["Location"] == f"/cases/{app_uid}/1/?list=draft"


def test_the_pane_refuses_as_the_page_does(mary, office):
    pane = mary.get(
        f"/cases/{office.purchase()}/1/pane/", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="pane"
    )
    assert pane.status_code == 403
    assert 'id="pane"' in pane.content.decode()
    assert "Label printers" not in pane.content.decode()
