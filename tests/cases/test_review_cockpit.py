"""The overview above the review list: what it counts is what its links show."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from cases.models import Job
from cases.view_models import SavedView
from tests.cases.lists_page import PARTIAL, asked, forget_asked, html, links, notes, rows
from tests.conftest import forget_everything

MARK = re.compile(r'<a href="(\?[^"]*)" aria-label="([^"]*): (\d+)[^"]*">')
FIGURE = re.compile(r'<a class="fig [^"]*" id="figure-(\w+)" href="([^"]*)"[^>]*>.*?<b>(\d+)</b>')
PERSON = re.compile(
    r'<a class="who" href="([^"]*)">(?:<span[^>]*>[^<]*</span>)?<bdi class="name">([^<]*)</bdi>'
    r".*?<span class=\"num\">(\d+)</span>",
    re.DOTALL,
)


@pytest.fixture(autouse=True)
def fresh(sandbox):
    sandbox.reset()


def cockpit(answer):
    return html(answer).split('id="cockpit"')[1].split('id="list-rows"')[0]


def shown(client, query):
    """How many rows the list has under an address of the cockpit."""
    return len(rows(client.get(f"/cases/review/{unescape(query)}&size=200")))


def test_every_figure_is_the_number_of_rows_behind_it(silvia):
    figures = FIGURE.findall(cockpit(silvia.get("/cases/review/")))
    assert {name for name, _url, _count in figures} == {"all", "late", "risk", "today", "none"}
    for _name, url, count in figures:
        assert shown(silvia, url) == int(count)
    assert sum(int(count) for _name, _url, count in figures) > 0


def test_every_person_process_and_task_is_the_number_of_rows_behind_it(silvia):
    bars = PERSON.findall(cockpit(silvia.get("/cases/review/")))
    names = {next(iter(parse_qs(url[1:]))) for url, _title, _count in bars}
    assert names == {"user", "process", "task"}
    for url, _title, count in bars:
        assert shown(silvia, url) == int(count)
    people = [int(count) for url, _title, count in bars if url.startswith("?user")]
    assert sum(people) == shown(silvia, "?")


def test_every_mark_of_a_chart_is_the_number_of_rows_behind_it(silvia):
    marks = MARK.findall(cockpit(silvia.get("/cases/review/")))
    assert len(marks) > 20
    for url, _label, count in marks:
        assert shown(silvia, url) == int(count), url


def test_late_and_risk_and_in_time_make_up_a_bar(silvia):
    marks = MARK.findall(cockpit(silvia.get("/cases/review/")))
    parts = [int(count) for url, _label, count in marks if "user=" in url]
    assert sum(parts) == shown(silvia, "?")


def test_list_and_cockpit_come_from_one_call_that_is_used_again(silvia, sandbox):
    forget_asked(sandbox)
    for query in ("", "?due=late", "?sort=title&page=2&size=10"):
        silvia.get(f"/cases/review/{query}")
    paths = [one["path"] for one in asked(sandbox) if "review" in one["path"]]
    assert len(paths) == 1
    assert "counted" in cockpit(silvia.get("/cases/review/"))


def test_a_filter_leaves_the_totals_and_marks_itself(silvia):
    whole = FIGURE.findall(cockpit(silvia.get("/cases/review/")))
    late = silvia.get("/cases/review/?due=late")
    assert [(n, c) for n, _u, c in FIGURE.findall(cockpit(late))] == [(n, c) for n, _u, c in whole]
    assert re.search(r'id="figure-late"[^>]*aria-current="true"', html(late))


def test_links_keep_order_and_size(silvia):
    page = cockpit(silvia.get("/cases/review/?sort=title&size=10&due=risk&page=1"))
    urls = [unescape(url) for _name, url, _count in FIGURE.findall(page)]
    assert all("sort=title" in url and "size=10" in url for url in urls)


@pytest.mark.parametrize("query", ["due=tomorrow", "user=nobody", "task=x", "due=2026-13-01"])
def test_what_cannot_be_filtered_by_is_said(silvia, query):
    answer = silvia.get(f"/cases/review/?{query}")
    assert answer.status_code == 200
    assert any("Not used" in note for note in notes(answer))


def test_the_cockpit_comes_with_the_list_for_htmx(silvia):
    answer = silvia.get("/cases/review/?due=late", headers=PARTIAL)
    assert 'id="cockpit"' in html(answer)
    assert "<html" not in html(answer)


def test_other_lists_have_none_and_operators_are_refused(silvia, wendy):
    assert 'id="cockpit"' not in html(silvia.get("/cases/reassign/"))
    assert wendy.get("/cases/review/").status_code == 403


def test_where_processmaker_fails_the_earlier_count_stands_with_its_age(silvia, sandbox):
    before = FIGURE.findall(cockpit(silvia.get("/cases/review/")))
    sandbox.fault("error_500_null", path="/extrarest/*")
    answer = silvia.get("/cases/review/?due=late")
    assert FIGURE.findall(cockpit(answer))[0][2] == before[0][2]


def test_what_is_shown_can_be_spread_over_several_people(silvia):
    days = "from=2020-01-01&to=2030-01-01"
    page = silvia.get(f"/cases/review/?due=ok&{days}")
    link = links(page, "operation=spread")[0]
    form = html(silvia.get(link))
    assert "Spread over several people" in form
    people = re.findall(r'name="targets" value="(\w+)"', form)
    values = {
        "targets": people[:2],
        "by": "turn",
        "plan": "1",
        **dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)),
    }
    answer = silvia.post("/cases/bulk/", values)
    assert answer.status_code == 302
    job = Job.objects.get()
    assert job.operation == "spread"
    assert job.selection["filters"] == {"due": "ok", "from": "2020-01-01", "to": "2030-01-01"}


def test_a_saved_view_hands_on_its_filters_and_not_its_number(silvia):
    silvia.post("/cases/review/views/", {"name": "Late", "query": "due=late"})
    page = silvia.get("/cases/review/", {"view": SavedView.objects.get().pk})
    hrefs = [*links(page, "operation=spread"), *links(page, "/cases/bulk/?")]
    assert hrefs
    assert all("due=late" in href and "view=" not in href for href in hrefs)


@pytest.fixture
def without_plug_in(sandbox):
    sandbox.reset(profile="3.8")
    forget_everything()
    yield
    sandbox.reset()


def test_a_server_without_the_plug_in_counts_its_own_list(without_plug_in, sign_in):
    silvia = sign_in("silvia")
    answer = silvia.get("/cases/review/")
    assert answer.status_code == 200
    figures = FIGURE.findall(cockpit(answer))
    assert int(figures[0][2]) > 0
    links = [(url, count) for _name, url, count in figures]
    links += [(url, count) for url, _label, count in MARK.findall(cockpit(answer))]
    for url, count in links:
        assert shown(silvia, url) == int(count), url
