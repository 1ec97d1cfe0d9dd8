"""The state of a list: read from a query, written into links."""

from datetime import date

import pytest
from django.http import QueryDict

from cases.lists.state import FILTERS, ListState, read_state

ALL = frozenset(FILTERS)
UID = "a" * 32


def read(query, usable=ALL):
    return read_state(QueryDict(query), usable)


def test_an_empty_query_is_the_usual_state():
    assert read("") == (ListState(), [])
    assert read("q=&process=&page=") == (ListState(), [])
    assert ListState().query() == "?"


@pytest.mark.parametrize(
    "query",
    [
        "q=Caf%C3%A9+%26+more",
        f"process={UID}&category={UID}&user={UID}",
        "status=TO_DO&from=2026-02-28&to=2026-03-01",
        "due=late&read=unread&sort=title&dir=desc",
        "page=7&size=50",
    ],
)
def test_what_is_read_is_written_back(query):
    state, ignored = read(query)
    assert ignored == []
    assert state.query(page=state.page) == f"?{query}"


def test_a_change_leads_to_the_first_page():
    state, _ = read("q=a&page=4&size=50")
    assert state.query(sort="due") == "?q=a&size=50&sort=due"
    assert state.query(page=5) == "?q=a&page=5&size=50"
    assert state.query(q="") == "?size=50"


def test_hidden_fields_carry_the_rest():
    state, _ = read("q=a&sort=title&dir=asc&page=3")
    assert state.hidden("q") == (("sort", "title"), ("dir", "asc"))


def test_dates_are_dates():
    state, _ = read("from=2026-02-28&to=2026-02-28")
    assert (state.since, state.to) == (date(2026, 2, 28), date(2026, 2, 28))


def test_filters_that_a_list_lacks_are_ignored_by_name():
    state, ignored = read(f"user={UID}&q=a", usable=frozenset({"q"}))
    assert state == ListState(q="a")
    assert [one.name for one in ignored] == ["user"]


def test_long_values_are_cut_where_they_are_quoted():
    _, (ignored,) = read("q=" + "x" * 5000)
    assert len(ignored.value) == 60


def test_the_last_of_several_values_counts():
    assert read("sort=due&sort=title")[0].sort == "title"
