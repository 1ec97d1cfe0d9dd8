"""Filters of lists: by the server, among loaded rows, and values that cannot be used."""

import re
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from tests.cases.lists_page import asked, forget_asked, html, links, notes, rows

UNKNOWN = "0" * 32
BAD = {
    "process": ("nope", "not an identifier"),
    "category": ("'; DROP TABLE", "not an identifier"),
    "status": ("ASLEEP", "not one of the choices"),
    "user": ("wendy", "not an identifier"),
    "from": ("2026-13-01", "not a date"),
    "to": ("yesterday", "not a date"),
    "due": ("soon", "not one of the choices"),
    "read": ("maybe", "not one of the choices"),
    "sort": ("APP_TITLE; --", "not one of the choices"),
    "dir": ("sideways", "not one of the choices"),
    "page": ("-1", "no such page"),
    "size": ("100000", "1 to 200 rows"),
    "view": ("7", "no such view"),
    "q": ("a" * 300, "longer than 200"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_value_that_cannot_be_used_is_named_and_goes_nowhere(silvia, sandbox, name):
    value, reason = BAD[name]
    forget_asked(sandbox)
    page = silvia.get("/cases/search/", {name: value})
    assert page.status_code == 200
    assert rows(page)
    (note,) = [note for note in notes(page) if note.startswith("Not used")]
    assert name in note
    assert value[:60] in note
    assert reason in note
    assert all(value not in str(parse_qs(call["query"])) for call in asked(sandbox))


@pytest.mark.parametrize("number", ["0", "1.5", "²", "9" * 30, "1e3", " "])
def test_odd_numbers_never_break_a_page(wendy, number):
    assert wendy.get("/cases/inbox/", {"page": number, "size": number}).status_code == 200


def test_control_characters_are_not_searched_for(wendy):
    page = wendy.get("/cases/inbox/", {"q": "a\0b"})
    assert page.status_code == 200
    assert "cannot be searched" in html(page)


def test_a_period_that_ends_before_it_starts_loses_its_end(silvia):
    page = silvia.get("/cases/search/?from=2026-05-01&to=2026-04-01")
    assert any("to “2026-04-01”" in note for note in notes(page))


def test_a_filter_that_a_list_does_not_have_is_named(wendy):
    page = wendy.get("/cases/inbox/?status=COMPLETED")
    assert page.status_code == 200
    assert any("cannot be filtered by it" in note for note in notes(page))


def test_text_is_searched_by_the_server_and_stays_in_the_box(wendy, office, sandbox):
    office.purchase(what="Cinnamon buns")
    forget_asked(sandbox)
    page = wendy.get("/cases/draft/", {"q": "cinnamon"})
    found = rows(page)
    assert found
    assert all("cinnamon" in row.cell("title").casefold() for row in found)
    assert 'value="cinnamon"' in html(page)
    assert parse_qs(asked(sandbox)[-1]["query"])["search"] == ["cinnamon"]


def test_a_process_is_filtered_by_the_server_and_named_in_a_chip(wendy, sandbox):
    form = wendy.get("/cases/inbox/filters/")
    uid, title = re.findall(r'<option value="(\w{32})">(.*?)</option>', html(form))[0]
    page = wendy.get(f"/cases/inbox/?process={uid}&sort=title")
    assert {row.cell("proc") for row in rows(page)} == {title}
    assert f"<b><bdi>{title}</bdi></b>" in html(page)
    assert links(page, 'class="chip"')[0] == "?sort=title"


def test_an_unknown_process_gives_no_rows_and_a_way_out(wendy):
    page = wendy.get(f"/cases/inbox/?process={UNKNOWN}")
    assert "No case matches" in html(page)
    assert "Clear filters" in html(page)


@pytest.mark.parametrize(
    ("status", "word"), [("COMPLETED", "Completed"), ("DRAFT", "Draft"), ("CANCELLED", "Cancelled")]
)
def test_a_status_is_filtered(admin, status, word):
    page = admin.get(f"/cases/search/?status={status}&size=100")
    assert rows(page)
    assert {row.cell("st") for row in rows(page)} == {word}


@pytest.mark.parametrize("due", ["late", "risk", "today", "week"])
def test_due_filters_hold_for_every_row(silvia, due):
    page = silvia.get(f"/cases/search/?due={due}&size=200")
    everything = rows(silvia.get("/cases/search/?size=200"))
    found = rows(page)
    if due in ("late", "risk"):
        expected = {row[:2] for row in everything if f"is-{due}" in row.classes}
        assert {row[:2] for row in found} == expected
    assert 0 < len(found) < len(everything)


@pytest.mark.parametrize("read", ["unread", "read"])
def test_read_filters_hold_for_every_row(wendy, read):
    found = rows(wendy.get(f"/cases/inbox/?read={read}&size=200"))
    assert found
    assert all(("unread" in row.classes) == (read == "unread") for row in found)


def test_people_are_filtered_among_the_rows(silvia):
    form = html(silvia.get("/cases/search/filters/"))
    options = re.search(r'name="user">(.*?)</select>', form, re.DOTALL)[1]
    uid, name = re.findall(r'<option value="(\w{32})">(.*?)</option>', options)[0]
    found = rows(silvia.get(f"/cases/search/?user={uid}&size=200"))
    assert found
    assert all(row.cell("who").endswith(name) for row in found)


def test_quick_figures_are_those_of_the_list(wendy):
    page = wendy.get("/cases/inbox/?size=200")
    figures = dict(re.findall(r'id="quick-(\w+)".*?<span class="n \w*">(\d+)</span>', html(page)))
    assert int(figures["all"]) == len(rows(page))
    assert int(figures["late"]) == sum("is-late" in row.classes for row in rows(page))
    assert int(figures["unread"]) == sum("unread" in row.classes for row in rows(page))


def test_figures_that_are_not_known_are_left_out(wendy):
    page = wendy.get("/cases/inbox/?size=1")
    assert not re.search(r'id="quick-late"[^<]*<span class="n', html(page))


def test_the_filter_form_keeps_what_it_does_not_show(silvia):
    form = html(silvia.get("/cases/search/filters/?q=leave&sort=title&size=50&due=late&page=3"))
    form = form[form.index('id="filter-form"') :].split("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', form))
    assert hidden == {"q": "leave"}
    for chosen in ("title", "50", "late"):
        assert f'<option value="{chosen}" selected>' in form


def test_the_filter_form_is_a_dialog_for_htmx_and_a_page_without_script(wendy):
    dialog = wendy.get(
        "/cases/inbox/filters/", headers={"HX-Request": "true", "HX-Target": "dialog"}
    )
    assert html(dialog).strip().startswith('<dialog id="filters"')
    assert html(wendy.get("/cases/inbox/filters/")).startswith("<!doctype html>")


def test_the_filter_form_comes_without_names_when_processmaker_is_silent(silvia, sandbox):
    sandbox.fault("error_500_null", path="*/advanced-search/paged")
    form = html(silvia.get("/cases/search/filters/"))
    assert 'name="status"' in form
    assert 'name="sort"' in form
    assert 'name="process"' not in form
    assert "ProcessMaker reported an error" in form


def test_categories_are_offered_to_those_who_may_read_them(admin, wendy):
    form = html(admin.get("/cases/search/filters/"))
    options = re.findall(
        r'<option value="(\w{32})">([^<]*)</option>',
        form.split('name="category"')[1].split("</select>")[0],
    )
    assert options
    uid, name = options[0]
    found = admin.get(f"/cases/search/?category={uid}")
    assert name in html(found)
    assert len(rows(found)) < len(rows(admin.get("/cases/search/?size=200")))
    assert 'name="category"' not in html(wendy.get("/cases/search/filters/"))


@pytest.mark.parametrize("name", ["inbox", "reassign", "review"])
def test_received_days_hold_for_every_row(silvia, name):
    everything = len(rows(silvia.get(f"/cases/{name}/?size=200")))
    today = timezone.localdate()
    before = rows(silvia.get(f"/cases/{name}/?size=200&to={today - timedelta(days=1)}"))
    since = rows(silvia.get(f"/cases/{name}/?size=200&from={today}"))
    assert len(before) + len(since) == everything
