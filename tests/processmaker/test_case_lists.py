"""The normalised list: which endpoint is asked, with what, and what comes of it."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest

from processmaker import errors
from processmaker.capabilities import NAMES, Capabilities
from processmaker.case_counters import fetch_counters
from processmaker.case_lists import (
    SORTS,
    CaseList,
    ListQuery,
    fetch_page,
    sort_rows,
    support,
)
from processmaker.models import CaseRow
from tests.support.byte_server import UNAUTHORIZED, answer_bytes, answering, routing

UID = "3" * 32
OLD = Capabilities(names=frozenset({"core", "light"}), time_zone="GMT+02:00")
NEW = Capabilities(names=frozenset({"core", "light", "home"}))
FULL = Capabilities(names=frozenset(NAMES))
PATHS = {
    CaseList.INBOX: "/cases/paged",
    CaseList.DRAFT: "/cases/draft/paged",
    CaseList.PARTICIPATED: "/cases/participated/paged",
    CaseList.UNASSIGNED: "/cases/unassigned/paged",
    CaseList.PAUSED: "/cases/paused/paged",
    CaseList.SEARCH: "/cases/advanced-search/paged",
    CaseList.REVIEW: "/extrarest/cases/review",
    CaseList.REASSIGN: f"/extrarest/cases/user/{'0' * 32}",
}


def column_row(number=1, **more):
    row = {"app_uid": UID, "del_index": "2", "app_number": str(number), "app_status": "TO_DO"}
    return {**row, **more}


def upper_row(number=1, **more):
    return {key.upper(): value for key, value in column_row(number, **more).items()}


def asked(server):
    parts = urlsplit(server.received[-1].path)
    return parts.path.removeprefix("/api/1.0/workflow"), dict(parse_qsl(parts.query))


@pytest.mark.parametrize("which", list(CaseList))
def test_each_list_asks_one_endpoint_once(which):
    body = {"totalCount": 0, "data": []} if which is not CaseList.REVIEW else []
    with answering(answer_bytes(body)) as server:
        page = fetch_page(server.client(), FULL, which, ListQuery())
        assert [urlsplit(path).path for path in server.paths] == [
            f"/api/1.0/workflow{PATHS[which]}"
        ]
    assert (page.rows, page.total, page.has_more) == ((), 0, False)


def test_every_filter_goes_upstream():
    query = ListQuery(
        search="box & co",
        process=UID,
        category="4" * 32,
        status="COMPLETED",
        date_from=date(2026, 1, 2),
        date_to=date(2026, 3, 4),
        sort="due",
        descending=False,
        start=50,
        limit=10,
    )
    with answering(answer_bytes({"totalCount": 0, "data": []})) as server:
        fetch_page(server.client(), FULL, CaseList.SEARCH, query)
        path, sent = asked(server)
    assert path == "/cases/advanced-search/paged"
    assert sent == {
        "start": "50",
        "limit": "10",
        "sort": "DEL_TASK_DUE_DATE",
        "dir": "ASC",
        "search": "box & co",
        "pro_uid": UID,
        "cat_uid": "4" * 32,
        "app_status": "COMPLETED",
        "date_from": "2026-01-02",
        "date_to": "2026-03-04",
    }


def test_a_list_sends_only_the_filters_that_it_has():
    query = ListQuery(status="DRAFT", date_from=date(2026, 1, 1), user=UID)
    with answering(answer_bytes({"totalCount": 0, "data": []})) as server:
        fetch_page(server.client(), FULL, CaseList.INBOX, query)
        _, sent = asked(server)
    assert sent == {"start": "0", "limit": "25", "sort": "APP_CACHE_VIEW.APP_NUMBER", "dir": "DESC"}


def test_dates_are_in_the_zone_of_the_server():
    row = column_row(del_task_due_date="2026-05-01 12:00:00")
    with answering(answer_bytes({"totalCount": "1", "data": {"1": row}})) as server:
        page = fetch_page(server.client(), OLD, CaseList.INBOX, ListQuery())
    assert page.total == 1
    assert page.rows[0].due_at == datetime(2026, 5, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("which", "body", "expected"),
    [
        (CaseList.INBOX, {"totalCount": 3, "data": [column_row()] * 2}, (3, True, "rows")),
        (CaseList.INBOX, {"totalCount": 2, "data": [column_row()] * 2}, (2, False, "rows")),
        (CaseList.INBOX, {"total": "7", "data": [column_row()] * 2}, (7, True, "rows")),
        (CaseList.INBOX, {"data": [column_row()] * 2}, (None, True, "rows")),
        (CaseList.SEARCH, {"totalCount": 1, "data": [column_row()] * 2}, (1, True, "cases")),
        (CaseList.SEARCH, {"totalCount": 9, "data": [column_row()]}, (9, False, "cases")),
    ],
)
def test_whether_there_is_more(which, body, expected):
    with answering(answer_bytes(body)) as server:
        page = fetch_page(server.client(), FULL, which, ListQuery(limit=2))
    assert (page.total, page.has_more, page.total_counts) == expected


def test_search_by_status_counts_rows():
    with answering(answer_bytes({"totalCount": 3, "data": [column_row()] * 2})) as server:
        query = ListQuery(limit=2, status="TO_DO")
        page = fetch_page(server.client(), FULL, CaseList.SEARCH, query)
    assert page.total_counts == "rows"


def test_a_sort_that_the_server_lacks_orders_what_is_loaded():
    rows = [column_row(1, del_priority="LOW"), column_row(2, del_priority="HIGH")]
    with answering(answer_bytes({"totalCount": 2, "data": rows})) as server:
        page = fetch_page(server.client(), FULL, CaseList.INBOX, ListQuery(sort="priority"))
        assert asked(server)[1]["sort"] == "APP_CACHE_VIEW.APP_NUMBER"
    assert not page.sorted_by_server
    assert [row.number for row in page.rows] == [2, 1]


def test_review_is_filtered_sorted_and_paged_here():
    rows = [upper_row(n, app_title=f"Order {n % 3}", pro_uid=UID) for n in range(1, 10)]
    query = ListQuery(search="order 1", process=UID, sort="number", start=1, limit=1)
    with answering(answer_bytes(rows)) as server:
        page = fetch_page(server.client(), FULL, CaseList.REVIEW, query)
        none = fetch_page(server.client(), FULL, CaseList.REVIEW, ListQuery(process="5" * 32))
    assert [row.number for row in page.rows] == [4]
    assert (page.total, page.has_more, page.sorted_by_server) == (3, True, True)
    assert none.total == 0


def test_review_without_the_plug_in_is_served_by_home():
    row = {"APP_UID": UID, "DEL_INDEX": "1", "APP_NUMBER": "5", "APP_STATUS": "TO_DO"}
    with answering(answer_bytes({"data": [row], "total": 1})) as server:
        page = fetch_page(
            server.client(), NEW, CaseList.REVIEW, ListQuery(search="#5", sort="title")
        )
        path, sent = asked(server)
        assert path == "/home/mycases"
        assert sent == {
            "filter": "SUPERVISING",
            "offset": "0",
            "limit": "25",
            "sort": "DEL_TITLE,DESC",
            "caseNumber": "5",
        }
        fetch_page(server.client(), NEW, CaseList.REVIEW, ListQuery(search="box", sort="due"))
        assert asked(server)[1]["caseTitle"] == "box"
    assert page.rows[0].number == 5
    with answering(answer_bytes([])) as server:
        assert fetch_page(server.client(), NEW, CaseList.REVIEW, ListQuery()).total == 0


@pytest.mark.parametrize("which", [CaseList.REVIEW, CaseList.REASSIGN])
def test_a_list_that_a_server_lacks_says_what_is_missing(which):
    found = support(OLD, which)
    assert (found.source, found.missing) == (None, "extrarest")
    with answering(b"") as server:
        with pytest.raises(errors.EndpointMissing, match="extrarest"):
            fetch_page(server.client(), OLD, which, ListQuery())
        assert server.received == []


@pytest.mark.parametrize("which", list(CaseList))
@pytest.mark.parametrize("capabilities", [OLD, NEW, FULL])
def test_support_names_known_filters_and_sorts(which, capabilities):
    found = support(capabilities, which)
    assert found.filters <= set(ListQuery.__struct_fields__)
    assert found.sorts <= set(SORTS)


@pytest.mark.parametrize(
    "bad",
    [
        {"process": "x"},
        {"category": "../" + UID},
        {"user": "1"},
        {"sort": "APP_NUMBER; DROP TABLE"},
        {"status": "todo"},
        {"start": -1},
        {"limit": 0},
        {"limit": 100_000},
    ],
)
def test_bad_values_never_become_a_query(bad):
    with pytest.raises(errors.InvalidValue):
        ListQuery(**bad)


def test_sorting_here_puts_blanks_last_both_ways():
    rows = tuple(
        CaseRow(app_uid=UID, del_index=1, number=n, due_at=due)
        for n, due in enumerate(
            [None, datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)]
        )
    )
    assert [row.number for row in sort_rows(rows, "due", descending=False)] == [2, 1, 0]
    assert [row.number for row in sort_rows(rows, "due", descending=True)] == [1, 2, 0]
    for name in SORTS:
        assert len(sort_rows(rows, name, descending=True)) == 3


HOME_ROW = {"APP_UID": "", "DEL_INDEX": 1, "APP_NUMBER": 1}
LIGHT_ROW = {"caseId": "", "delIndex": 1, "caseNumber": 1}


@pytest.mark.parametrize(
    ("body", "ask"),
    [
        ({"data": [column_row(app_uid="")]}, lambda client: client.lists.inbox_page()),
        ([column_row(del_index="")], lambda client: client.lists.inbox()),
        ({"data": [upper_row(app_uid="")]}, lambda client: client.extrarest.user_cases()),
        ([upper_row(app_number="x")], lambda client: client.extrarest.review()),
        ({"data": [HOME_ROW]}, lambda client: client.home.inbox()),
        ([LIGHT_ROW], lambda client: client.light.todo()),
    ],
)
def test_a_row_without_its_uid_is_a_bad_answer(body, ask):
    with answering(answer_bytes(body)) as server, pytest.raises(errors.BadAnswer):
        ask(server.client())


COUNTED = answer_bytes({"totalCount": 31, "data": []})


def test_counters_with_the_plug_in_are_one_call():
    counts = {"to_do": 8, "draft": "5", "sent": 31, "paused": 3, "to_reassign": "to_reassign"}
    with answering(answer_bytes(counts)) as server:
        found = fetch_counters(server.client(), FULL)
        assert len(server.received) == 1
    assert found == {
        CaseList.INBOX: 8,
        CaseList.DRAFT: 5,
        CaseList.PARTICIPATED: 31,
        CaseList.PAUSED: 3,
    }


def test_counters_of_home_and_of_the_mobile_api():
    table = {
        "GET /home/tasks/counter": answer_bytes(
            {"todo": 8, "draft": 5, "paused": 3, "unassigned": 1}
        ),
        "GET /light/counters": answer_bytes({"toDo": 7, "participated": 146, "unassigned": 14}),
        "GET /cases/participated/paged": COUNTED,
        "GET /cases/paused/paged": answer_bytes({"totalCount": 4, "data": []}),
    }
    with routing(table) as server:
        new = fetch_counters(server.client(), NEW)
        old = fetch_counters(server.client(), OLD)
    assert new[CaseList.INBOX] == 8
    assert new[CaseList.PARTICIPATED] == 31
    assert new[CaseList.PAUSED] == 4
    assert old == {
        CaseList.INBOX: 7,
        CaseList.UNASSIGNED: 14,
        CaseList.PARTICIPATED: 31,
        CaseList.PAUSED: 4,
    }


def test_a_counter_that_fails_is_unknown_and_not_zero():
    table = {"GET /home/tasks/counter": UNAUTHORIZED, "GET /cases/participated/paged": COUNTED}
    with routing(table) as server:
        assert fetch_counters(server.client(), NEW) == {CaseList.PARTICIPATED: 31}
    with routing({"GET /cases/participated/paged": COUNTED}) as server:
        only = Capabilities(names=frozenset({"core"}))
        assert fetch_counters(server.client(), only) == {CaseList.PARTICIPATED: 31}
    with routing({}) as server, pytest.raises(errors.EndpointMissing):
        fetch_counters(server.client(), NEW)
