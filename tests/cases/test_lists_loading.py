"""What is done among loaded rows, and what the page may say about it."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.lists.display import count_text, range_text, window_note
from cases.lists.loading import WINDOW, load_page, make_plan
from cases.lists.screens import BY_NAME
from cases.lists.state import ListState
from processmaker.case_lists import CaseList, ListSupport
from processmaker.models import CasePage, CaseRow, CaseStatus

NOW = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
SEARCH = BY_NAME[CaseList.SEARCH]
SERVER = ListSupport(
    source="cases", filters=frozenset({"search", "process"}), sorts=frozenset({"number", "title"})
)


class Server:
    """A list of so many open cases, number 1 the latest due; remembers what was asked."""

    def __init__(self, count, *, total=None, counts="rows"):
        self.rows = tuple(
            CaseRow(
                app_uid=f"{number:032x}",
                del_index=1,
                number=number,
                title=f"Case {number}",
                status=CaseStatus.TO_DO,
                due_at=NOW - timedelta(hours=number - 3),
                priority=1 + number % 5,
                unread=number % 2 == 0,
            )
            for number in range(count, 0, -1)
        )
        self.total = count if total is None else total
        self.counts = counts
        self.asked = []

    def __call__(self, query):
        self.asked.append(query)
        found = self.rows[query.start : query.start + query.limit]
        return CasePage(
            rows=found,
            total=self.total,
            start=query.start,
            limit=query.limit,
            total_counts=self.counts,
        )


def load(server, size=10, page=1, **state):
    plan = make_plan(SEARCH, ListState(**state), SERVER)
    return load_page(server, plan, (page - 1) * size, size, NOW)


def test_the_server_pages_what_it_can_sort():
    server = Server(30)
    loaded = load(server, page=2, sort="title", dir="asc", q="case")
    (query,) = server.asked
    assert (query.start, query.limit, query.sort, query.descending) == (10, 11, "title", False)
    assert query.search == "case"
    assert [row.number for row in loaded.rows] == list(range(20, 10, -1))
    assert (loaded.has_next, loaded.window, loaded.figures) == (True, None, None)
    assert range_text(loaded) == "11–20 of 30"


def test_the_last_page_has_no_next_whatever_the_total_says():
    loaded = load(Server(20, total=99, counts="cases"), page=2)
    assert not loaded.has_next
    assert range_text(loaded) == "11–20, 99 cases"


def test_a_short_list_is_counted_by_its_rows():
    loaded = load(Server(4, total=3, counts="cases"))
    assert loaded.figures == {"all": 4, "late": 1, "risk": 0, "today": 4, "unread": 2}
    assert count_text(loaded) == "4 cases"


def test_filters_of_dates_are_done_here():
    loaded = load(Server(40), due="late", size=50)
    assert [row.number for row in loaded.rows] == list(range(40, 3, -1))
    assert loaded.figures["all"] == 40
    assert window_note(loaded) == ""


@pytest.mark.parametrize(("way", "first"), [("asc", 1), ("desc", 5)])
def test_orders_of_a_whole_window_are_true(way, first):
    loaded = load(Server(40), sort="priority", dir=way)
    assert loaded.rows[0].priority == first
    assert window_note(loaded) == ""


def test_a_longer_list_says_that_only_loaded_rows_are_meant():
    server = Server(WINDOW + 100)
    loaded = load(server, sort="priority")
    assert len(server.asked) == 1
    assert window_note(loaded).startswith(f"Sorted among the first {WINDOW} rows")
    assert loaded.figures is None
    assert count_text(loaded) == ""
    both = load(server, sort="priority", read="unread")
    assert window_note(both).startswith("Filtered and sorted")


def test_closed_and_paused_cases_are_never_late():
    server = Server(10)
    server.rows = tuple(
        CaseRow(
            app_uid=row.app_uid,
            del_index=1,
            number=row.number,
            status=CaseStatus.COMPLETED if row.number % 2 else CaseStatus.TO_DO,
            paused=row.number % 2 == 0,
            due_at=NOW - timedelta(days=1),
        )
        for row in server.rows
    )
    assert not load(server, due="late").rows
