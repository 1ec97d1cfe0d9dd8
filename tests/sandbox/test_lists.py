"""The case lists: paging, totals, filters, order."""

from typing import Any

import pytest

from tests.sandbox.office import PROCESSES, Office

PURCHASE, LEAVE = "Purchase request", "Leave request"


@pytest.fixture
def three_drafts(office: Office) -> list[str]:
    return [office.start("operator1", LEAVE, leaveReason=reason) for reason in "abc"]


def numbers(rows: list[dict[str, Any]]) -> list[int]:
    return [int(row["app_number"]) for row in rows]


def test_a_page_echoes_start_plus_one_and_beyond_the_end_is_empty(
    office: Office, three_drafts: list[str]
) -> None:
    page = office.get("operator1", "/cases/draft/paged", start=1, limit=1)
    assert (page["totalCount"], page["start"], page["limit"]) == (3, 2, 1)
    assert numbers(page["data"]) == [2]
    assert office.get("operator1", "/cases/draft/paged", start=9)["data"] == []


@pytest.mark.parametrize("limit", [0, -1])
def test_no_limit_means_everything(office: Office, three_drafts: list[str], limit: int) -> None:
    assert numbers(office.get("operator1", "/cases/draft", limit=limit)) == [3, 2, 1]


def test_only_desc_in_capitals_descends(office: Office, three_drafts: list[str]) -> None:
    assert numbers(office.get("operator1", "/cases/draft", dir="DESC")) == [3, 2, 1]
    assert numbers(office.get("operator1", "/cases/draft", dir="desc")) == [1, 2, 3]


def test_a_text_sort_adds_its_column_and_an_unknown_one_is_by_number(office: Office) -> None:
    for title in ("b", "C", "a"):
        office.start("operator1", PURCHASE, requestTitle=title)
    rows = office.get("operator1", "/cases/draft", sort="app_tas_title", dir="ASC")
    assert rows[0]["upper(app_cache_view.app_tas_title)"] == "REGISTER REQUEST"
    unknown = office.get("operator1", "/cases/draft", sort="NOPE", dir="ASC")
    assert numbers(unknown) == [1, 2, 3]


def test_search_looks_at_title_task_and_number_without_case_or_accents(office: Office) -> None:
    office.start("operator1", PURCHASE, requestTitle="Ñandú paper")
    office.start("operator1", PURCHASE, requestTitle="ink")
    found = office.get("operator1", "/cases/draft/paged", search="nandu")
    assert (numbers(found["data"]), found["totalCount"]) == ([1], 1)
    assert numbers(office.get("operator1", "/cases/draft", search="register")) == [2, 1]
    assert numbers(office.get("operator1", "/cases/draft", search="2")) == [2]


def test_filters_by_process_and_category_echo_what_was_asked(office: Office) -> None:
    office.start("operator1", PURCHASE)
    leave = office.start("operator1", LEAVE)
    category = PROCESSES[LEAVE]["category"]
    page = office.get("operator1", "/cases/draft/paged", cat_uid=category)
    assert [row["app_uid"] for row in page["data"]] == [leave]
    assert page["data"][0]["category_uid"] == page["cat_uid"] == category
    nothing = office.get("operator1", "/cases/draft/paged", pro_uid="0" * 32)
    assert nothing["data"] == []


def test_a_start_that_is_no_number_is_refused(office: Office) -> None:
    refusal = office.refused("operator1", "GET", "/cases/draft?start=x")
    assert refusal == (400, "Invalid value specified for `start`. Expecting integer value")


def test_the_search_over_everything_counts_cases_and_lists_delegations(office: Office) -> None:
    case = office.start("operator1", PURCHASE)
    office.route("operator1", case, 1)
    everything = office.get("supervisor", "/cases/advanced-search/paged")
    assert (everything["totalCount"], len(everything["data"])) == (1, 2)
    running = office.get("supervisor", "/cases/advanced-search/paged", app_status="to_do")
    assert (running["totalCount"], len(running["data"])) == (2, 2)
    assert office.get("operator1", "/cases/advanced-search/paged")["data"] == []


def test_participated_has_one_row_for_a_case_and_names_who_has_it(office: Office) -> None:
    case = office.start("operator1", PURCHASE)
    office.route("operator1", case, 1)
    page = office.get("operator1", "/cases/participated/paged")
    assert page["totalCount"] == 1
    assert page["data"][0]["app_tas_title"] == "Finance review"
    assert page["data"][0]["usr_uid"] is None


def test_a_supervisor_sees_what_others_have_paused(office: Office) -> None:
    case = office.start("operator1", PURCHASE)
    office.route("operator1", case, 1)
    office.put("operator2", f"/cases/{case}/pause", {"index": 2})
    assert office.get("supervisor", "/cases/paused/paged")["totalCount"] == 1
    assert office.get("supervisor", "/home/paused")["total"] == 0
    assert office.get("operator2", "/home/paused")["total"] == 1


def test_without_pm_cases_lists_are_empty_and_home_refuses(office: Office) -> None:
    assert office.get("nocases", "/cases/paged")["totalCount"] == 0
    assert office.refused("nocases", "GET", "/home/todo") == (401, "")


def test_home_limits_to_fifteen_and_counts_all(office: Office) -> None:
    for _ in range(16):
        office.start("operator1", LEAVE)
    page = office.get("operator1", "/home/draft", limit=0)
    assert (len(page["data"]), page["total"]) == (15, 16)
    assert len(office.get("operator1", "/home/draft", offset=15)["data"]) == 1


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("sort=DEL_TASK_DUE_DATE,ASC", "Order by column 'DEL_TASK_DUE_DATE' is not valid."),
        ("sort=APP_NUMBER,UP", "Order direction 'UP' is not valid."),
        ("process=abc", "Invalid value specified for `process`. Expecting integer value"),
        ("reviewStatus=NEW", "Inbox status 'NEW' is not valid."),
    ],
)
def test_home_refuses_what_it_does_not_know(office: Office, query: str, message: str) -> None:
    assert office.refused("operator1", "GET", f"/home/draft?{query}") == (400, message)


@pytest.mark.parametrize(
    ("words", "hits"), [("router", 1), ("rout", 0), ("big router", 1), ("m2", 0), ("ROUTER", 1)]
)
def test_home_finds_whole_words_of_three_letters_and_more(
    office: Office, words: str, hits: int
) -> None:
    office.start("operator1", PURCHASE, requestTitle="big router m2")
    assert office.get("operator1", "/home/draft", caseTitle=words)["total"] == hits


def test_my_cases_by_filter(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    office.route("operator1", case, 1)
    counters = {row["id"]: row["counter"] for row in office.get("operator1", "/home/counters")}
    assert counters == {"STARTED": 1, "IN_PROGRESS": 1, "COMPLETED": 0, "SUPERVISING": 0}
    row = office.get("operator1", "/home/mycases")["data"][0]
    assert row["PENDING"][0]["tas_status"] == "UNASSIGNED"
    assert office.get("operator1", "/home/mycases", filter="NOPE") == []


def test_a_draft_counts_as_draft_and_paused_while_it_is_paused(office: Office) -> None:
    case = office.start("operator1", LEAVE)
    office.put("operator1", f"/cases/{case}/pause", {"index": 1})
    assert office.get("operator1", "/home/tasks/counter") == {
        "todo": 0,
        "draft": 1,
        "paused": 1,
        "unassigned": 0,
    }
    assert office.get("operator1", "/cases/draft/paged")["totalCount"] == 0
